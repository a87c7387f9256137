"""Verdicts on change: one family, given once, the same for the same facts."""

from tests.world import World

from ohlas.insight.actions import settle_changes
from ohlas.insight.models import Verdict
from ohlas.metrics import MEASURES, Comparison, counts_of

NPS = MEASURES["nps"]
FALL = NPS.compare(counts_of({9.0: 20, 3.0: 80}), counts_of({9.0: 80, 3.0: 20}))
STILL = NPS.compare(counts_of({9.0: 50, 3.0: 50}), counts_of({9.0: 51, 3.0: 49}))


def _settled(world: World, comparisons: dict[str, Comparison | None], page: str = "all") -> dict[str, bool]:
    return settle_changes(
        organisation_id=world.organisation.id,
        comparisons=comparisons,
        page=page,
        period="2026-07-01/2026-10-01",
        facts_version=3,
        now=world.now,
    )


def test_a_real_fall_is_marked_and_standing_still_is_not(world: World) -> None:
    assert _settled(world, {"nps": FALL, "csat": STILL, "ces": None}) == {
        "nps": True,
        "csat": False,
        "ces": False,
    }
    assert Verdict.objects.filter(organisation=world.organisation).count() == 3


def test_a_verdict_is_given_once(world: World, django_assert_num_queries) -> None:
    first = _settled(world, {"nps": FALL, "csat": STILL})
    with django_assert_num_queries(1):
        assert _settled(world, {"nps": FALL, "csat": STILL}) == first


def test_facts_that_changed_are_judged_anew_and_keep_one_row(world: World) -> None:
    _settled(world, {"nps": STILL})
    assert _settled(world, {"nps": FALL}) == {"nps": True}
    assert Verdict.objects.filter(organisation=world.organisation).count() == 1


def test_another_page_has_its_own_verdicts(world: World) -> None:
    _settled(world, {"nps": FALL})
    assert _settled(world, {"nps": STILL}, page="web only") == {"nps": False}
