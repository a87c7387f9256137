"""Posters can be read by people, by screen readers and by cameras."""

import io

import pytest
import segno
from PIL import Image

from ohlas.accounts.access import system_actor
from ohlas.feedback.access import handed_to
from ohlas.feedback.actions.links import LinkWish
from ohlas.feedback.actions.many_links import create_links_of_units, create_marked_link
from ohlas.feedback.queries.handed import LinkWanted, link_views
from ohlas.feedback.rules.posters import BadPoster, PosterSize, PosterWish
from ohlas.feedback.sources.form.tests.scene import survey_of
from ohlas.feedback.sources.poster.sheets import LOGO, drawn, sheets_of
from ohlas.feedback.sources.poster.tests.reading import modules_in, page_count, quiet_in
from ohlas.lib.papers import pictures_of
from ohlas.lib.reports.tests.reading import words_in
from ohlas.surveys.actions import publish_version, upload_logo
from ohlas.surveys.models import Survey
from ohlas.surveys.queries import draft_of, forget_standings
from ohlas.surveys.tests.questionnaire import asked, questionnaire

BASE = "https://sova.example"
HEADLINES = {
    "en": "How did we do?",
    "cs": "Jak jsme si vedli?",
    "sk": "Ako sa nám darilo?",
    "pl": "Jak nam poszło?",
    "uk": "Як ми впоралися?",
    "ru": "Как мы справились?",
    "de": "Wie waren wir?",
}


@pytest.fixture
def links(world):
    """Links of a survey for every branch of the world."""
    survey = survey_of(world.organisation, world.now, questionnaire(asked("nps"), languages=["en", "cs"]))
    actor = system_actor(world.organisation.id)
    create_links_of_units(actor=actor, survey_id=survey, wish=LinkWish(channel="poster"), now=world.now)
    create_marked_link(
        actor=actor,
        survey_id=survey,
        wish=LinkWish(channel="poster", attributes={"product": "#Kolo *2*"}),
        now=world.now,
    )
    return link_views(handed_to(actor, LinkWanted(survey_id=survey)))


@pytest.mark.parametrize("size", PosterSize)
def test_every_branch_gets_a_tagged_page_with_its_name_and_address(world, links, size):
    pdf = sheets_of(links, PosterWish(size=size), BASE, world.now).pdf(world.now)
    assert page_count(pdf) == len(links) > 1
    assert b"pdfuaid:part" in pdf
    assert b"/StructTreeRoot" in pdf
    said = words_in(pdf)
    for link in links:
        assert f"sova.example/s/{link.code}" in said
        assert link.unit.name in said


@pytest.mark.parametrize(("language", "headline"), HEADLINES.items())
def test_a_poster_speaks_its_language(world, links, language, headline):
    said = words_in(sheets_of(links[:1], PosterWish(language=language), BASE, world.now).pdf(world.now))
    assert headline.split()[0] in said


def test_own_words_are_words_and_never_markup(world, links):
    mine = [link for link in links if link.attributes]
    wish = PosterWish(headline="#panic() $x$ *Ahoj*")
    said = words_in(sheets_of(mine, wish, BASE, world.now).pdf(world.now))
    assert "#panic()" in said
    assert "*Ahoj*" in said
    assert "#Kolo *2*" in said


@pytest.mark.parametrize("size", [PosterSize.A4, PosterSize.A5])
def test_the_printed_code_holds_the_address_and_has_quiet_around_it(world, links, size):
    link = links[0]
    sheets = sheets_of([link], PosterWish(size=size, colour="#c03010"), BASE, world.now)
    template = _template()
    picture = pictures_of(template, sheets.values, files=sheets.files, ppi=150)[0]
    code = segno.make(f"{BASE}/s/{link.code}", error="m", micro=False)
    meant = [[bool(module) for module in row] for row in code.matrix]
    assert modules_in(picture, len(meant)) == meant
    assert quiet_in(picture, len(meant)) >= 4


def test_a_code_of_another_address_would_be_noticed(world, links):
    picture = sheets_of(links[:1], PosterWish(), BASE, world.now)
    shown = pictures_of(_template(), picture.values, files=picture.files, ppi=150)[0]
    other = segno.make(f"{BASE}/s/{links[1].code}", error="m", micro=False)
    assert modules_in(shown, len(other.matrix)) != [[bool(one) for one in row] for row in other.matrix]


def test_the_same_wish_prints_the_same_bytes(world, links):
    wish = PosterWish(headline="Ahoj")
    first, second = (sheets_of(links[:2], wish, BASE, world.now).pdf(world.now) for _ in range(2))
    assert first == second


def test_a_pale_colour_is_darkened_until_white_reads_on_it(world, links):
    sheets = sheets_of(links[:1], PosterWish(colour="#ffee88"), BASE, world.now)
    assert sheets.values["brand"] != "#ffee88"


@pytest.mark.parametrize(
    ("field", "wish"), [("headline", {"headline": "x" * 81}), ("colour", {"colour": "teal"})]
)
def test_a_poster_that_cannot_be_printed_says_why(field, wish):
    with pytest.raises(BadPoster) as refused:
        PosterWish(**wish)
    assert refused.value.field == field


def test_a_code_as_a_file_has_its_quiet_zone():
    assert b"<svg" in drawn(BASE)


def _template() -> str:
    from ohlas.feedback.sources.poster import sheets

    return sheets.TEMPLATE.read_text(encoding="utf-8")


def test_the_brands_logo_stands_on_the_poster(world, links):
    """Encoded anew when it was uploaded, carried into the file, and read out by its organisation's name."""
    actor, link, wish = system_actor(world.organisation.id), links[0], PosterWish()
    bare = sheets_of([link], wish, BASE, world.now)
    assert (bare.values["logo"], LOGO in bare.files) == (None, False)
    picture = io.BytesIO()
    Image.new("RGB", (300, 60), "#c03050").save(picture, "PNG")
    draft = draft_of(Survey.objects.get(id=link.survey_id))
    upload_logo(
        actor=actor,
        survey_id=link.survey_id,
        revision=draft.revision,
        content=picture.getvalue(),
        now=world.now,
    )
    publish_version(actor=actor, survey_id=link.survey_id, now=world.now)
    forget_standings(world.organisation.id)
    sheets = sheets_of([link], wish, BASE, world.now)
    assert sheets.files[LOGO].startswith(b"RIFF")
    assert REDDISH not in colours_in(bare.picture())
    assert REDDISH in colours_in(sheets.picture())
    pdf = sheets.pdf(world.now)
    assert b"/Subtype /Image" in pdf or b"/Subtype/Image" in pdf
    assert b"pdfuaid:part" in pdf


REDDISH = (12, 3, 5)
"""The logo's colour in steps of 16, whatever a picture's encoding makes of it."""


def colours_in(picture: bytes) -> set[tuple[int, ...]]:
    page = Image.open(io.BytesIO(picture)).convert("RGB")
    return {tuple(part // 16 for part in colour) for _, colour in page.getcolors(page.width * page.height)}
