"""A table read as columns says what its rows say."""

from uuid import UUID

from tests.world import World

from ohlas.customers.models import Contact
from ohlas.lib.columns import days, portions


def test_a_table_comes_as_columns(world: World) -> None:
    rows = Contact.objects.filter(organisation_id=world.organisation.id)
    read = [
        one
        for portion in portions(rows, "id", "consents", "created_at")
        for one in zip(*portion, strict=True)
    ]
    assert len(read) == rows.count()
    known = {row.id: row for row in rows}
    for written, consents, made in read:
        row = known[UUID(written)]
        assert consents == row.consents
        assert days([made], "UTC")[0] == row.created_at.date().toordinal()
