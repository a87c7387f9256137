"""The topics' own page: added, renamed, taught, merged, split, moved, taken back."""

import pytest

from ohlas.feedback.models import Relabelling, TopicTreeVersion
from ohlas.feedback.queries.texts import topic_tree


@pytest.fixture
def change(wrote):
    def change(deed, **form):
        return wrote.client.post("/o/sova/comments/topics/change/", {"deed": deed, **form})

    return change


@pytest.fixture
def tree(wrote):
    return lambda: topic_tree(wrote.world.organisation.id).topics


def test_a_new_topic_stands_in_the_tree_and_the_history_is_read_again(change, tree):
    answer = change("add", title="Lívance", language="cs", phrases="lívanec\nlívance")
    assert answer.status_code == 302
    topic = tree().topic("livance")
    assert (topic.titles, topic.phrases["cs"]) == ({"cs": "Lívance"}, ("lívanec", "lívance"))
    assert Relabelling.objects.filter(ended_at=None).count() == 1


def test_a_topic_is_renamed_taught_and_moved(change, tree):
    change("rename", topic="staff", title_en="Our crew", title_cs="Posádka")
    change("teach", topic="staff", language="cs", phrases="brigádnice, šéf")
    change("move", topic="staff", under="")
    topic = tree().topic("staff")
    assert topic.title("en") == "Our crew"
    assert {"brigádnice", "šéf"} <= set(topic.phrases["cs"])
    assert tree().above("staff") == ()


def test_two_topics_of_one_name_are_refused_with_a_way_on(change, tree):
    change("add", title="Lívance", language="cs", phrases="lívanec")
    before = tree()
    for deed in (
        {"deed": "add", "title": " lívance ", "language": "cs", "phrases": "palačinka"},
        {"deed": "rename", "topic": "staff", "title_cs": "LÍVANCE"},
    ):
        refused = change(**deed)
        assert refused.status_code == 400
        assert "There is already a topic called “lívance”." in refused.content.decode()
    assert tree() == before
    assert change("rename", topic="livance", title_cs="Lívance", title_sk="Lievance").status_code == 302


def test_a_merged_topic_lives_on_in_the_other(change, tree, wrote):
    change("merge", topic="waiting", into="delivery_speed")
    assert "waiting" not in {topic.id for topic in tree().walk()}
    assert topic_tree(wrote.world.organisation.id).merged == {"waiting": "delivery_speed"}


def test_a_split_topic_has_its_parts_below_it(change, tree):
    change(
        "split",
        topic="staff",
        language="cs",
        part_1="Ochota",
        part_1_phrases="ochotn*",
        part_2="Vzhled",
        part_2_phrases="uniforma",
    )
    assert {"ochota", "vzhled"} <= {child.id for child in tree().topic("staff").children}


def test_the_last_change_is_taken_back(change, tree):
    before = tree()
    change("remove", topic="staff")
    assert tree() != before
    change("undo")
    assert tree() == before
    assert not TopicTreeVersion.objects.exists()
    assert change("undo").status_code == 400


@pytest.mark.parametrize(
    ("deed", "form"),
    [
        ("add", {"title": " "}),
        ("add", {"title": "x", "language": "fi"}),
        ("merge", {"topic": "staff", "into": "staff"}),
        ("split", {"topic": "staff", "part_1": "one"}),
        ("move", {"topic": "nobody"}),
        ("explode", {}),
    ],
)
def test_what_cannot_be_done_is_said_plainly_and_changes_nothing(change, tree, deed, form):
    before = tree()
    assert change(deed, **form).status_code == 400
    assert tree() == before


def test_the_page_shows_every_topic_with_its_comments(wrote, opened):
    page = opened("comments/topics/")
    assert "Delivery time" in page
    assert "45 comments" in page
    assert "Each with its comments of all time" in page
    assert "/o/sova/comments/?topic=staff&amp;period=all" in page, "the number and what it leads to agree"
