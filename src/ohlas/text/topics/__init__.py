"""Topics and aspects: what a text speaks of and how it feels about each."""

from ohlas.text.topics.assigning import (
    Assigner,
    Mention,
    TopicFound,
    assign,
    assign_with,
    assigner_for,
    feelings,
    pieces_of,
)
from ohlas.text.topics.defaults import LINES_OF_BUSINESS, default_tree
from ohlas.text.topics.editing import (
    add_topic,
    merge_topics,
    move_topic,
    remove_topic,
    rename_topic,
    split_topic,
    teach_topic,
)
from ohlas.text.topics.errors import BadTopic, TopicCircle, TopicExists, TopicTrouble, UnknownTopic
from ohlas.text.topics.meaning import Embedder, Near, nearest_topics
from ohlas.text.topics.themes import Theme, propose_themes
from ohlas.text.topics.tree import Topic, TopicTree, tree_from_json, tree_to_json

__all__ = [
    "LINES_OF_BUSINESS",
    "Assigner",
    "BadTopic",
    "Embedder",
    "Mention",
    "Near",
    "Theme",
    "Topic",
    "TopicCircle",
    "TopicExists",
    "TopicFound",
    "TopicTree",
    "TopicTrouble",
    "UnknownTopic",
    "add_topic",
    "assign",
    "assign_with",
    "assigner_for",
    "default_tree",
    "feelings",
    "merge_topics",
    "move_topic",
    "nearest_topics",
    "pieces_of",
    "propose_themes",
    "remove_topic",
    "rename_topic",
    "split_topic",
    "teach_topic",
    "tree_from_json",
    "tree_to_json",
]
