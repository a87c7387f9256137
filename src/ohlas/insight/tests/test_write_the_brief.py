"""The weekly brief: three things by what they could add, or honestly that nothing changed."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from tests.world import NOW

from ohlas.accounts.actions import speak
from ohlas.accounts.models import Membership, User
from ohlas.accounts.rules import Role
from ohlas.insight.actions.briefs import missing_briefs, write_brief_for
from ohlas.insight.actions.notices import mail_due_notices
from ohlas.insight.models import Brief, Notice
from ohlas.insight.pages import words
from ohlas.insight.pages.alerts.briefs import headline
from ohlas.insight.queries.briefs import brief_view
from ohlas.insight.rules.briefs import Item, ItemKind, chosen, monday, read_brief
from ohlas.insight.tests.conftest import Told
from ohlas.insight.tests.test_find_drivers import related  # noqa: F401 - a fixture
from ohlas.insight.tests.test_tell_people import mailbox  # noqa: F401 - a fixture
from ohlas.insight.tests.test_watch_with_rules import fallen
from ohlas.outreach.channels.email.tests.mailbox import Mailbox

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)


def item(key: str, kind: ItemKind, gain: float | None, p: float | None = None, **more: bool) -> Item:
    return Item(key, kind, {}, gain, gain, gain, 100, p, **more)


def test_the_three_greatest_gains_that_stand_are_chosen() -> None:
    found = [
        item("change:a@1", ItemKind.CHANGE, 4, 0.001),
        item("change:a@2", ItemKind.CHANGE, 3, 0.001),
        item("change:b@1", ItemKind.CHANGE, 9, 0.4),
        item("driver:x", ItemKind.DRIVER, 8),
        item("driver:y", ItemKind.DRIVER, 7),
        item("driver:z", ItemKind.DRIVER, 6),
        item("deliveries", ItemKind.BROKEN, None),
        item("change:c@1", ItemKind.CHANGE, -2, 0.0001, is_worse=False),
    ]
    brief = chosen(found, {"change:a@1"}, {})
    assert [one.key for one in brief.items] == ["driver:x", "driver:y", "change:a@1"]
    assert [one.key for one in brief.better] == ["change:c@1"]
    assert brief.tested == 4
    assert brief.news == 1  # what got better; the fall was in the brief before


def test_many_tests_without_a_true_difference_bring_nothing() -> None:
    noise = [item(f"change:{place}@1", ItemKind.CHANGE, 1, (place + 1) / 40) for place in range(40)]
    assert chosen(noise, (), {}).items == ()


def test_nothing_changed_is_said_when_nothing_did(silent: Told) -> None:
    for month in (4, 5, 7, 8, 9, 10):
        at = datetime(2026, month, 12, 9, tzinfo=UTC)
        silent.tell(40, {"nps": 9}, unit=silent.world.prague, at=at)
        silent.tell(20, {"nps": 3}, unit=silent.world.prague, at=at)
    brief_id = write_brief_for(silent.world.organisation.id, None, MONDAY)
    brief = Brief.objects.get(id=brief_id)
    assert headline(brief_view(brief)).startswith("Nothing changed")
    assert read_brief(brief.document).tested > 0
    page = silent.client.get("/o/sova/briefs/").content.decode()
    assert "Nothing changed" in page


def test_before_the_first_answer_there_is_nothing_to_say(silent: Told) -> None:
    brief_id = write_brief_for(silent.world.organisation.id, None, MONDAY)
    assert read_brief(Brief.objects.get(id=brief_id).document).items == ()
    page = silent.client.get("/o/sova/briefs/").content.decode()
    assert "Nobody answered in the last 13 weeks" in page
    assert "Publish a survey" in page
    assert "Go on as you do" not in page
    assert "tested" not in page


def test_a_fall_stands_with_its_interval_and_what_winning_it_back_would_add(silent: Told) -> None:
    told = fallen(silent)
    brief_id = write_brief_for(told.world.organisation.id, None, MONDAY)
    first = read_brief(Brief.objects.get(id=brief_id).document).items[0]
    assert first.kind is ItemKind.CHANGE
    assert first.evidence["name"] == "Praha"
    assert first.low is not None
    assert first.gain is not None
    assert first.high is not None
    assert 80 < first.low < first.gain <= first.high <= 100  # half of all answers fell by 200 points
    page = told.client.get(f"/o/sova/briefs/{brief_id}/").content.decode()
    assert "Win Praha back" in page
    assert "between" in page


def test_what_stood_last_week_is_not_news_again(silent: Told) -> None:
    told = fallen(silent)
    owner = told.world.organisation.id
    write_brief_for(owner, None, MONDAY)
    second = write_brief_for(owner, None, MONDAY + timedelta(days=7))
    brief = Brief.objects.get(id=second)
    assert "what stood then still stands" in headline(brief_view(brief))


def test_one_brief_a_week_and_part_of_the_tree_each_for_its_readers(silent: Told) -> None:
    told = fallen(silent)
    owner, week = told.world.organisation.id, monday(MONDAY.date())
    assert missing_briefs(owner, week) == {None, told.world.prague.id}
    Membership.objects.create(
        user=User.objects.create_user("dave@example.com"),
        organisation=told.world.organisation,
        role=Role.UNIT_MANAGER,
        scope=told.world.brno,
        created_at=NOW,
        accepted_at=NOW,
    )
    for scope in missing_briefs(owner, week):
        assert write_brief_for(owner, scope, MONDAY) is not None
    assert write_brief_for(owner, None, MONDAY) is None
    assert missing_briefs(owner, week) == set()
    brno = Brief.objects.get(unit=told.world.brno)
    assert (
        read_brief(brno.document).items == ()
    )  # the fall is Praha's, and Brno's reader learns nothing of it
    assert sorted(brno.notices.values_list("user__email", flat=True)) == ["dave@example.com"]
    bob = told.world.signed_in(told.world.bob)
    assert bob.get(f"/o/sova/briefs/{brno.id}/").status_code == 404
    assert "Win Praha back" in bob.get("/o/sova/briefs/").content.decode()


def test_it_comes_by_mail_on_monday_morning_in_the_readers_language(
    silent: Told,
    mailbox: Mailbox,  # noqa: F811 - the fixture
) -> None:
    told = fallen(silent)
    speak(user_id=told.world.carol.id, language="de")
    write_brief_for(told.world.organisation.id, None, MONDAY)
    assert mail_due_notices(MONDAY) == 0
    at_seven = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    assert set(Notice.objects.values_list("mail_at", flat=True)) == {at_seven}
    assert mail_due_notices(at_seven) == 2
    letters = {one["To"]: one for one in mailbox.letters()}
    assert sorted(letters) == ["alice@example.com", "carol@example.com"]
    assert "Praha" in _text(letters["alice@example.com"])
    assert 'lang="de"' in letters["carol@example.com"].get_body(("html",)).get_content()


def _text(letter: EmailMessage) -> str:
    return str(letter.get_body(("plain",)).get_content())


def test_a_lever_says_the_share_of_the_drivers_page_and_no_more_than_is_known(related: Told) -> None:  # noqa: F811
    brief_id = write_brief_for(related.world.organisation.id, None, MONDAY)
    items = read_brief(Brief.objects.get(id=brief_id).document).items
    (lever,) = (one for one in items if one.key == "driver:coffee")
    share = words.percent(lever.evidence["share"])
    assert 0.9 < lever.evidence["share"] <= 1
    drivers = related.client.get("/o/sova/drivers/?driver=coffee&driver=cakes").content.decode()
    assert f">{share}<" in drivers
    page = related.client.get("/o/sova/briefs/").content.decode()
    assert f"<dd>{share}</dd>" in page
    assert "goes with it most" not in page
    assert "best quarter of the branches" not in page, "two branches have no best quarter"
