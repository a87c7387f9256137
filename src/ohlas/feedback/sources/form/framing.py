"""A survey inside somebody's page: who may frame it, and what its page leaves out there."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static

from ohlas.surveys.pages import EndPage, FormPage, PageFrame, RespondPage


@dataclass(frozen=True, slots=True)
class Framing:
    """The widget a page stands in, and the one origin that may frame it; both were checked."""

    key: str
    host: str


def frame_for(request: HttpRequest, framing: Framing) -> None:
    """Whatever is answered to this request may stand in that frame."""
    request.framing = framing  # type: ignore[attr-defined]  # read by framing_of alone


def framing_of(request: HttpRequest) -> Framing | None:
    return getattr(request, "framing", None)


def in_frame(request: HttpRequest, page: RespondPage) -> RespondPage:
    """The page with the script that tells its frame how tall it is; addresses to keep make no sense there."""
    framing = framing_of(request)
    if framing is None:
        return page
    frame = PageFrame(static("feedback/widget/frame.js"), framing.key, framing.host)
    if isinstance(page, FormPage):
        return replace(page, frame=frame, resume="")
    if isinstance(page, EndPage):
        return replace(page, frame=replace(frame, is_done=True), again="")
    return replace(page, frame=frame)


def let_frame(request: HttpRequest, response: HttpResponse, policy: str) -> str:
    """The policy of an answer; nobody frames it but the widget's own page."""
    framing = framing_of(request)
    if framing is None:
        return policy
    response.xframe_options_exempt = True  # the policy says it better
    return policy.replace("frame-ancestors 'none'", f"frame-ancestors {framing.host}")
