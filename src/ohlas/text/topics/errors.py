"""What can be wrong with a topic tree.

TopicTrouble
├── UnknownTopic
├── TopicExists
├── TopicCircle
└── BadTopic
"""


class TopicTrouble(Exception):
    """Something is wrong with a topic tree; the message says what and what to do."""


class UnknownTopic(TopicTrouble):
    def __init__(self, topic_id: str) -> None:
        super().__init__(f"There is no topic “{topic_id}” in this tree.")
        self.topic_id = topic_id


class TopicExists(TopicTrouble):
    def __init__(self, topic_id: str) -> None:
        super().__init__(f"There is already a topic “{topic_id}” in this tree; choose another id.")
        self.topic_id = topic_id


class TopicCircle(TopicTrouble):
    def __init__(self, topic_id: str) -> None:
        super().__init__(f"“{topic_id}” cannot be moved or merged below itself.")
        self.topic_id = topic_id


class BadTopic(TopicTrouble):
    """An id, a title or a phrase that cannot be used."""
