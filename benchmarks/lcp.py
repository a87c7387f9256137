"""When a phone on a slow line has painted the largest thing of a survey page, beside a bare page of Django's.

Headless Chromium, 390 px wide: 150 ms to and fro, 1.6 Mbit/s, a quarter of the processor, nothing kept from
earlier visits. Visits take turns; the median counts. Left out, saying so, where there is no Chromium.
"""

import shutil
import tempfile
from pathlib import Path

from benchmarks.scene import granian, ohlas_web, prepare
from benchmarks.survey_page import BARE, links_in

VISITS = 9
PROMISED_MS = 1000
ROUND_TRIP_MS = 150
DOWN, UP = 1.6e6 / 8, 750e3 / 8
"""Bytes a second."""
SLOWER = 4
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
LARGEST = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
    .observe({type: "largest-contentful-paint", buffered: true});
})"""


def run() -> list[dict]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        print("lcp: no Chromium on this machine, nothing measured")
        return []
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory(prefix="ohlas-bench-lcp-") as folder, sync_playwright() as playwright:
        ours_home, bare_home = Path(folder) / "ours", Path(folder) / "bare"
        for home in (ours_home, bare_home):
            home.mkdir()
        prepare(ours_home)
        prepare(bare_home, BARE)
        opened = links_in(ours_home, 1)["open"]
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        with (
            ohlas_web(ours_home, 1) as ours,
            granian("benchmarks.bare.wsgi:application", bare_home, BARE, 1) as bare,
        ):
            addresses = {"ours": f"http://127.0.0.1:{ours}{opened}", "bare": f"http://127.0.0.1:{bare}/page"}
            found: dict[str, list[float]] = {name: [] for name in addresses}
            for address in addresses.values():
                _painted(browser, address)
            for _ in range(VISITS):
                for name, address in addresses.items():
                    found[name].append(_painted(browser, address))
        browser.close()
    median = {name: sorted(times)[VISITS // 2] for name, times in found.items()}
    return [
        _row("lcp: largest paint, against a bare page", median["ours"], median["bare"]),
        _row("lcp: largest paint, of what is promised", median["ours"], PROMISED_MS),
    ]


def _painted(browser, address: str) -> float:
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    page = context.new_page()
    control = context.new_cdp_session(page)
    control.send("Network.enable")
    control.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line = {"offline": False, "latency": ROUND_TRIP_MS, "downloadThroughput": DOWN, "uploadThroughput": UP}
    control.send("Network.emulateNetworkConditions", line)
    control.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load")
    page.wait_for_timeout(500)
    moment = float(page.evaluate(LARGEST))
    context.close()
    return moment


def _row(name: str, value: float, reference: float) -> dict:
    return {"name": name, "value": value, "unit": "ms", "reference": reference, "ratio": value / reference}
