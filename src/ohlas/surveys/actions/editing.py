"""Editing a draft: one small change at a time, saved at once, undone and done again.

A page tells which revision it shows. What the same person did in the meantime does not matter, since each
change is small; what somebody else did stops the change, so that nobody's work is lost unseen.
"""

import json
import zlib
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.surveys.actions.life import locked_survey, next_version
from ohlas.surveys.errors import BadDefinition, NotAllowed, StaleRevision
from ohlas.surveys.models import DraftEdit, Survey, SurveyVersion
from ohlas.surveys.queries import published_names
from ohlas.surveys.rules import SurveyState, editing
from ohlas.surveys.rules.editing import Document, Operation, normal
from ohlas.surveys.rules.reading import read_document

MOST_EDITS = 100
"""Changes that can be undone; older ones nobody remembers."""


@dataclass(frozen=True)
class Edited:
    """The draft after a change; `added` names the questions that are new in it."""

    revision: str
    added: tuple[str, ...] = ()


def edit_draft(
    *, actor: Actor, survey_id: UUID, revision: str, operation: Operation, now: datetime
) -> Edited:
    """The draft with this change; the first change of a published version begins a new draft.

    Errors: `StaleRevision`; `NotAllowed`; `BadDefinition` for what no draft may hold; `NotHere`.
    """
    with transaction.atomic():
        survey, version = _editable(actor, survey_id)
        _refuse_stale(actor, version, revision)
        before = normal(version.definition)
        after = operation(before)
        problems = read_document(after).problems
        if problems:
            raise BadDefinition(problems)
        if after == before:
            return Edited(_token(version))
        draft = version if version.published_at is None else _begun(survey, before)
        if draft.revision == 0 or _last_editor(draft) != actor.user_id:
            write_audit(actor, "edit_draft", "survey_version", draft.id, now)
        _save(draft, after)
        _remember(actor, draft, before, after, now)
    known = {question["id"] for question in before["questions"]}
    return Edited(_token(draft), tuple(one["id"] for one in after["questions"] if one["id"] not in known))


def rename_question(
    *, actor: Actor, survey_id: UUID, revision: str, name: str, to: str, now: datetime
) -> Edited:
    """The question under another name, and everything that refers to it.

    Errors: as `edit_draft`; `NotAllowed` once it was published, since answers are kept by the name.
    """
    with transaction.atomic():
        if name in published_names(locked_survey(actor, survey_id)):
            raise NotAllowed(f"“{name}” was published: its answers are kept by this name.")
        change = partial(editing.rename_question, name=name, to=to)
        return edit_draft(actor=actor, survey_id=survey_id, revision=revision, operation=change, now=now)


def undo_edit(*, actor: Actor, survey_id: UUID, revision: str, now: datetime) -> Edited:
    """The draft as it was before the last change. Errors: `StaleRevision`, `NotAllowed`, `NotHere`."""
    return _turn(actor, survey_id, revision, now, is_undone=True)


def redo_edit(*, actor: Actor, survey_id: UUID, revision: str, now: datetime) -> Edited:
    """The draft with the last undone change again. Errors: `StaleRevision`, `NotAllowed`, `NotHere`."""
    return _turn(actor, survey_id, revision, now, is_undone=False)


def _turn(actor: Actor, survey_id: UUID, revision: str, now: datetime, *, is_undone: bool) -> Edited:
    with transaction.atomic():
        _, version = _editable(actor, survey_id)
        _refuse_stale(actor, version, revision)
        edits = version.edits.filter(is_undone=not is_undone)
        edit = edits.order_by("-number" if is_undone else "number").first()
        if edit is None:
            raise NotAllowed(
                "There is nothing left to undo." if is_undone else "There is nothing left to do again."
            )
        _save(version, _unpacked(edit.before if is_undone else edit.after))
        edit.is_undone, edit.revision, edit.user_id, edit.at = is_undone, version.revision, actor.user_id, now
        edit.save(update_fields=["is_undone", "revision", "user_id", "at"])
    return Edited(_token(version))


def _editable(actor: Actor, survey_id: UUID) -> tuple[Survey, SurveyVersion]:
    """The survey with its newest version, published or not."""
    survey = locked_survey(actor, survey_id)
    if survey.state == SurveyState.ARCHIVED:
        raise NotAllowed("An archived survey cannot be changed. Restore it first.")
    version = survey.versions.order_by("-number").first()
    if version is None:
        raise NotAllowed("This survey has no version to change.")
    return survey, version


def _refuse_stale(actor: Actor, version: SurveyVersion, revision: str) -> None:
    """Nothing when the page shows the draft as it is, or only the actor has changed it since."""
    if revision == _token(version):
        return
    number, _, seen = revision.partition(".")
    is_this = number == str(version.number)
    began_from_it = number == str(version.number - 1) and seen == "0"
    if version.published_at is not None or not seen.isdecimal() or not (is_this or began_from_it):
        raise StaleRevision(None)
    since = int(seen) if is_this else 0
    later = list(version.edits.filter(revision__gt=since).values_list("user_id", flat=True))
    if len(later) != version.revision - since or set(later) - {actor.user_id}:
        raise StaleRevision(_last_editor(version))


def _begun(survey: Survey, document: Document) -> SurveyVersion:
    draft = next_version(survey)
    draft.definition = document
    draft.save(force_insert=True)
    return draft


def _save(draft: SurveyVersion, document: Document) -> None:
    draft.definition = document
    draft.revision += 1
    draft.save(update_fields=["definition", "revision"])


def _remember(actor: Actor, draft: SurveyVersion, before: Document, after: Document, now: datetime) -> None:
    draft.edits.filter(is_undone=True).delete()
    last = draft.edits.order_by("-number").values_list("number", flat=True).first() or 0
    DraftEdit.objects.create(
        organisation_id=draft.organisation_id,
        version=draft,
        number=last + 1,
        revision=draft.revision,
        before=_packed(before),
        after=_packed(after),
        user_id=actor.user_id,
        at=now,
    )
    draft.edits.filter(number__lte=last + 1 - MOST_EDITS).delete()


def _last_editor(draft: SurveyVersion) -> UUID | None:
    return draft.edits.order_by("-revision").values_list("user_id", flat=True).first()


def _token(version: SurveyVersion) -> str:
    return f"{version.number}.{0 if version.published_at else version.revision}"


def _packed(document: Document) -> bytes:
    return zlib.compress(json.dumps(document, ensure_ascii=False).encode())


def _unpacked(packed: bytes | memoryview) -> Document:
    document: Document = json.loads(zlib.decompress(packed))
    return document
