"""All a phone loads to answer a survey, beside what SurveyJS loads before it can show a question.

Theirs was weighed once from the npm packages and written to surveyjs.json, so that no network is needed; ours
is weighed as it is sent now: the page with its questions and style (gzip), and the script.
"""

import gzip
import json
import tempfile
import urllib.request
from pathlib import Path

from benchmarks.scene import ohlas_web, prepare
from benchmarks.survey_page import links_in

THEIRS = Path(__file__).with_name("surveyjs.json")
SCRIPT = "/static/surveys/respond.js"


def run() -> list[dict]:
    theirs = json.loads(THEIRS.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="ohlas-bench-weight-") as folder:
        home = Path(folder)
        prepare(home)
        opened = links_in(home, 1)["open"]
        with ohlas_web(home, 1) as port:
            page, script = _sent(port, opened), _sent(port, SCRIPT)
    versions = ", ".join(f"{name} {version}" for name, version in theirs["packages"].items())
    whole = page + script
    return [
        _row(f"weight: page and script, of {versions} ({kind})", whole, theirs, kind)
        for kind in ("gzip", "brotli")
    ]


def _sent(port: int, path: str) -> int:
    """Bytes as they travel; a script the server sends plain is weighed as a proxy would send it."""
    address = f"http://127.0.0.1:{port}{path}"
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - this machine's own server
        body = answer.read()
        is_small = answer.headers.get("Content-Encoding") == "gzip"
    return len(body if is_small else gzip.compress(body, 9, mtime=0))


def _row(name: str, ours: int, theirs: dict, kind: str) -> dict:
    """`ours` is gzip in both rows: what we send must be light even beside what brotli would save them."""
    weight = sum(file[kind] for file in theirs["files"])
    return {"name": name, "value": ours, "unit": "bytes", "reference": weight, "ratio": ours / weight}
