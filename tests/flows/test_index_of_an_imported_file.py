"""A telephone company's file goes in, and the satisfaction index stands with its interval; no CSI is made up."""

import pytest

from ohlas.accounts.access import system_actor
from ohlas.exchange import actions
from ohlas.exchange.actions.run import begin_import
from ohlas.exchange.rules import ColumnMapping, ColumnRole, Mapping
from ohlas.outbox.relay import relay_once
from tests.world import NOW, World, shared

ITEMS = ("CUSA1", "CUSA2", "CUSA3")
OTHERS = ("CUEX1", "PERQ1", "PERQ2")


def question(name: str, kind: str, scale: str) -> ColumnMapping:
    return ColumnMapping(name, ColumnRole.QUESTION, question=name.lower(), type=kind, scale=scale, title=name)


@pytest.mark.django_db(transaction=True)
def test_the_index_of_the_mobile_file_is_shown_with_items_and_without_a_csi(world: World) -> None:
    file = shared("data/business/ecsi_mobi/mobi.csv")
    columns = [question(name, "csat10", "csat_1_10") for name in ITEMS]
    columns += [question(name, "rating", "rating_1_10") for name in OTHERS]
    mapping = Mapping("Mobile phones", tuple(columns), day=NOW.date(), language="en")
    actor = system_actor(world.organisation.id)
    view = actions.receive_file(actor=actor, name="mobi.csv", pieces=[file.read_bytes()], now=NOW)
    actions.save_mapping(actor=actor, import_id=view.id, mapping=mapping, now=NOW)
    begin_import(actor=actor, import_id=view.id, now=NOW)
    done = actions.finish_now(import_id=view.id, now=NOW, tell=lambda _: None)
    assert done.rows_stored == 250
    while relay_once(NOW, worker="test"):
        pass
    page = world.signed_in(world.alice).get("/o/sova/statistics/index/?period=all").content.decode()
    assert "Satisfaction index 72.0 of 100, between 70.1 and 73.8, from 250 people." in page
    assert all(name in page for name in ITEMS)
    assert "it would be arithmetic only" in page
    assert "Customer satisfaction index 7" not in page
