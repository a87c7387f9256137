"""Comments over facts: which topics, how they feel, what changed, where it is said; and the comments themselves."""

from ohlas.insight.queries.comments.asking import SCALE, Asked, CommentAsk, asked, today_of
from ohlas.insight.queries.comments.counting import (
    PlaceLine,
    SharePoint,
    Told,
    TopicLine,
    comparisons_of,
    covered,
    place_lines,
    share_trend,
    told,
    topic_lines,
)
from ohlas.insight.queries.comments.reading import (
    PER_PAGE,
    CommentsFound,
    answered,
    comments_on,
    field_options,
    read_everything,
    texts_of_class,
    usual_language,
)

__all__ = [
    "PER_PAGE",
    "SCALE",
    "Asked",
    "CommentAsk",
    "CommentsFound",
    "PlaceLine",
    "SharePoint",
    "Told",
    "TopicLine",
    "answered",
    "asked",
    "comments_on",
    "comparisons_of",
    "covered",
    "field_options",
    "place_lines",
    "read_everything",
    "share_trend",
    "texts_of_class",
    "today_of",
    "told",
    "topic_lines",
    "usual_language",
]
