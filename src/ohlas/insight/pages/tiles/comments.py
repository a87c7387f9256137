"""Comments on a dashboard, with personal data hidden from those who may not see it."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext, ngettext

from ohlas.insight.pages import words
from ohlas.insight.pages.comments import CommentCard, comment_card, unread_note
from ohlas.insight.pages.figures import ReceiptLine
from ohlas.insight.pages.tiles.card import Paper, TileCard, bare_card
from ohlas.insight.pages.tiles.words import ORDER_TITLES
from ohlas.insight.queries.tiles import TileAsk, TileFound
from ohlas.insight.queries.tiles.comments import CommentsData


@dataclass(frozen=True)
class CommentsBody:
    cards: tuple[CommentCard, ...]
    listed: str
    order: str
    is_hidden: bool
    unused: str
    href: str
    zone: str
    unread: str


def card(found: TileFound, asked: TileAsk, content: CommentsData, paper: Paper) -> TileCard:
    places, titles = paper.places, paper.titles
    topics = {topic: f"{places.comments}?topic={topic}" for topic in titles.words.get("topic", {})}
    kept = {name: values for name, values in asked.selection.filters.items() if name not in content.unused}
    selection = replace(asked.selection, measure=None, filters=kept)
    window = asked.ask.window
    body = CommentsBody(
        cards=tuple(
            comment_card(one, titles, href=f"{places.response}{one.response.id}/", topic_address=topics)
            for one in content.comments
        ),
        listed=ngettext("%(n)s comment", "%(n)s comments", content.listed)
        % {"n": words.number(content.listed, 0)},
        order=str(ORDER_TITLES[content.order]),
        is_hidden=content.is_hidden,
        unused=", ".join(words.field_title(titles, name) for name in content.unused),
        href=places.comments + selection.within(window.since, window.last_day).address,
        zone=paper.frame.actor.organisation.zone,
        unread=unread_note(content.unread),
    )
    bare = bare_card(found, body, gettext("Comments"))
    lines = [
        ReceiptLine(gettext("Days"), words.days(window)),
        *(
            ReceiptLine(
                words.field_title(titles, name),
                ", ".join(words.value_title(titles, name, value) for value in values),
            )
            for name, values in kept.items()
        ),
        ReceiptLine(gettext("Counted"), gettext("comments of complete responses that were read")),
        ReceiptLine(gettext("Comments"), words.number(content.listed, 0)),
    ]
    return replace(bare, receipt=tuple(lines), docs="how-to/read-comments")
