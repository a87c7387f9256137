"""Each network has its own short link, and answers say where they came from."""

import pytest

from ohlas.feedback.models import Attribute, Link, Response
from ohlas.feedback.sources.form.tests.conftest import SHORT, clock  # noqa: F401 - a fixture
from ohlas.feedback.sources.form.tests.scene import Person, survey_of


@pytest.fixture
def share(world, sign_in, clock):  # noqa: F811 - a fixture
    survey = survey_of(world.organisation, world.now, SHORT)
    client = sign_in(world.alice)
    address = f"/o/{world.organisation.slug}/links/share/"
    return lambda *networks: (
        client.post(address, {"survey": str(survey), "networks": networks})
        if networks
        else client.get(f"{address}?lang=uk")
    )


def test_an_answer_says_from_which_network_it_came(share, clock):  # noqa: F811 - a fixture
    assert share("instagram", "x").status_code == 302
    link = Link.objects.get(attributes__network="instagram")
    person = Person(f"/s/{link.code}").open()
    clock(seconds=10)
    person.send(nps="9")
    response = Response.objects.get()
    assert (response.channel, response.attributes) == ("social", {"network": "instagram"})
    assert Attribute.objects.filter(key="network").exists()


def test_a_network_gets_one_link_however_often_it_is_asked(share):
    share("x")
    share("x", "telegram")
    assert Link.objects.count() == 2


def test_words_to_post_are_counted_in_the_language_chosen(share):
    share("x")
    page = share().content.decode()
    assert "Наскільки ви нами задоволені?" in page
    assert "of 280 characters" in page


@pytest.mark.parametrize("networks", [("myspace",), ("x", "myspace")])
def test_an_unknown_network_is_refused(share, networks):
    assert share(*networks).status_code == 422
    assert not Link.objects.exists()
