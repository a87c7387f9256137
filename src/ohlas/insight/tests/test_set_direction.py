"""Vision, strategy and self-check: kept in editions, read by everybody, changed by few."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from tests.world import NOW

from ohlas.accounts.access import Actor, actor_for
from ohlas.accounts.errors import Forbidden, NotHere, Refused
from ohlas.accounts.models import AuditEntry, Employee, Membership, User
from ohlas.accounts.rules import Role
from ohlas.insight.actions.direction import (
    add_business_aim,
    add_experience_aim,
    answer_self_check,
    close_self_check,
    confirm_reading,
    draft_vision,
    open_self_check,
    publish_vision,
    settle_experience_aim,
)
from ohlas.insight.models import ExperienceAim, Goal, ReadReceipt, SelfCheckAnswer, VisionEdition
from ohlas.insight.pages.maturity_words import ADVICE, AREA_WORDS, STATEMENT_WORDS
from ohlas.insight.queries.direction import CheckFound, VisionFound, check_found, reading_wanted, vision_found
from ohlas.insight.queries.strategy import strategy_found
from ohlas.insight.rules.direction import AimWish, VisionWish, read_aim, read_vision
from ohlas.insight.rules.maturity import AREAS, LEVELS, statements
from ohlas.insight.tests.conftest import Told

ROOT = "/o/sova/direction/"


def publish(told: Told, promise: str = "We answer the same day.") -> UUID:
    made = draft_vision(actor=told.alice, wish=VisionWish(promise, ("Say it plainly.",)), now=NOW)
    publish_vision(actor=told.alice, now=NOW)
    return made


def vision_of(actor: Actor) -> VisionFound:
    found = vision_found(actor, None, NOW)
    assert found is not None
    return found


def check_of(actor: Actor) -> CheckFound:
    found = check_found(actor, None)
    assert found is not None
    return found


def carol(told: Told) -> Actor:
    return actor_for(told.world.carol, "sova")


def shown(told: Told, address: str = "vision/", user: User | None = None) -> str:
    answer = told.world.signed_in(user or told.world.alice).get(f"{ROOT}{address}")
    assert answer.status_code == 200, answer.content[:300]
    return answer.content.decode()


def employee_user(told: Told) -> User:
    """Somebody with the role that has no right at all."""
    user = User.objects.create_user("jana@example.com", name="Jana")
    Membership.objects.create(
        user=user, organisation=told.world.organisation, role=Role.EMPLOYEE, created_at=NOW, accepted_at=NOW
    )
    return user


def test_an_empty_organisation_is_told_what_to_do(silent: Told) -> None:
    assert "No vision yet" in shown(silent)
    assert "No strategy yet" in shown(silent, "strategy/")
    assert "No self-check yet" in shown(silent, "self-check/")


def test_a_draft_is_seen_by_editors_alone_and_a_published_edition_never_changes(silent: Told) -> None:
    draft_vision(actor=silent.alice, wish=VisionWish("First"), now=NOW)
    draft_vision(actor=silent.alice, wish=VisionWish("First, better"), now=NOW)
    assert "No vision yet" in shown(silent, user=silent.world.carol)
    assert vision_of(carol(silent)).draft is None
    assert publish_vision(actor=silent.alice, now=NOW) == 1
    draft_vision(actor=silent.alice, wish=VisionWish("Second"), now=NOW)
    assert publish_vision(actor=silent.alice, now=NOW) == 2
    assert list(VisionEdition.objects.values_list("number", "promise")) == [
        (2, "Second"),
        (1, "First, better"),
    ]
    with pytest.raises(Refused, match="no draft"):
        publish_vision(actor=silent.alice, now=NOW)
    first = VisionEdition.objects.get(number=1)
    assert "an older one" in shown(silent, f"vision/{first.id}/")


def test_everybody_reads_and_confirms_but_names_are_for_editors(silent: Told) -> None:
    edition, user = publish(silent), employee_user(silent)
    page = shown(silent, user=user)
    assert "I have read this" in page
    assert "Not yet" not in page
    client = silent.world.signed_in(user)
    for _ in range(2):
        assert client.post(f"{ROOT}vision/{edition}/read/").status_code == 302
    assert ReadReceipt.objects.get().user_id == user.id
    assert AuditEntry.objects.filter(deed="vision.read").count() == 1
    assert "You confirmed" in shown(silent, user=user)
    page = shown(silent)
    assert re.search(r"1 of \d people have confirmed", page)
    assert re.search(r"<li>Jana <span", page)


def test_a_new_edition_is_to_be_read_again(silent: Told) -> None:
    edition = publish(silent)
    confirm_reading(actor=carol(silent), edition_id=edition, now=NOW)
    publish(silent, "Second")
    found = vision_of(carol(silent))
    assert found.read_at is None
    assert found.readers.read == 0


def test_a_reminder_stands_on_every_page_until_it_is_read(silent: Told) -> None:
    edition = publish(silent)
    assert reading_wanted(carol(silent)) is None
    client = silent.world.signed_in(silent.world.carol)
    assert client.post(f"{ROOT}vision/{edition}/remind/").status_code == 403
    assert silent.client.post(f"{ROOT}vision/{edition}/remind/").status_code == 302
    waits = "Edition 1 of the vision waits for you"
    assert waits in client.get("/o/sova/boards/").content.decode()
    confirm_reading(actor=carol(silent), edition_id=edition, now=NOW)
    assert waits not in client.get("/o/sova/boards/").content.decode()


def test_employees_without_a_sign_in_are_counted_apart(silent: Told) -> None:
    organisation = silent.world.organisation
    Employee.objects.create(organisation=organisation, code="1", name="Petr", email="petr@example.com")
    Employee.objects.create(organisation=organisation, code="2", name="Gone", valid_to=NOW.date())
    publish(silent)
    assert vision_of(silent.alice).readers.without_sign_in == 1


@pytest.mark.parametrize(
    ("promise", "principles", "field"),
    [("  ", "", "promise"), ("x" * 501, "", "promise"), ("ok", "\n".join("abcdefghijklm"), "principles")],
)
def test_a_vision_that_cannot_be_is_refused_by_field(promise: str, principles: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_vision(promise, principles, "")
    assert refusal.value.field == field


def test_a_refused_vision_comes_back_as_typed(silent: Told) -> None:
    answer = silent.client.post(f"{ROOT}vision/edit/", {"promise": "", "principles": "<b>Be kind</b>"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Write the promise" in text
    assert "&lt;b&gt;Be kind&lt;/b&gt;" in text
    assert not VisionEdition.objects.exists()


def test_only_editors_write(silent: Told) -> None:
    with pytest.raises(Forbidden):
        draft_vision(actor=carol(silent), wish=VisionWish("x"), now=NOW)
    with pytest.raises(Forbidden):
        add_business_aim(actor=silent.bob, title="x", now=NOW)
    with pytest.raises(Forbidden):
        open_self_check(actor=carol(silent), year=2026, now=NOW)
    mallory = actor_for(silent.world.mallory, silent.world.elsewhere.slug)
    with pytest.raises(NotHere):
        confirm_reading(actor=mallory, edition_id=publish(silent), now=NOW)


def aim(told: Told, **parts: object) -> UUID:
    business = add_business_aim(actor=told.alice, title="Fewer leave", now=NOW)
    wish = AimWish(**{"title": "Glad guests", "measure": "nps", **parts})  # type: ignore[arg-type]  # per test
    return add_experience_aim(actor=told.alice, business_id=business, wish=wish, now=NOW)


def test_an_aim_shows_its_live_figure_target_and_owner(told: Told) -> None:
    aim(told, unit_id=told.world.prague.id, owner_user_id=told.world.carol.id)
    Goal.objects.create(
        organisation=told.world.organisation,
        unit=told.world.prague,
        measure="nps",
        step="year",
        start=NOW.date().replace(month=1, day=1),
        about="x",
        target=95,
        created_at=NOW,
        changed_at=NOW,
    )
    (found,) = strategy_found(told.store, told.alice, NOW)[0].aims
    assert found.counted is not None
    assert found.counted.figure.n == 120
    assert found.target == 95
    assert not found.owner_left
    page = shown(told, "strategy/")
    assert "50.0" in page
    assert "below the target" in page


def test_roles_without_figures_read_the_map_without_them(told: Told) -> None:
    aim(told)
    page = shown(told, "strategy/", user=employee_user(told))
    assert "Glad guests" in page
    assert "29.4" not in page
    assert "29.4" in shown(told, "strategy/", user=told.world.carol)


def test_a_unit_out_of_sight_keeps_its_figure(told: Told) -> None:
    aim(told, unit_id=told.world.brno.id)
    scoped = next(actor for actor in (told.bob,) if actor.scope is not None)
    hidden = told.world.brno.id not in (scoped.scope or ())
    (found,) = strategy_found(told.store, scoped, NOW)[0].aims
    assert (found.counted is None) == hidden
    assert found.unit_is_hidden == hidden


def test_an_owner_who_left_is_marked_and_must_be_replaced(told: Told) -> None:
    person = Employee.objects.create(organisation=told.world.organisation, code="7", name="Eva")
    made = aim(told, owner_employee_id=person.id)
    person.valid_to = NOW.date() - timedelta(days=1)
    person.save()
    assert strategy_found(told.store, told.alice, NOW)[0].aims[0].owner_left
    assert "has left; name another" in shown(told, "strategy/")
    assert "The owner has left" in shown(told, f"strategy/aims/{made}/")
    with pytest.raises(Refused, match="has left"):
        settle_experience_aim(
            actor=told.alice, aim_id=made, wish=AimWish("x", owner_employee_id=person.id), now=NOW
        )
    settle_experience_aim(actor=told.alice, aim_id=made, wish=AimWish("x"), now=NOW)
    assert ExperienceAim.objects.get().owner_employee_id is None


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        (("", "", "", "", ""), "title"),
        (("x", "joy", "", "", ""), "measure"),
        (("x", "", "", "here", ""), "unit"),
        (("x", "", "", "", "boss"), "owner"),
        (("x", "", "", "", "user:1"), "owner"),
    ],
)
def test_an_aim_that_cannot_be_is_refused_by_field(parts: tuple[str, ...], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_aim(*parts)
    assert refusal.value.field == field


def test_aims_are_made_removed_and_taken_back_on_the_page(told: Told) -> None:
    assert told.client.post(f"{ROOT}strategy/new/", {"title": ""}).status_code == 422
    told.client.post(f"{ROOT}strategy/new/", {"title": "Grow"})
    address = re.search(r"/o/sova/direction/strategy/[0-9a-f-]+/aim/", shown(told, "strategy/"))
    assert address is not None
    assert told.client.post(address[0], {"title": "Fast", "measure": "csat"}).status_code == 302
    made = ExperienceAim.objects.get()
    edit = f"{ROOT}strategy/aims/{made.id}/"
    assert "Removed." in told.client.post(edit, {"deed": "remove"}).content.decode()
    assert "Fast" not in shown(told, "strategy/")
    told.client.post(edit, {"deed": "restore"})
    assert "Fast" in shown(told, "strategy/")


def every(level: int) -> dict[str, str]:
    return dict.fromkeys(statements(), str(level))


def test_several_people_answer_and_each_counts_once(silent: Told) -> None:
    check = open_self_check(actor=silent.alice, year=2026, now=NOW)
    for actor, level in ((silent.alice, 2), (silent.bob, 3), (carol(silent), 5)):
        answer_self_check(actor=actor, check_id=check, given=every(level), now=NOW)
    answer_self_check(actor=silent.bob, check_id=check, given={"value.worth": "2"}, now=NOW)
    found = check_of(silent.alice)
    areas = {area.area: area for area in found.areas}
    assert areas["value"].value == 3
    assert (areas["value"].low, areas["value"].high, areas["value"].is_wide) == (2, 5, True)
    assert (areas["people"].people, areas["people"].value, areas["people"].low) == (2, 3.5, None)
    page = shown(silent, "self-check/")
    assert "people see this very differently" in page
    assert str(ADVICE["value", 3]) in page.replace("&#x27;", "'")


def test_last_year_stands_beside_this_one(silent: Told) -> None:
    last = open_self_check(actor=silent.alice, year=2025, now=NOW)
    answer_self_check(actor=silent.alice, check_id=last, given=every(1), now=NOW)
    check = open_self_check(actor=silent.alice, year=2026, now=NOW)
    answer_self_check(actor=silent.alice, check_id=check, given=every(3), now=NOW)
    assert {(one.value, one.before) for one in check_of(silent.alice).areas} == {(3, 1)}
    assert "2025: 1.0" in shown(silent, "self-check/")


def test_a_closed_self_check_and_a_wrong_level_are_refused(silent: Told) -> None:
    check = open_self_check(actor=silent.alice, year=2026, now=NOW)
    address = f"self-check/{check}/answer/"
    assert "cannot tell" in shown(silent, address, user=employee_user(silent))
    for given in ({}, {"value.worth": "6"}):
        assert silent.client.post(f"{ROOT}{address}", given).status_code == 422
    assert silent.client.post(f"{ROOT}{address}", {"value.worth": "4"}).status_code == 302
    close_self_check(actor=silent.alice, check_id=check, now=NOW)
    refused = silent.client.post(f"{ROOT}{address}", {"value.worth": "1"})
    assert refused.status_code == 422
    assert "is closed" in refused.content.decode()
    assert SelfCheckAnswer.objects.get().levels == {"value.worth": 4}


def test_results_are_for_those_who_see_figures(silent: Told) -> None:
    check = open_self_check(actor=silent.alice, year=2026, now=NOW)
    answer_self_check(actor=silent.alice, check_id=check, given=every(2), now=NOW)
    assert "Fewer than three people" in shown(silent, "self-check/")
    page = shown(silent, "self-check/", user=employee_user(silent))
    assert "Next step" not in page


def test_every_statement_area_and_level_has_words() -> None:
    assert len(statements()) == 24
    assert set(STATEMENT_WORDS) == set(statements())
    assert set(AREA_WORDS) == set(AREAS)
    assert set(ADVICE) == {(area, level) for area in AREAS for level in LEVELS}
