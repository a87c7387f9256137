"""One report to one reader: made within what the reader may see, handed over at most once, and noted.

`leaving` is written and committed before the mail server hears a word. Whatever tears after that is doubtful and waits
for a person; whatever the server plainly did not take is tried again.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import parse_qs
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext, override

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Permission
from ohlas.insight.errors import BadAddress
from ohlas.insight.models import Board, ReportSchedule, ReportSending
from ohlas.insight.pages.reports import file_name, made_report
from ohlas.insight.queries import attribute_fields
from ohlas.insight.queries.reports import colleagues_by_id, outside_allowed
from ohlas.insight.rules import Selection, parse_selection
from ohlas.insight.rules.reports import MOST_TRIES, Format, State, Why, wait_after
from ohlas.lib.config import config
from ohlas.lib.letters import Enclosure, Fate, Letter, can_mail, send
from ohlas.lib.reports import Report, file_of, media_type


@dataclass(frozen=True)
class Recipient:
    """Where it goes, in which language, and as whom it is counted."""

    actor: Actor
    email: str
    language: str
    called: str


class NotSent(Exception):
    """Why it does not leave."""

    def __init__(self, why: Why) -> None:
        self.why = why
        super().__init__(why.value)


def hand_over(sending_id: UUID, now: datetime) -> None:
    """Sends what still waits; safe to repeat at any moment, by any number of relays."""
    sending = (
        ReportSending.objects.select_related("schedule__board__unit", "reader")
        .filter(id=sending_id, state=State.WAITING.value)
        .first()
    )
    if sending is None:
        return
    try:
        recipient, board = _recipient(sending), _board(sending.schedule)
        _check_sight(recipient.actor, board)
        letter = _letter(sending, recipient, board, now)
    except NotSent as refused:
        _end(sending_id, State.WAITING, State.NOT_SENT, now, refused.why)
        return
    mine = ReportSending.objects.filter(id=sending_id, state=State.WAITING.value)
    if mine.update(state=State.LEAVING.value, changed_at=now, tries=F("tries") + 1) == 0:
        return  # another relay is already handing it over
    _note(sending, send(letter), now)


def _note(sending: ReportSending, fate: Fate, now: datetime) -> None:
    if fate is Fate.LATER and sending.tries + 1 < MOST_TRIES:
        again = now + wait_after(sending.tries + 1)
        ReportSending.objects.filter(id=sending.id).update(
            state=State.WAITING.value, reason=Why.AWAY.value, due_at=again, changed_at=now
        )
        return
    state, why = {
        Fate.SENT: (State.SENT, None),
        Fate.LATER: (State.REFUSED, Why.AWAY),
        Fate.REFUSED: (State.REFUSED, Why.REFUSED),
        Fate.DOUBT: (State.DOUBT, Why.TORN),
        Fate.OFF: (State.NOT_SENT, Why.NO_MAIL),
    }[fate]
    _end(sending.id, State.LEAVING, state, now, why)


def _end(sending_id: UUID, before: State, after: State, now: datetime, why: Why | None) -> None:
    ReportSending.objects.filter(id=sending_id, state=before.value).update(
        state=after.value, reason=why.value if why else "", changed_at=now
    )


def _recipient(sending: ReportSending) -> Recipient:
    """Errors: `NotSent` for who left, for no mail server, and for addresses outside where those are not allowed."""
    if not can_mail():
        raise NotSent(Why.NO_MAIL)
    schedule = sending.schedule
    colleagues = colleagues_by_id(schedule.organisation_id)
    if sending.reader is not None and sending.reader.email:
        if not outside_allowed(schedule.organisation_id):
            raise NotSent(Why.OUTSIDE)
        maker = colleagues.get(schedule.created_by_id) if schedule.created_by_id else None
        if maker is None or not maker.actor.may(Permission.EXPORT):
            raise NotSent(Why.NO_SENDER)
        # Comments stay inside: an address outside gets figures as the maker sees them, and no more.
        stranger = replace(maker.actor, permissions=maker.actor.permissions - {Permission.SEE_ANSWERS})
        return Recipient(stranger, sending.reader.email, sending.reader.language, "")
    found = colleagues.get(sending.user_id) if sending.user_id else None
    if found is None:
        raise NotSent(Why.LEFT)
    return Recipient(found.actor, found.email, found.language, found.called)


def _board(schedule: ReportSchedule) -> Board:
    if schedule.board is None or schedule.board.archived_at is not None:
        raise NotSent(Why.NO_BOARD)
    return schedule.board


def _check_sight(actor: Actor, board: Board) -> None:
    """A reader without the right, or without the dashboard's unit, would get an empty sheet: none is sent."""
    if not actor.may(Permission.SEE_FIGURES):
        raise NotSent(Why.NO_SIGHT)
    if actor.scope is not None and (not actor.scope or (board.unit_id and board.unit_id not in actor.scope)):
        raise NotSent(Why.NO_SIGHT)


def _letter(sending: ReportSending, to: Recipient, board: Board, now: datetime) -> Letter:
    selection = selection_in(sending.schedule.address, to.actor)
    report = made_report(
        actor=to.actor, board=board, selection=selection, now=now, language=to.language, reader=to.called
    )
    kinds = [kind for kind in Format if kind.value in sending.schedule.formats]
    enclosures = [
        Enclosure(file_name(report, kind), file_of(report, kind), media_type(kind)) for kind in kinds
    ]
    with override(to.language):
        subject = f"{report.title} – {report.organisation}"
        text = _text(report, sending, to)
    return Letter(to.email, subject, text, id=f"report-{sending.id}", enclosures=enclosures)


def _text(report: Report, sending: ReportSending, to: Recipient) -> str:
    figures = [
        f"{tile.title}: {', '.join(filter(None, (tile.whole.value.text, tile.whole.interval, tile.whole.n.text)))}"
        for tile in report.tiles
        if tile.whole is not None
    ]
    facts = [f"{name}: {said}" for name, said in report.facts]
    parts = [gettext("The report is attached."), "\n".join(dict.fromkeys(figures)), "\n".join(facts)]
    if to.called and sending.schedule.board_id:
        place = reverse("insight:board", args=[to.actor.organisation.slug, sending.schedule.board_id])
        parts.append(gettext("The dashboard: %(address)s") % {"address": f"{config().public_url}{place}"})
    parts.append(
        gettext("You get this because somebody at %(name)s chose you as a reader.")
        % {"name": report.organisation}
    )
    return "\n\n".join(part for part in parts if part)


def selection_in(address: str, actor: Actor) -> Selection:
    """The filters kept with a schedule; what has since gone from the organisation filters no more.

    Errors: `NotSent` where an address cannot be read any more.
    """
    given = parse_qs(address.lstrip("?"), keep_blank_values=False)
    try:
        return parse_selection(given, list(attribute_fields(actor)))
    except BadAddress as error:
        raise NotSent(Why.NO_BOARD) from error
