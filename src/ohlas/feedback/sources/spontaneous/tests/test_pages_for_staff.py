"""The staff's side: the list, pages and their codes, ideas; empty, full, and filled in wrongly."""

import pytest
from django.urls import reverse

from ohlas.accounts.models import AuditEntry, Employee
from ohlas.feedback.actions import forget_signals
from ohlas.feedback.models import Attended, Idea, IdeaVote, Link, Response


@pytest.fixture
def alice(world, clock):
    return world.signed_in(world.alice)


def at(name, **ids):
    return reverse(f"feedback:{name}", kwargs={"slug": "sova", **ids})


def deeds():
    return set(AuditEntry.objects.values_list("deed", flat=True))


def test_before_the_first_page_the_list_says_what_to_do(alice):
    shown = alice.get(at("spontaneous")).content.decode()
    assert "Nobody can tell you yet" in shown
    assert at("public_pages") in shown


def test_with_pages_but_without_messages_the_list_leads_to_the_card(alice, page):
    page()
    shown = alice.get(at("spontaneous")).content.decode()
    assert "Nothing is waiting" in shown
    assert "Print a card" in shown


def test_the_list_is_filtered_by_kind_unit_and_state(alice, tell, world):
    tell(kind="idea", text="More racks", unit="praha")
    tell(kind="complaint", text="Cold coffee", unit="brno")
    for query, seen in (
        ("?kind=idea", {"More racks"}),
        (f"?unit={world.brno.id}", {"Cold coffee"}),
        ("?state=attended", set()),
        ("?kind=nonsense&unit=x&state=y&offset=-1", {"More racks", "Cold coffee"}),
    ):
        shown = alice.get(at("spontaneous") + query).content.decode()
        assert {text for text in ("More racks", "Cold coffee") if text in shown} == seen


def test_what_was_dealt_with_leaves_the_list_and_can_come_back(alice, tell):
    tell(text="More racks")
    told = Response.objects.get().id
    alice.post(at("attend_telling", response_id=told))
    alice.post(at("attend_telling", response_id=told))
    assert "More racks" not in alice.get(at("spontaneous")).content.decode()
    assert "More racks" in alice.get(at("spontaneous") + "?state=attended").content.decode()
    alice.post(at("reopen_telling", response_id=told))
    assert "More racks" in alice.get(at("spontaneous")).content.decode()
    assert {"attend_feedback", "reopen_feedback"} <= deeds()


def test_a_unit_manager_sees_own_messages_only(world, tell):
    tell(text="More racks", unit="praha")
    tell(text="Cold coffee", unit="brno")
    shown = world.signed_in(world.bob).get(at("spontaneous")).content.decode()
    assert "More racks" in shown
    assert "Cold coffee" not in shown


def test_a_contact_is_a_link_to_the_card_and_not_its_address(alice, tell):
    tell(contact={"contact_email": "jana@example.com"})
    shown = alice.get(at("spontaneous")).content.decode()
    assert "Contact for an answer" in shown
    assert "jana@example.com" not in shown


def test_one_press_opens_a_page_for_every_branch_once(alice, world):
    alice.post(at("pages_of_branches"))
    alice.post(at("pages_of_branches"))
    assert set(Link.objects.values_list("unit__code", flat=True)) == {"praha", "brno"}
    assert Link.objects.count() == 2
    shown = alice.get(at("public_pages")).content.decode()
    assert "Praha" in shown
    assert shown.count("<svg") >= 2


def test_pages_are_opened_for_employees_and_products_and_retired(alice, world):
    Employee.objects.create(organisation=world.organisation, unit=world.prague, code="eva", name="Eva Malá")
    alice.post(at("new_public_page"), {"employee": "eva"})
    alice.post(at("new_public_page"), {"product": "Espresso <b>"})
    shown = alice.get(at("public_pages")).content.decode()
    assert "Eva Malá, Praha" in shown
    assert "Espresso &lt;b&gt;" in shown
    link = Link.objects.get(employee__code="eva")
    alice.post(at("retire_page", link_id=link.id))
    assert "Retired pages" in alice.get(at("public_pages")).content.decode()
    alice.post(at("reopen_page", link_id=link.id))
    assert Link.objects.get(id=link.id).closed_at is None
    assert {"create_link", "close_link", "reopen_link"} <= deeds()


@pytest.mark.parametrize("given", [{"unit": "nowhere"}, {"employee": "nobody"}, {"product": "x" * 61}])
def test_a_page_about_nothing_is_said_to_be_wrong(alice, given):
    answer = alice.post(at("new_public_page"), given)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert Link.objects.count() == 0


def test_the_code_comes_as_svg_and_png_and_nothing_else(alice, page):
    page()
    link = Link.objects.get().id
    svg, png = (alice.get(at("link_qr", link_id=link, kind=kind)) for kind in ("svg", "png"))
    assert svg.content.startswith(b"<?xml")
    assert png.content.startswith(b"\x89PNG")
    assert "attachment" in png["Content-Disposition"]
    assert alice.get(at("link_qr", link_id=link, kind="exe")).status_code == 404


@pytest.mark.parametrize(
    ("language", "title"), [("de", "Lob, Beschwerde oder Idee"), ("uk", "Подяка"), ("xx", "A compliment")]
)
def test_a_card_is_printed_in_the_visitors_language(alice, page, language, title):
    page(unit="praha")
    shown = alice.get(at("link_card", link_id=Link.objects.get().id) + f"?lang={language}").content.decode()
    assert title in shown
    assert "Praha" in shown
    assert f"/p/{Link.objects.get().code}" in shown


def test_an_idea_is_published_with_people_hidden_and_decided(alice, tell):
    tell(text="Ask Jana Nová, +420 601 234 567, about more racks")
    told = Response.objects.get().id
    shown = alice.get(at("publish_idea", response_id=told)).content.decode()
    wording = shown.partition("<textarea")[2].partition("</textarea>")[0]
    assert "601 234 567" not in wording
    assert alice.post(at("publish_idea", response_id=told), {"text": " ", "status": "new"}).status_code == 422
    alice.post(at("publish_idea", response_id=told), {"text": "More racks", "status": "new"})
    again = alice.post(at("publish_idea", response_id=told), {"text": "More racks", "status": "new"})
    assert again.status_code == 422
    idea = Idea.objects.get()
    given = {"text": "More racks", "status": "declined", "note": ""}
    assert alice.post(at("idea", idea_id=idea.id), given).status_code == 422
    alice.post(at("idea", idea_id=idea.id), {**given, "note": "No room."})
    assert "Declined" in alice.get(at("ideas")).content.decode()
    for deed in ("withdraw_idea", "show_idea"):
        alice.post(at(deed, idea_id=idea.id))
    assert {"publish_idea", "change_idea", "withdraw_idea", "show_idea"} <= deeds()


def test_a_unit_manager_publishes_and_decides_ideas_of_the_own_unit_only(world, alice, tell):
    bob = world.signed_in(world.bob)
    for unit in ("praha", "brno", ""):
        tell(text=f"More racks {unit}", unit=unit)
    own, *others = Response.objects.order_by("received_at")
    words = {"text": "More racks", "status": "new"}
    assert "Publish as an idea" in bob.get(at("spontaneous")).content.decode()
    for response in others:
        assert bob.post(at("publish_idea", response_id=response.id), words).status_code == 404
        alice.post(at("publish_idea", response_id=response.id), words)
    assert bob.post(at("publish_idea", response_id=own.id), words).status_code == 302
    mine = Idea.objects.get(response=own)
    assert bob.post(at("idea", idea_id=mine.id), {**words, "status": "planned"}).status_code == 302
    assert Idea.objects.get(id=mine.id).status == "planned"
    for idea in Idea.objects.exclude(id=mine.id):
        assert bob.post(at("idea", idea_id=idea.id), words).status_code == 404
        assert bob.post(at("merge_idea", idea_id=mine.id), {"into": str(idea.id)}).status_code == 422
        assert bob.post(at("withdraw_idea", idea_id=idea.id)).status_code == 404


def test_duplicates_are_merged_and_parted_by_their_pages(alice, tell, world):
    for text in ("More racks", "Bicycle racks"):
        tell(text=text)
        told = Response.objects.latest("received_at", "id").id
        alice.post(at("publish_idea", response_id=told), {"text": text, "status": "new"})
    one, two = Idea.objects.order_by("text")
    assert "Somebody suggested the same" in alice.get(at("idea", idea_id=one.id)).content.decode()
    assert alice.post(at("merge_idea", idea_id=one.id), {"into": str(one.id)}).status_code == 422
    alice.post(at("merge_idea", idea_id=one.id), {"into": str(two.id)})
    assert Idea.objects.get(id=one.id).merged_into_id == two.id
    assert "merged" in alice.get(at("ideas")).content.decode()
    alice.post(at("part_idea", idea_id=one.id))
    assert Idea.objects.get(id=one.id).merged_into_id is None


def test_everything_goes_with_the_organisations_signals(alice, tell, world):
    tell()
    told = Response.objects.get().id
    alice.post(at("attend_telling", response_id=told))
    alice.post(at("publish_idea", response_id=told), {"text": "More racks", "status": "new"})
    IdeaVote.objects.create(organisation=world.organisation, idea=Idea.objects.get(), voter="x", at=world.now)
    forget_signals(organisation_id=world.organisation.id, now=world.now)
    assert [table.objects.count() for table in (Response, Attended, Idea, IdeaVote, Link)] == [0] * 5
