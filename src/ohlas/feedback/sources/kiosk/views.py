"""What a tablet asks for: its page, its manifest, its worker, whether all is well, and where answers go."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path

import orjson
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

import ohlas
from ohlas.feedback.actions import is_closed_by_now
from ohlas.feedback.actions.kiosks import note_kiosk
from ohlas.feedback.queries.kiosks import KioskView, kiosk_named, kiosk_versions
from ohlas.feedback.sources.form.limits import SAVES, is_too_fast
from ohlas.feedback.sources.form.sending import HEADERS
from ohlas.feedback.sources.form.showing import send_refusal
from ohlas.feedback.sources.kiosk.document import stamp_of
from ohlas.feedback.sources.kiosk.showing import send_kiosk
from ohlas.feedback.sources.kiosk.taking import MOST_BYTES, Unreadable, read_bundle, take_bundle
from ohlas.surveys.queries import Version, standing
from ohlas.surveys.rules import takes_answers

WORKER = Path(__file__).resolve().parents[2] / "static" / "feedback" / "kiosk" / "sw.js"
TabletView = Callable[[HttpRequest, KioskView, Version], HttpResponse]


def tablet(view: TabletView) -> Callable[[HttpRequest, str], HttpResponse]:
    """Only for a kiosk that is on, with a version it can run; everything else looks alike."""

    @wraps(view)
    def answer(request: HttpRequest, key: str) -> HttpResponse:
        kiosk = kiosk_named(key)
        version = kiosk_versions(kiosk.organisation_id, kiosk.survey_id)[0] if kiosk else None
        if kiosk is None or version is None:
            if request.method == "POST":
                return JsonResponse({}, status=404, headers=HEADERS)
            return send_refusal(request)
        return view(request, kiosk, version)

    return answer


@require_GET
@tablet
def page(request: HttpRequest, kiosk: KioskView, version: Version) -> HttpResponse:  # noqa: ARG001 - one shape
    return send_kiosk(kiosk, version, is_open=_is_open(kiosk, version))


@require_GET
@tablet
def manifest(request: HttpRequest, kiosk: KioskView, version: Version) -> HttpResponse:  # noqa: ARG001 - one shape
    """So that the tablet can keep the page on its home screen, without a browser around it."""
    document = {
        "id": "./",
        "name": kiosk.name,
        "short_name": kiosk.name[:20],
        "start_url": "./",
        "scope": "./",
        "display": "fullscreen",
        "display_override": ["fullscreen", "standalone"],
        "icons": [{"src": "/static/img/favicon.svg", "type": "image/svg+xml", "sizes": "any"}],
    }
    return JsonResponse(document, headers=HEADERS, content_type="application/manifest+json")


@require_GET
@tablet
def worker(request: HttpRequest, kiosk: KioskView, version: Version) -> HttpResponse:  # noqa: ARG001 - one shape
    """Served from here, since a worker rules only what lies below its own address."""
    headers = {**HEADERS, "Content-Security-Policy": "default-src 'self'"}
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8", headers=headers)


@csrf_exempt
@require_POST
@tablet
def beat(request: HttpRequest, kiosk: KioskView, version: Version) -> HttpResponse:
    """Says what is new, and notes that the tablet lives. No cookie guards it: the address is the key."""
    held = _numbers(request.body)
    note_kiosk(kiosk, waiting=held.get("waiting", 0), refused=held.get("refused", 0), now=timezone.now())
    said = {
        "stamp": stamp_of(kiosk, version),
        "build": ohlas.__version__,
        "open": _is_open(kiosk, version),
    }
    return JsonResponse(said, headers=HEADERS)


@csrf_exempt
@require_POST
@tablet
def answers(request: HttpRequest, kiosk: KioskView, version: Version) -> HttpResponse:  # noqa: ARG001 - one shape
    """Takes what waited; each answer once, however often it comes."""
    if is_too_fast(request, SAVES):
        return JsonResponse({}, status=429, headers={**HEADERS, "Retry-After": "30"})
    if len(request.body) > MOST_BYTES or request.content_type != "application/json":
        return JsonResponse({}, status=413, headers=HEADERS)
    try:
        bundle = read_bundle(request.body)
    except Unreadable:
        return JsonResponse({}, status=400, headers=HEADERS)
    return JsonResponse({"outcomes": take_bundle(kiosk, bundle, timezone.now())}, headers=HEADERS)


def _is_open(kiosk: KioskView, version: Version) -> bool:
    now = timezone.now()
    found = standing(kiosk.organisation_id, str(kiosk.survey_id), now)
    return found is not None and takes_answers(found.state) and not is_closed_by_now(version, now)


def _numbers(body: bytes) -> dict[str, int]:
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    pairs = document.items() if isinstance(document, dict) else ()
    return {name: one for name, one in pairs if isinstance(one, int)}
