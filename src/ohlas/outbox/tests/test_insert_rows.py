"""What is inserted the short way (`lib.inserting`) is what Django itself would have inserted."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.db.transaction import TransactionManagementError

from ohlas.lib.ids import new_id, new_ids
from ohlas.lib.inserting import insert_columns, insert_values
from ohlas.outbox.models import Event, Receipt

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def _given(**more):
    return {
        "id": new_id(), "organisation_id": UUID(int=7), "name": "a", "body": {"č": [1, None]}, "emitted_at": NOW,
        **more,
    }  # fmt: skip


def _values(row):
    return {field.attname: getattr(row, field.attname) for field in Event._meta.concrete_fields}


def test_a_row_reads_back_as_django_saves_it():
    short, long = _given(), Event(**_given())
    insert_values(Event, short)
    long.save(force_insert=True)
    stored = _values(Event.objects.get(id=short["id"]))
    assert stored == {**_values(Event.objects.get(id=long.id)), "id": short["id"]}
    assert stored["body"] == short["body"]


def test_a_row_gets_its_own_defaults_and_no_column_is_invented():
    given = {"organisation_id": UUID(int=7), "name": "a", "emitted_at": NOW}
    for _ in range(2):
        insert_values(Event, given)
    assert [row.body for row in Event.objects.all()] == [{}, {}]
    assert len({row.id for row in Event.objects.all()}) == 2
    with pytest.raises(KeyError, match="colour"):
        insert_values(Event, {**given, "colour": 1})


def test_a_row_twice_is_refused_by_the_record():
    row = _given()
    insert_values(Event, row)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_values(Event, row)


def test_a_broken_transaction_takes_no_more_rows():
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            insert_values(Event, _given())


def test_columns_become_rows_with_defaults_for_the_rest():
    ids = sorted(new_id() for _ in range(4))
    bodies = [{}, {"a": 1}, {"a": 1}, {}]
    times = [NOW, NOW, NOW + timedelta(hours=1), NOW]
    each = {"id": ids, "body": bodies, "emitted_at": times}
    insert_columns(Event, 4, each=each, same={"name": "b", "organisation_id": UUID(int=7)})
    stored = list(Event.objects.order_by("id"))
    assert [row.id for row in stored] == ids
    assert [row.body for row in stored] == bodies
    assert [row.emitted_at for row in stored] == times
    assert {(row.name, row.fanned_out_at) for row in stored} == {("b", None)}


def test_a_column_that_does_not_exist_or_fit_is_refused_and_nothing_inserted():
    given = {"organisation_id": UUID(int=7), "key": "k", "body_hash": "h", "status": 201, "created_at": NOW}
    with pytest.raises(KeyError, match="colour"):
        insert_columns(Receipt, 1, each={"id": [new_id()]}, same={**given, "answer": {}, "colour": 1})
    with pytest.raises(ValueError, match="zip"):
        insert_columns(Receipt, 2, each={"id": [new_id()]}, same={**given, "answer": {}})
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_columns(Receipt, 2, each={"id": [new_id(), new_id()]}, same={**given, "answer": {}})
    insert_columns(Receipt, 1, each={"id": [new_id()]}, same={**given, "answer": {}})
    assert Receipt.objects.count() == 1


def test_what_is_known_by_its_columns_is_left_out_and_not_counted():
    first, second, third = new_ids(3)
    given = {"name": "b", "body": {}, "organisation_id": UUID(int=7), "emitted_at": NOW}
    assert insert_columns(Event, 2, each={"id": [first, second]}, same=given) == 2
    again = {"id": [second, third, third]}
    assert insert_columns(Event, 3, each=again, same=given, unless_known=("id",)) == 1
    assert list(Event.objects.order_by("id").values_list("id", flat=True)) == [first, second, third]


def test_what_the_quick_writer_cannot_write_is_written_in_djangos_way():
    bodies = [{"huge": 2**80}, {"ž": "ž"}]
    here = NOW.astimezone(timezone(timedelta(hours=2)))
    each = {"id": new_ids(2), "body": bodies, "emitted_at": [here, NOW]}
    insert_columns(Event, 2, each=each, same={"name": "b", "organisation_id": UUID(int=7)})
    stored = list(Event.objects.order_by("id"))
    assert [row.body for row in stored] == bodies
    assert {row.emitted_at for row in stored} == {NOW}
