"""Doors to the topics: look at the tree, change it, take a change back."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.feedback.actions import topics as deeds
from ohlas.feedback.queries.texts import relabelling_of, topic_tree
from ohlas.feedback.queries.themes import open_themes
from ohlas.feedback.rules.texts import Tree
from ohlas.insight.errors import BadAddress
from ohlas.insight.pages.topics import topics_page
from ohlas.insight.queries import catalogue_of, facts, titles_of
from ohlas.insight.queries.topics import languages_told, topics_found
from ohlas.insight.views.parts import place, speaks_plainly
from ohlas.text.lemmas import LANGUAGES

_plainly = speaks_plainly("insight:topics")
MOST_PARTS = 6


@require_GET
@staff(Permission.SEE_ANSWERS)
@_plainly
def topics(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The tree."""
    page = topics_page(
        topics_found(facts(), actor),
        titles_of(actor, catalogue_of(actor)),
        language=(get_language() or "en")[:2],
        themes=place(actor, "insight:themes"),
        reader=place(actor, "insight:reader"),
        open_themes=len(open_themes(actor.organisation.id)),
        languages=languages_told(facts(), actor),
        explorer=place(actor, "insight:comments"),
        change=place(actor, "insight:change_topics"),
        may_edit=actor.may(Permission.EDIT_SURVEYS),
        relabelling=relabelling_of(actor.organisation.id),
    )
    return render(request, "insight/topics.html", {"page": page})


@require_POST
@staff(Permission.EDIT_SURVEYS)
@_plainly
def change_topics(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """One deed on the tree; the history is read again behind it."""
    given = request.POST.get("deed", "")
    if given not in _DEEDS:
        raise BadAddress("deed", given[:40], f"one of {', '.join(_DEEDS)} is allowed")
    _DEEDS[given](actor, request.POST, timezone.now())
    messages.success(request, gettext("The topics are changed. Older comments are being read again."))
    return redirect("insight:topics", slug=actor.organisation.slug)


def _add(actor: Actor, form: QueryDict, now: datetime) -> Tree:
    return deeds.add_to_tree(
        actor=actor,
        title=form.get("title", ""),
        language=form.get("language", "en"),
        under=form.get("under") or None,
        phrases=_phrases(form.get("phrases", "")),
        now=now,
    )


def _rename(actor: Actor, form: QueryDict, now: datetime) -> Tree:
    titles = {code: form.get(f"title_{code}", "") for code in LANGUAGES if f"title_{code}" in form}
    return deeds.rename_in_tree(actor=actor, topic=form.get("topic", ""), titles=titles, now=now)


def _teach(actor: Actor, form: QueryDict, now: datetime) -> Tree:
    return deeds.teach_in_tree(
        actor=actor,
        topic=form.get("topic", ""),
        language=form.get("language", "en"),
        phrases=_phrases(form.get("phrases", "")),
        now=now,
    )


def _move(actor: Actor, form: QueryDict, now: datetime) -> Tree:
    return deeds.move_in_tree(
        actor=actor, topic=form.get("topic", ""), under=form.get("under") or None, now=now
    )


def _merge(actor: Actor, form: QueryDict, now: datetime) -> Tree:
    return deeds.merge_in_tree(actor=actor, topic=form.get("topic", ""), into=form.get("into", ""), now=now)


def _split(actor: Actor, form: QueryDict, now: datetime) -> Tree:
    """Two parts on the form: a title each, and the phrases that go with it."""
    parts = {
        form.get(f"part_{number}", ""): _phrases(form.get(f"part_{number}_phrases", ""))
        for number in range(1, MOST_PARTS)
        if form.get(f"part_{number}", "").strip()
    }
    return deeds.split_in_tree(
        actor=actor, topic=form.get("topic", ""), parts=parts, language=form.get("language", "en"), now=now
    )


def _remove(actor: Actor, form: QueryDict, now: datetime) -> Tree:
    return deeds.remove_from_tree(actor=actor, topic=form.get("topic", ""), now=now)


def _undo(actor: Actor, _form: QueryDict, now: datetime) -> Tree:
    return deeds.go_back_to(actor=actor, number=topic_tree(actor.organisation.id).number - 1, now=now)


_DEEDS: Mapping[str, Callable[[Actor, QueryDict, datetime], Tree]] = {
    "add": _add,
    "rename": _rename,
    "teach": _teach,
    "move": _move,
    "merge": _merge,
    "split": _split,
    "remove": _remove,
    "undo": _undo,
}


def _phrases(given: str) -> list[str]:
    """One per line, or with commas between."""
    return [phrase.strip() for line in given.splitlines() for phrase in line.split(",") if phrase.strip()]
