"""Ideas: published in words that name nobody, merged, decided in public, and voted for once each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.rules import Permission
from ohlas.feedback.access import idea_for, response_for
from ohlas.feedback.errors import BadIdea
from ohlas.feedback.models import Idea, IdeaVote
from ohlas.feedback.queries.ideas import group_votes, ideas_on
from ohlas.feedback.queries.links import LinkView
from ohlas.feedback.rules.links import new_token
from ohlas.feedback.rules.spontaneous import CHANNEL, MOST_OF_A_NOTE, MOST_OF_AN_IDEA, IdeaStatus
from ohlas.lib.database import one_writer
from ohlas.lib.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaWords:
    """What the public reads of an idea."""

    text: str
    status: IdeaStatus = IdeaStatus.NEW
    note: str = ""


def publish_idea(*, actor: Actor, response_id: UUID, words: IdeaWords, now: datetime) -> UUID:
    """The idea stands on the public board, in these words and not in its giver's.

    Errors: `Forbidden`, `NotHere`; `BadIdea` for words that cannot be shown, or when it is published already.
    """
    text, note = _checked(words)
    with one_writer(), transaction.atomic():
        response = response_for(actor, response_id, Permission.PUBLISH_IDEAS)
        if response.channel != CHANNEL:
            raise BadIdea("text", "Only spontaneous feedback can be published as an idea.")
        idea = Idea(
            id=new_id(),
            organisation_id=response.organisation_id,
            response=response,
            unit_id=response.unit_id,
            text=text,
            language=response.language,
            status=words.status.value,
            note=note,
            published_at=now,
            decided_at=None if words.status is IdeaStatus.NEW else now,
        )
        try:
            with transaction.atomic():
                idea.save(force_insert=True)
        except IntegrityError:
            raise BadIdea("text", "This feedback is published as an idea already.") from None
        write_audit(actor, "publish_idea", "idea", idea.id, now, {"response": str(response_id)})
    return idea.id


def change_idea(*, actor: Actor, idea_id: UUID, words: IdeaWords, now: datetime) -> None:
    """New words, status or public note. An idea that is done or declined takes no more votes.

    Errors: `Forbidden`, `NotHere`, `BadIdea`.
    """
    text, note = _checked(words)
    with one_writer(), transaction.atomic():
        idea = _locked(actor, idea_id)
        if idea.status != words.status:
            idea.decided_at = now
        idea.text, idea.note, idea.status = text, note, words.status.value
        idea.save(update_fields=["text", "note", "status", "decided_at"])
        if not words.status.is_open:
            _forget_voters(idea_id)
        write_audit(actor, "change_idea", "idea", idea_id, now, {"status": words.status.value})


def merge_idea(*, actor: Actor, idea_id: UUID, into: UUID, now: datetime) -> None:
    """The idea is the same as another one: it leaves the board, and who voted for either counts once there.

    Errors: `Forbidden`, `NotHere`; `BadIdea` for itself, or for one that is not on the board itself.
    """
    with one_writer(), transaction.atomic():
        for one in sorted(
            (idea_id, into)
        ):  # always in one order: two merges at once must not wait for each other
            _locked(actor, one)
        idea, kept = idea_for(actor, idea_id), idea_for(actor, into)
        if idea.id == kept.id or kept.merged_into_id is not None or kept.withdrawn_at is not None:
            raise BadIdea("into", "Choose another idea that stands on the board.")
        Idea.objects.filter(merged_into=idea).update(merged_into=kept)
        idea.merged_into = kept
        idea.save(update_fields=["merged_into"])
        write_audit(actor, "merge_idea", "idea", idea_id, now, {"into": str(into)})


def part_idea(*, actor: Actor, idea_id: UUID, now: datetime) -> None:
    """Takes a merge back; the votes go back too. Errors: `Forbidden`, `NotHere`."""
    _set(actor, idea_id, now, "part_idea", merged_into=None)


def withdraw_idea(*, actor: Actor, idea_id: UUID, now: datetime) -> None:
    """Off the board; its votes are kept. Errors: `Forbidden`, `NotHere`."""
    _set(actor, idea_id, now, "withdraw_idea", withdrawn_at=now)


def show_idea(*, actor: Actor, idea_id: UUID, now: datetime) -> None:
    """Back on the board. Errors: `Forbidden`, `NotHere`."""
    _set(actor, idea_id, now, "show_idea", withdrawn_at=None)


def vote_for(*, link: LinkView, idea_id: UUID, voter: str, now: datetime) -> bool:
    """Counts the voter for the idea once, however often and at once they press; False when it takes no votes."""
    with one_writer(), transaction.atomic():
        idea = ideas_on(link).select_for_update().filter(id=idea_id).first()
        if idea is None or not IdeaStatus(idea.status).is_open:
            return False
        if not group_votes([idea_id]).filter(voter=voter).exists():
            IdeaVote.objects.create(
                id=new_id(), organisation_id=idea.organisation_id, idea=idea, voter=voter, at=now
            )
    return True


def take_vote_back(*, link: LinkView, idea_id: UUID, voters: frozenset[str]) -> bool:
    """The voter is for the idea no more; False when it takes no votes, as its vote counts as cast then."""
    with one_writer(), transaction.atomic():
        idea = ideas_on(link).select_for_update().filter(id=idea_id).first()
        if idea is None or not IdeaStatus(idea.status).is_open:
            return False
        mine = group_votes([idea_id]).filter(voter__in=voters).values_list("id", flat=True)
        IdeaVote.objects.filter(id__in=list(mine)).delete()
    return True


def _locked(actor: Actor, idea_id: UUID) -> Idea:
    idea = idea_for(actor, idea_id)
    return Idea.objects.select_for_update().get(id=idea.id)


def _set(actor: Actor, idea_id: UUID, now: datetime, deed: str, **fields: object) -> None:
    with one_writer(), transaction.atomic():
        _locked(actor, idea_id)
        Idea.objects.filter(id=idea_id).update(**fields)
        write_audit(actor, deed, "idea", idea_id, now)


def _forget_voters(idea_id: UUID) -> None:
    """Nobody votes any more, so who voted needs not be known; the number stays."""
    seen: set[str] = set()
    for vote in group_votes([idea_id]).order_by("at", "id"):
        if vote.voter in seen:
            vote.delete()
        else:
            seen.add(vote.voter)
            vote.voter = f"past-{new_token()}"
            vote.save(update_fields=["voter"])


def _checked(words: IdeaWords) -> tuple[str, str]:
    text, note = (_plain(given) for given in (words.text, words.note))
    for field, given, longest in (("text", text, MOST_OF_AN_IDEA), ("note", note, MOST_OF_A_NOTE)):
        if len(given) > longest:
            raise BadIdea(field, f"{len(given)} characters were given; up to {longest} are allowed.")
    if not text:
        raise BadIdea("text", "An idea needs words that can be published.")
    if words.status.needs_reason and not note:
        raise BadIdea("note", "Say in the public note why the idea was declined.")
    return text, note


def _plain(given: str) -> str:
    """On one line, without characters that cannot be seen but would move the others about."""
    shown = "".join(one for one in given if one not in _UNSEEN)
    return " ".join(shown.split())


_UNSEEN: Mapping[str, None] = dict.fromkeys(
    "\0\u200b\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
