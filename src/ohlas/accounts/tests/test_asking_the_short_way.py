"""What is read and changed by a kept statement is what Django's own query set reads and changes."""

from datetime import timedelta

import pytest

from ohlas.accounts.models import Organisation, Unit
from ohlas.lib.asking import change_rows, first_row
from ohlas.lib.ids import new_id


def _units(organisation_id, code):
    rows = Unit.objects.filter(organisation_id=organisation_id, code=code, parent__isnull=True)
    return rows.values_list("id", "name", "organisation__name", "parent__name", "organisation__created_at")


def _by_id(id):  # noqa: A002 - a column's name
    return Organisation.objects.filter(id=id)


def _by_name(name):
    return Organisation.objects.filter(name=name).values_list("id")


def _by_flag(is_sample):
    return Organisation.objects.filter(is_sample=is_sample).values_list("id")


def test_a_row_is_read_as_django_reads_it_each_time_with_its_own_values(world):
    units = Unit.objects.filter(organisation_id=world.organisation.id, parent__isnull=True)
    codes = list(units.values_list("code", flat=True))
    assert codes
    for code in codes:
        expected = _units(world.organisation.id, code).first()
        assert first_row(_units, Unit, organisation_id=world.organisation.id, code=code) == expected
    assert first_row(_units, Unit, organisation_id=new_id(), code=codes[0]) is None
    assert first_row(_units, Unit, organisation_id=world.organisation.id, code="' OR 1=1 --") is None


def test_only_the_rows_meant_are_changed(world):
    later = world.now + timedelta(days=3)
    others = dict(Organisation.objects.exclude(id=world.organisation.id).values_list("id", "created_at"))
    assert others
    assert change_rows(_by_id, Organisation, "created_at", id=world.organisation.id, created_at=later) == 1
    assert Organisation.objects.get(id=world.organisation.id).created_at == later
    assert others == dict(
        Organisation.objects.exclude(id=world.organisation.id).values_list("id", "created_at")
    )
    assert change_rows(_by_id, Organisation, "created_at", id=new_id(), created_at=later) == 0


def test_one_statement_is_sent_and_nothing_is_compiled_again(world, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(1):
            assert first_row(_by_name, Organisation, name=world.organisation.name) is not None


def test_a_column_that_cannot_be_marked_is_refused(world):
    with pytest.raises(TypeError, match="BooleanField"):
        first_row(_by_flag, Organisation, is_sample=True)
