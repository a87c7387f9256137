"""The organisation's own reader: made of its own corrections, chosen by a person, given up again."""

import re

import pytest
from django.utils.html import strip_tags
from tests.world import NOW

from ohlas.accounts.models import AuditEntry
from ohlas.feedback.actions import readers as deeds
from ohlas.feedback.actions.enrich import read_responses
from ohlas.feedback.actions.relabel import relabel
from ohlas.feedback.models import OwnReader, Relabelling, Response, TextReading
from ohlas.feedback.queries.readers import own_model
from ohlas.feedback.queries.texts import topic_tree
from ohlas.feedback.rules.readers import FEWEST, Made, made_of
from ohlas.insight.tests.conftest import SUMMER
from ohlas.text.sentiment import BadRows, shipped_model
from ohlas.text.sentiment.own import to_bytes


@pytest.fixture
def shown(monkeypatch):
    """What is learnt from is kept, and learning itself is pretended: `text` proves that it works."""
    found = []

    def pretended(corrections, others):
        found.append((corrections, others))
        return Made(to_bytes(shipped_model().weights), "0badf00d", 30, 10, 1, 8, len(others), 0)

    monkeypatch.setattr(deeds, "made_of", pretended)
    return found


@pytest.fixture
def corrected(wrote):
    """Twenty different comments that somebody corrected."""
    for place in range(FEWEST):
        wrote.tell(1, {"nps": 2, "why": f"Paní Nováková, zelený štítek číslo {place}"}, at=SUMMER)
    read_responses(list(Response.objects.all()), NOW)
    rows = TextReading.objects.filter(response__answers__nps=2).order_by("-response_id")[:FEWEST]
    for row in rows:
        row.given, row.corrected_at = {"sentiment": "positive"}, NOW
        row.save(update_fields=["given", "corrected_at"])
    return wrote


def _change(told, deed, **form):
    return told.client.post("/o/sova/comments/reader/change/", {"deed": deed, **form})


def _page(told):
    return re.sub(r"\s+", " ", strip_tags(told.client.get("/o/sova/comments/reader/").content.decode()))


def _made(told):
    _change(told, "retrain")
    row = OwnReader.objects.get()
    deeds.make_reader.func(str(row.id))
    row.refresh_from_db()
    return row


def test_with_few_corrections_the_page_says_how_many_are_missing(wrote):
    assert f"{FEWEST} more are needed" in _page(wrote)
    answer = _change(wrote, "retrain")
    assert answer.status_code == 400
    assert not OwnReader.objects.exists()


def test_what_was_made_is_shown_before_and_after_and_reads_nothing_until_it_is_chosen(corrected, shown):
    _change(corrected, "retrain")
    assert "A reader is being made" in _page(corrected)
    assert _change(corrected, "retrain").status_code == 400
    row = OwnReader.objects.get()
    deeds.make_reader.func(str(row.id))
    page = _page(corrected)
    assert "1 of 10, between" in page
    assert "8 of 10, between" in page
    assert "Right more often on your corrections" in page
    assert own_model(corrected.world.organisation.id) is None


def test_only_own_corrections_without_personal_data_are_learnt_from(corrected, shown):
    _made(corrected)
    ((corrections, others),) = shown
    assert len(corrections) == FEWEST
    assert {one.label for one in corrections} == {"positive"}
    assert all("[name]" in one.text and "Nováková" not in one.text for one in corrections)
    assert not {one.text for one in corrections} & set(others)


def test_a_reader_in_use_reads_old_comments_again_and_gives_way_again(corrected, shown):
    owner = corrected.world.organisation.id
    row, shipped = _made(corrected), topic_tree(owner).stamp
    _change(corrected, "use", reader=row.id)
    assert topic_tree(owner).stamp == f"{shipped}.0badf00d"
    assert own_model(owner) is not None
    relabel.func(str(Relabelling.objects.get(ended_at=None).id))
    assert not TextReading.objects.filter(stamp=shipped).exists()
    assert "in use" in _page(corrected)
    _change(corrected, "shipped")
    assert topic_tree(owner).stamp == shipped
    assert own_model(owner) is None
    assert Relabelling.objects.filter(ended_at=None, stamp=shipped).exists()
    deeds_done = set(AuditEntry.objects.values_list("deed", flat=True))
    assert {"retrain_reader", "use_reader", "use_shipped_reader"} <= deeds_done


def test_one_made_of_an_older_shipped_reader_is_laid_aside(corrected, shown):
    row = _made(corrected)
    _change(corrected, "use", reader=row.id)
    OwnReader.objects.update(base="0-older")
    assert own_model(corrected.world.organisation.id) is None
    assert "Made of an older shipped reader" in _page(corrected)
    assert _change(corrected, "use", reader=row.id).status_code == 400


def test_a_reader_of_another_organisation_cannot_be_used(corrected):
    theirs = OwnReader.objects.create(
        organisation=corrected.world.elsewhere, base="x", weights=b"x", started_at=NOW, ended_at=NOW
    )
    assert _change(corrected, "use", reader=theirs.id).status_code == 404
    assert _change(corrected, "explode").status_code == 400


def test_made_of_needs_enough():
    with pytest.raises(BadRows, match="needed"):
        made_of([], [])
