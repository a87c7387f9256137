"""The integrity watch in words: findings with their evidence, the answers of one, and what may be decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Permission
from ohlas.insight.pages import words
from ohlas.insight.queries.integrity import FindingLine, MarkedAnswer
from ohlas.insight.rules.integrity import Odd

KIND_TITLES = {
    Odd.DEVICE: _("One device"),
    Odd.BURST: _("A burst"),
    Odd.STAFF: _("Staff’s browser"),
    Odd.KIOSK: _("Too fast for people"),
    Odd.BEGGING: _("Scores asked for"),
    Odd.JUMP: _("A sudden jump"),
}
_ABOUT = {
    "employee": _("Employee"),
    "unit": _("Unit"),
    "survey": _("Survey"),
    "link": _("Link"),
    "device": _("Device"),
}
TABS = ("waiting", "decided", "all")
_TAB_TITLES = {"waiting": _("To decide"), "decided": _("Decided"), "all": _("All")}


@dataclass(frozen=True)
class Tab:
    words: str
    href: str
    is_chosen: bool


@dataclass(frozen=True)
class FindingRow:
    """One finding of the list."""

    href: str
    title: str
    where: str
    evidence: str
    first_at: datetime
    answers: str
    state: str
    is_waiting: bool


@dataclass(frozen=True)
class IntegrityPage:
    """`insight/integrity.html`; `left_out` says openly how many answers are out of all figures."""

    tabs: tuple[Tab, ...]
    rows: tuple[FindingRow, ...]
    left_out: str
    zone: str
    is_empty: bool
    earlier: str
    later: str
    words: str


@dataclass(frozen=True)
class AnswerLine:
    """One answer of a finding."""

    id: UUID
    href: str
    at: datetime
    scores: str
    comment: str
    unit: str
    is_left_out: bool
    is_chosen: bool


@dataclass(frozen=True)
class FindingPage:
    """`insight/integrity_finding.html`."""

    id: UUID
    title: str
    where: str
    about: str
    evidence: str
    advice: str
    state: str
    reason: str
    lines: tuple[AnswerLine, ...]
    may_decide: bool
    zone: str
    refusal: str
    verdict: str
    back: str


def integrity_page(
    actor: Actor, found: Sequence[FindingLine], tab: str, *, left_out: int, page: int, total: int, size: int
) -> IntegrityPage:
    slug = actor.organisation.slug
    here = reverse("insight:integrity", args=[slug])
    out = ngettext("%(n)s answer is left out by review", "%(n)s answers are left out by review", left_out)
    pages = max(1, -(-total // size))
    return IntegrityPage(
        tabs=tuple(Tab(str(_TAB_TITLES[one]), f"{here}?show={one}", one == tab) for one in TABS),
        rows=tuple(_row(one, slug) for one in found),
        left_out=out % {"n": words.number(left_out, 0)} if left_out else "",
        zone=actor.organisation.zone,
        is_empty=not found,
        earlier=f"{here}?show={tab}&page={page + 1}" if page < pages else "",
        later=f"{here}?show={tab}&page={page - 1}" if page > 1 else "",
        words=gettext("Page %(page)s of %(pages)s") % {"page": page, "pages": pages},
    )


def finding_page(
    actor: Actor,
    found: FindingLine,
    answers: Sequence[MarkedAnswer],
    *,
    refusal: str = "",
    reason: str = "",
    verdict: str = "",
    chosen: frozenset[UUID] | None = None,
) -> FindingPage:
    slug = actor.organisation.slug
    return FindingPage(
        id=found.id,
        title=str(KIND_TITLES[found.kind]),
        where=found.where,
        about=str(_ABOUT.get(found.subject, "")),
        evidence=_evidence(found),
        advice=_advice(found.kind),
        state=_state(found),
        reason=reason or found.reason,
        lines=tuple(_line(one, slug, chosen) for one in answers),
        may_decide=actor.may(Permission.EDIT_SURVEYS),
        zone=actor.organisation.zone,
        refusal=refusal,
        verdict=verdict or found.verdict,
        back=reverse("insight:integrity", args=[slug]),
    )


def _row(found: FindingLine, slug: str) -> FindingRow:
    return FindingRow(
        href=reverse("insight:finding", args=[slug, found.id]),
        title=str(KIND_TITLES[found.kind]),
        where=found.where,
        evidence=_evidence(found),
        first_at=found.first_at,
        answers=words.answers(found.answers),
        state=_state(found),
        is_waiting=bool(found.waiting),
    )


def _line(one: MarkedAnswer, slug: str, chosen: frozenset[UUID] | None) -> AnswerLine:
    view = one.response
    return AnswerLine(
        id=view.id,
        href=reverse("feedback:response", args=[slug, view.id]),
        at=view.answered_at,
        scores=", ".join(f"{answer.text}: {answer.shown}" for answer in view.scores[:3]),
        comment=" / ".join(answer.shown for answer in view.comments)[:200],
        unit=view.unit or "",
        is_left_out=one.is_left_out,
        is_chosen=chosen is None or view.id in chosen,
    )


def _state(found: FindingLine) -> str:
    if found.waiting == found.answers:
        return gettext("to decide")
    said = gettext("left out") if found.verdict == "leave_out" else gettext("they count")
    if found.waiting:
        return gettext("%(said)s; %(n)s new ones to decide") % {"said": said, "n": found.waiting}
    return said


def _evidence(found: FindingLine) -> str:
    given = found.evidence
    shown = {
        name: words.number(value, 0)
        if isinstance(value, int)
        else f"{value:g}"
        if isinstance(value, float)
        else value
        for name, value in given.items()
    }
    if found.kind is Odd.DEVICE:
        said = gettext("%(answers)s answers from one device within %(minutes)s minutes")
        if int(given.get("customers", 0)) > 1:
            said = gettext(
                "%(answers)s answers of %(customers)s customers from one device within %(minutes)s minutes"
            )
        return said % shown
    if found.kind is Odd.BURST:
        shown["p"] = f"{float(given.get('p', 0)):.1g}"
        said = gettext(
            "%(answers)s answers within %(minutes)s minutes, where %(expected)s are expected (p = %(p)s)"
        )
        return said % shown
    if found.kind is Odd.KIOSK:
        said = gettext(
            "%(answers)s answers at a tablet, never more than %(seconds)s s apart; people need %(expected)s s"
        )
        return said % shown
    if found.kind is Odd.BEGGING:
        return gettext("%(answers)s comments tell that a score was asked for") % shown
    if found.kind is Odd.JUMP:
        shares = {name: words.percent(float(given.get(name, 0)), 0) for name in ("share", "before")}
        said = gettext("Top scores rose from %(before)s of %(earlier)s answers to %(share)s of %(answers)s")
        return said % (shown | shares)
    return gettext("%(answers)s answers from a browser in which one of your people was signed in") % shown


def _advice(kind: Odd) -> str:
    return {
        Odd.DEVICE: gettext(
            "A family, or an office with one network, can look like this too. Ask at the branch."
        ),
        Odd.BURST: gettext(
            "A coach party or a poster at an event can look like this too. What happened on that day?"
        ),
        Odd.STAFF: gettext("A test, or a colleague who is a customer as well, can look like this too."),
        Odd.KIOSK: gettext(
            "Children at the tablet can look like this too; answers that all agree rather do not."
        ),
        Odd.BEGGING: gettext(
            "Read the comments. The score may still be honest; the asking is to be talked about."
        ),
        Odd.JUMP: gettext("Better work looks like this as well: coaching, a new place, other customers."),
    }[kind]
