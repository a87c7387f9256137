"""Written answers get labels once per reader, which follow them into the facts, and leave with them. R24."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ohlas.accounts.access import actor_for
from ohlas.accounts.errors import Forbidden, NotHere
from ohlas.engine import Filter, Query, run
from ohlas.feedback.actions import (
    erase_response,
    forget_signals,
    open_batch,
    record_many,
    record_response,
    undo_batch,
)
from ohlas.feedback.actions.correct import add_topic_to, correct_sentiment, take_topic_off, undo_correction
from ohlas.feedback.actions.enrich import read_responses
from ohlas.feedback.actions.relabel import relabel, start_relabelling
from ohlas.feedback.errors import BadLabel
from ohlas.feedback.facts import check_facts, rebuild_facts
from ohlas.feedback.facts.writer import fact_store
from ohlas.feedback.models import Relabelling, Response, TextReading, TopicTreeVersion
from ohlas.feedback.queries.texts import comments_with, corrections_of, readings_at, relabelling_of
from ohlas.feedback.rules import ImportedRow
from ohlas.feedback.rules.texts import Mention, with_above
from ohlas.lib.ids import new_id
from ohlas.outbox.models import Delivery
from ohlas.outbox.relay import relay_once
from ohlas.surveys.queries import standing
from ohlas.text.topics import default_tree, remove_topic, tree_to_json

SLOW = "Strašné, na doručení jsem čekala tři týdny a kurýr byl drzý."


@pytest.fixture
def relay(world):
    """Everything due is done, as the relay does it."""

    def run_all():
        while relay_once(world.now + timedelta(days=365), worker="test"):
            pass

    return run_all


@pytest.fixture
def write(submission, world):
    def write(text, score=2):
        given = submission(client_id=new_id(), answers={"nps": score, "why": text})
        return record_response(given, world.now).id

    return write


@pytest.fixture
def alice(world):
    return actor_for(world.alice, "sova")


@pytest.fixture
def _small_bites(monkeypatch):
    monkeypatch.setattr("ohlas.feedback.actions.relabel.BITE", 2)


def _count(world, **where):
    filters = tuple(Filter(field, "in", (value,)) for field, value in where.items())
    whole = (Filter("topic", "is null"),) if "topic" not in where else ()
    query = Query(str(world.organisation.id), "number", table="comments", where=(*filters, *whole))
    return run(fact_store(), query).n


def _topics(world):
    query = Query(str(world.organisation.id), "number", table="comments", group_by=("topic",))
    return {row.key["topic"]: row.counts.n for row in run(fact_store(), query).rows}


def _import(world, survey, texts):
    batch = open_batch(organisation_id=world.organisation.id, kind="file", name="old.csv", now=world.now)
    version = standing(world.organisation.id, str(survey), world.now).version.id
    rows = [
        ImportedRow(
            client_id=new_id(),
            version_id=version,
            answers={"nps": 9, "why": text},
            answered_at=world.now - timedelta(hours=place),
            channel="import",
            language="cs",
        )
        for place, text in enumerate(texts)
    ]
    record_many(organisation_id=world.organisation.id, batch_id=batch, rows=rows, now=world.now)
    return batch


def test_a_comment_is_read_and_counted_by_what_it_says(world, write, relay):
    signal = write(SLOW)
    relay()
    reading = TextReading.objects.get(response_id=signal)
    assert (reading.language, reading.sentiment, reading.question) == ("cs", "negative", "why")
    assert _count(world, sentiment="negative", score_class="low") == 1
    assert _count(world, sentiment="positive") == 0
    assert {"staff", "waiting"} & _topics(world).keys()
    assert not check_facts()


def test_an_answer_without_words_is_not_read(world, submission, relay):
    record_response(submission(client_id=new_id(), answers={"nps": 9, "why": "  "}), world.now)
    record_response(submission(client_id=new_id(), answers={"nps": 9}), world.now)
    relay()
    assert not TextReading.objects.exists()
    assert not check_facts()


def test_told_twice_it_is_read_once(world, write, relay):
    signal = write(SLOW)
    relay()
    before = TextReading.objects.get(response_id=signal)
    assert read_responses([Response.objects.get(id=signal)], world.now) == 0
    relay()
    assert TextReading.objects.get(response_id=signal).number == before.number
    assert _count(world) == 1


def test_imported_rows_are_read_too_and_leave_with_their_import(world, survey, relay, alice):
    batch = _import(world, survey, [SLOW, "Skvělá káva.", "", "Drahé."])
    relay()
    assert (_count(world), TextReading.objects.count()) == (3, 3)
    undo_batch(actor=alice, batch_id=batch, now=world.now)
    relay()
    assert (_count(world), TextReading.objects.count()) == (0, 0)
    assert not comments_with(world.organisation.id, "káva")
    assert not check_facts()


def test_an_erased_response_leaves_neither_label_nor_words_to_be_found(world, write, relay, alice):
    signal, other = write(SLOW), write("Kurýr byl milý.", 9)
    relay()
    assert len(comments_with(world.organisation.id, "kurýr")) == 2
    erase_response(actor=alice, response_id=signal, now=world.now)
    relay()
    assert comments_with(world.organisation.id, "kurýr") == ((str(other), "why"),)
    assert _count(world) == 1
    assert not check_facts()


def test_nothing_is_left_when_all_signals_go(world, write, relay):
    write(SLOW)
    relay()
    forget_signals(organisation_id=world.organisation.id, now=world.now)
    relay()
    assert (_count(world), TextReading.objects.count()) == (0, 0)


def test_a_rebuild_gives_the_same_comments(world, write, relay):
    for text in (SLOW, "Skvělá káva a milá obsluha.", "Nic zvláštního."):
        write(text)
    relay()
    before = _topics(world)
    rebuild_facts()
    assert _topics(world) == before
    assert not check_facts()


def test_a_lost_fact_is_found_by_the_check(world, write, relay):
    signal = write(SLOW)
    relay()
    fact_store().erase("comments", str(world.organisation.id), [str(signal)])
    (difference,) = check_facts()
    assert "comments" in str(difference)
    rebuild_facts()
    assert not check_facts()


def test_words_are_found_in_every_form_and_without_diacritics(world, write, relay):
    signal = str(write("Objednávka přišla o 45 minut později, krabice byla rozbitá."))
    relay()
    for words in ("objednavky", "KRABICI", "krabi", "45", "rozbitá objednávka"):
        assert comments_with(world.organisation.id, words) == ((signal, "why"),), words
    for words in ("objednávka kočka", "", "…", '" OR "', "4"):
        assert comments_with(world.organisation.id, words) == (), words


def test_names_of_people_cannot_be_searched_for(world, write, relay):
    write("Paní Nováková z pobočky byla velmi milá.")
    relay()
    assert not comments_with(world.organisation.id, "Nováková")
    assert comments_with(world.organisation.id, "pobočka")


def test_another_organisation_finds_nothing_of_ours(world, write, relay):
    write(SLOW)
    relay()
    assert not comments_with(world.elsewhere.id, "kurýr")


def test_a_corrected_sentiment_counts_and_can_be_taken_back(world, write, relay, alice):
    signal = write(SLOW)
    relay()
    correct_sentiment(actor=alice, comment=(str(signal), "why"), label="mixed", now=world.now)
    relay()
    assert (_count(world, sentiment="mixed"), _count(world, sentiment="negative")) == (1, 0)
    assert [row.given for row in corrections_of(world.organisation.id)] == [{"sentiment": "mixed"}]
    undo_correction(actor=alice, comment=(str(signal), "why"), now=world.now)
    relay()
    assert (_count(world, sentiment="mixed"), _count(world, sentiment="negative")) == (0, 1)
    assert not corrections_of(world.organisation.id)
    assert not check_facts()


def test_corrections_are_taken_back_one_by_one_to_what_was_read(world, write, relay, alice):
    comment = (str(write(SLOW)), "why")
    relay()
    read = readings_at(world.organisation.id, [comment])[comment]
    topic = read.said.topics[0].topic
    correct_sentiment(actor=alice, comment=comment, label="mixed", now=world.now)
    add_topic_to(actor=alice, comment=comment, topic=topic, sentiment="neutral", now=world.now)
    correct_sentiment(actor=alice, comment=comment, label="positive", now=world.now)
    correct_sentiment(actor=alice, comment=comment, label="positive", now=world.now)  # nothing new, no step
    seen = []
    while (view := readings_at(world.organisation.id, [comment])[comment]).can_undo:
        seen.append((view.said.sentiment, view.said.topics[0].sentiment))
        undo_correction(actor=alice, comment=comment, now=world.now)
    assert seen == [("positive", "neutral"), ("mixed", "neutral"), ("mixed", "negative")]
    assert (view.said, view.corrected_at) == (read.said, None)


def test_topics_are_taken_off_and_added_by_hand(world, write, relay, alice):
    signal = write(SLOW)
    relay()
    read = readings_at(world.organisation.id, [(str(signal), "why")])[str(signal), "why"].said.topics
    for each in read:
        take_topic_off(actor=alice, comment=(str(signal), "why"), topic=each.topic, now=world.now)
    add_topic_to(actor=alice, comment=(str(signal), "why"), topic="price", sentiment=None, now=world.now)
    relay()
    assert _topics(world) == {None: 1, "price": 1, "group_money": 1}
    with pytest.raises(BadLabel, match="no topic “nonsense”"):
        add_topic_to(
            actor=alice, comment=(str(signal), "why"), topic="nonsense", sentiment=None, now=world.now
        )
    with pytest.raises(BadLabel, match="no sentiment"):
        correct_sentiment(actor=alice, comment=(str(signal), "why"), label="angry", now=world.now)


def test_a_topic_speaks_once_for_all_comments_on_those_below_it(world, write, relay):
    write("Kurýr přišel pozdě, doručení trvalo dlouho a balení bylo roztržené.")
    write("Doručení včas.", 9)
    relay()
    topics = _topics(world)
    assert topics["delivery_speed"] == 2
    assert {"courier", "packaging"} <= topics.keys()
    assert topics["group_delivery"] == 2
    assert not check_facts()


@pytest.mark.parametrize(
    ("felt", "together"),
    [
        (("negative", "negative"), "negative"),
        (("negative", "neutral"), "negative"),
        (("negative", "positive"), "mixed"),
        (("neutral", "neutral"), "neutral"),
    ],
)
def test_what_is_felt_about_a_topic_follows_from_those_below_it(felt, together):
    told = [Mention(str(place), one) for place, one in enumerate(felt)]
    over = with_above(told, {"0": ("top",), "1": ("top",)})
    assert over == (*told, Mention("top", together))
    assert with_above([*told, Mention("top", "mixed")], {"0": ("top",)})[-1] == Mention("top", "mixed")


@pytest.mark.parametrize(("who", "refusal"), [("carol", Forbidden), ("bob", NotHere)])
def test_who_may_only_look_or_sees_another_branch_corrects_nothing(world, write, relay, who, refusal):
    signal = write(SLOW)
    relay()
    actor = actor_for(getattr(world, who), "sova")
    with pytest.raises(refusal):
        correct_sentiment(actor=actor, comment=(str(signal), "why"), label="mixed", now=world.now)


@pytest.mark.usefixtures("_small_bites")
def test_a_changed_tree_reads_the_history_again_and_keeps_corrections(world, survey, write, relay, alice):
    kept = write(SLOW)
    _import(world, survey, [SLOW] * 5)
    relay()
    correct_sentiment(actor=alice, comment=(str(kept), "why"), label="positive", now=world.now)
    relay()
    start_relabelling(world.organisation.id, world.now)
    assert "staff" in _topics(world)
    smaller = remove_topic(default_tree("shop"), "staff")
    TopicTreeVersion.objects.create(
        organisation=world.organisation, number=1, topics=tree_to_json(smaller), made_at=world.now
    )
    start_relabelling(world.organisation.id, world.now)
    assert start_relabelling(world.organisation.id, world.now) is None
    relay()
    assert "staff" not in _topics(world)
    assert (_count(world), _count(world, sentiment="positive")) == (6, 1)
    progress = relabelling_of(world.organisation.id)
    assert (progress.done, progress.total, progress.left) == (6, 6, None)
    assert progress.ended_at is not None
    assert not check_facts()


def test_a_bite_told_twice_moves_the_progress_once(world, write, relay, monkeypatch):
    monkeypatch.setattr("ohlas.feedback.actions.relabel.BITE", 1)
    for _ in range(3):
        write(SLOW)
    relay()
    row = Relabelling.objects.get(id=start_relabelling(world.organisation.id, world.now))
    relabel.call(str(row.id))
    Relabelling.objects.filter(id=row.id).update(reached=None, done=0)
    relabel.call(str(row.id))
    row.refresh_from_db()
    assert row.done == 1
    relay()
    row.refresh_from_db()
    assert (row.done, row.ended_at is not None) == (3, True)
    assert not Delivery.objects.filter(dead_at__isnull=False).exists()


def test_a_response_erased_while_it_is_read_leaves_nothing(world, write, relay, monkeypatch):
    signal = write(SLOW)
    response = Response.objects.get(id=signal)
    from ohlas.feedback.actions import enrich

    def reading(texts, tree, model):
        Response.objects.filter(id=signal).delete()
        return iter([replace(said, words="") for said in real(texts, tree, model)])

    real = enrich.read_texts
    monkeypatch.setattr(enrich, "read_texts", reading)
    read_responses([response], world.now)
    relay()
    assert not TextReading.objects.exists()
