"""The topics of an organisation, as a page: the tree, what each is told by, and what may be done to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ohlas.feedback.queries.texts import RelabellingView
from ohlas.insight.pages import words
from ohlas.insight.pages.explorer import RelabelNote, comments_in_words, relabel_note
from ohlas.insight.pages.filters import Option
from ohlas.insight.queries import Titles
from ohlas.insight.queries.topics import TopicsFound
from ohlas.insight.rules import Preset, Selection
from ohlas.insight.rules.explored import Explored
from ohlas.text.topics import Topic

SHOWN_PHRASES = 40
ALL_TIME = Explored(Selection(preset=Preset.ALL))
"""What the numbers beside the topics count."""


@dataclass(frozen=True)
class TopicNode:
    """A topic with its place in the tree; `href` leads to its comments."""

    id: str
    title: str
    depth: int
    comments: str
    href: str
    titles: tuple[tuple[str, str, str], ...]
    """Language, its name, the title in it."""
    phrases: tuple[tuple[str, str], ...]
    """Language and the phrases in it, as one line."""
    children: tuple["TopicNode", ...]
    others: tuple[Option, ...]


@dataclass(frozen=True)
class TopicsPage:
    nodes: tuple[TopicNode, ...]
    may_edit: bool
    can_undo: bool
    number: int
    places: tuple[Option, ...]
    languages: tuple[Option, ...]
    themes: str
    """Where themes that no topic covers wait to be decided about, and how many do."""
    open_themes: int
    reader: str
    explorer: str
    change: str
    relabel: RelabelNote | None


def topics_page(
    found: TopicsFound,
    titles: Titles,
    *,
    language: str,
    themes: str,
    open_themes: int,
    reader: str,
    languages: tuple[str, ...],
    explorer: str,
    change: str,
    may_edit: bool,
    relabelling: RelabellingView | None,
) -> TopicsPage:
    """The tree in the reader's language."""
    names = {topic.id: topic.title(language) for topic in found.tree.topics.walk()}
    return TopicsPage(
        nodes=tuple(
            _node(topic, 0, found, names, titles, language=language, explorer=explorer)
            for topic in found.tree.topics.topics
        ),
        may_edit=may_edit,
        can_undo=found.tree.number > 0,
        number=found.tree.number,
        places=tuple(sorted(_options(names), key=lambda option: option.words.casefold())),
        languages=tuple(
            Option(code, words.value_title(titles, "language", code), code == language)
            for code in (*languages, *(code for code in _LANGUAGES if code not in languages))
        ),
        themes=themes,
        open_themes=open_themes,
        reader=reader,
        explorer=explorer,
        change=change,
        relabel=relabel_note(relabelling),
    )


_LANGUAGES = ("cs", "sk", "pl", "uk", "ru", "de", "en")


def _node(
    topic: Topic,
    depth: int,
    found: TopicsFound,
    names: Mapping[str, str],
    titles: Titles,
    *,
    language: str,
    explorer: str,
) -> TopicNode:
    below = {each.id for child in topic.children for each in _below(child)} | {topic.id}
    n = found.counts.get(topic.id, 0)
    return TopicNode(
        id=topic.id,
        title=names[topic.id],
        depth=depth,
        comments=comments_in_words(n) if n else "",
        href=explorer + ALL_TIME.narrowed("topic", topic.id).address,
        titles=tuple(
            (code, words.value_title(titles, "language", code), topic.titles.get(code, ""))
            for code in _LANGUAGES
        ),
        phrases=tuple(
            (words.value_title(titles, "language", code), ", ".join(told[:SHOWN_PHRASES]))
            for code, told in topic.phrases.items()
            if told
        ),
        children=tuple(
            _node(child, depth + 1, found, names, titles, language=language, explorer=explorer)
            for child in topic.children
        ),
        others=tuple(
            sorted(
                (option for option in _options(names) if option.value not in below),
                key=lambda option: option.words.casefold(),
            )
        ),
    )


def _below(topic: Topic) -> Iterator[Topic]:
    yield topic
    for child in topic.children:
        yield from _below(child)


def _options(names: Mapping[str, str]) -> Iterator[Option]:
    return (Option(key, name, False) for key, name in names.items())
