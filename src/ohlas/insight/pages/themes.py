"""New themes, as a page: what people say that no topic covers, with their words, for a person to decide."""

from collections.abc import Mapping
from dataclasses import dataclass

from ohlas.feedback.access import CommentView
from ohlas.feedback.queries.texts import Key, RelabellingView
from ohlas.feedback.queries.themes import ThemeSearchView, ThemeView
from ohlas.feedback.rules.texts import Tree
from ohlas.insight.pages import words
from ohlas.insight.pages.explorer import RelabelNote, comments_in_words, relabel_note
from ohlas.insight.pages.filters import Option
from ohlas.insight.queries import Titles

MOST_QUOTES = 3


@dataclass(frozen=True)
class ThemeCard:
    """One proposal with its words and quotes, and the themes it may be made one with."""

    id: str
    name: str
    language: str
    comments: str
    phrases: str
    quotes: tuple[str, ...]
    others: tuple[Option, ...]


@dataclass(frozen=True)
class ThemeProgress:
    done: str
    total: str
    share: int


@dataclass(frozen=True)
class ThemesPage:
    """`looked` is empty before the first look; `places` are where a new topic may stand, `topics` what may take it.

    `waiting` is empty where no comment is without a topic.
    """

    cards: tuple[ThemeCard, ...]
    places: tuple[Option, ...]
    topics: tuple[Option, ...]
    looked: bool
    by_meaning: bool
    progress: ThemeProgress | None
    waiting: str
    may_edit: bool
    change: str
    back: str
    relabel: RelabelNote | None


def themes_page(
    themes: tuple[ThemeView, ...],
    quotes: Mapping[Key, CommentView],
    search: ThemeSearchView | None,
    tree: Tree,
    titles: Titles,
    *,
    language: str,
    waiting: int,
    may_edit: bool,
    change: str,
    back: str,
    relabelling: RelabellingView | None,
) -> ThemesPage:
    """The page in the reader's language; quotes are the comments this reader may see."""
    groups = tuple(Option(one.id, one.title(language), False) for one in tree.topics.topics)
    every = (Option(one.id, one.title(language), False) for one in tree.topics.walk())
    return ThemesPage(
        cards=tuple(_card(one, themes, quotes, titles) for one in themes),
        places=groups,
        topics=tuple(sorted(every, key=lambda option: option.words.casefold())),
        looked=search is not None,
        by_meaning=bool(search and search.by_meaning),
        progress=_progress(search),
        waiting=comments_in_words(waiting) if waiting else "",
        may_edit=may_edit,
        change=change,
        back=back,
        relabel=relabel_note(relabelling),
    )


def _card(
    theme: ThemeView, themes: tuple[ThemeView, ...], quotes: Mapping[Key, CommentView], titles: Titles
) -> ThemeCard:
    found = [quotes[key].text for key in theme.examples if key in quotes]
    others = [one for one in themes if one.id != theme.id and one.language == theme.language]
    return ThemeCard(
        id=str(theme.id),
        name=theme.name,
        language=words.value_title(titles, "language", theme.language),
        comments=comments_in_words(theme.comments),
        phrases=", ".join(theme.phrases),
        quotes=tuple(found[:MOST_QUOTES]),
        others=tuple(Option(str(one.id), one.name, False) for one in others),
    )


def _progress(search: ThemeSearchView | None) -> ThemeProgress | None:
    if search is None or search.is_ended:
        return None
    share = round(100 * search.done / search.total) if search.total else 0
    return ThemeProgress(words.number(search.done, 0), words.number(search.total, 0), share)
