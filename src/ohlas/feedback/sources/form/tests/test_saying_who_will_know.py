"""Every page with questions says, before an answer is given, whether it is anonymous or identified."""

import pytest

from ohlas.customers.models import Contact
from ohlas.feedback.rules.links import LinkKind
from ohlas.surveys.tests.questionnaire import asked, questionnaire

ANONYMOUS = "The answers are anonymous: they are stored without a name or a contact."
IDENTIFIED = "The answers are stored together with the customer record at Sova."
NAMELESS = "The answers are stored without a name, unless one is written into them."


@pytest.mark.parametrize("layout", ["page", "sections", "single"])
@pytest.mark.parametrize(
    ("anonymous", "is_known", "said"),
    [(True, False, ANONYMOUS), (True, True, ANONYMOUS), (False, True, IDENTIFIED), (False, False, NAMELESS)],
)
def test_the_page_says_whether_answers_are_anonymous(visitor, world, layout, *, anonymous, is_known, said):
    contact = Contact.objects.create(organisation=world.organisation, name="Jana", created_at=world.now)
    definition = questionnaire(asked("nps"), asked("why", "text"), anonymous=anonymous, layout=layout)
    wish = {"contact_id": contact.id} if is_known else {}
    person = visitor(definition, kind=LinkKind.PERSONAL, **wish).open()
    assert person.page.count(said) == 1
    assert sum(one in person.page for one in (ANONYMOUS, IDENTIFIED, NAMELESS)) == 1


def test_an_open_link_says_so_too(visitor):
    assert NAMELESS in visitor(questionnaire(asked("nps"))).open().page
