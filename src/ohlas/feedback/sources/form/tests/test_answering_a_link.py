"""A link is opened, answered and done: open and personal ones, with and without a script."""

import gzip

import pytest

from ohlas.feedback.models import Draft, Link, RefusalCount, Response
from ohlas.feedback.rules.links import LinkKind, key_hash
from ohlas.feedback.sources.form.tests.scene import survey_of
from ohlas.surveys.models import SurveyVersion
from ohlas.surveys.tests.questionnaire import asked, questionnaire


def nonce_of(page):
    return page.split('nonce="')[1].split('"')[0]


def test_an_open_link_takes_an_answer_and_says_thanks(visitor, clock, world):
    person = visitor(channel="poster", unit="praha").open()
    assert person.status == 200
    assert "About nps?" in person.page
    clock(seconds=10)
    person.send(nps="9", why="Nice", drink="tea")
    assert "Thank you" in person.page
    stored = Response.objects.get()
    assert stored.answers == {"nps": 9, "why": "Nice", "drink": "tea"}
    assert (stored.channel, stored.unit_id, stored.language, stored.is_complete) == (
        "poster",
        world.prague.id,
        "en",
        True,
    )


def test_a_page_needs_no_cookie_no_third_party_and_no_second_request(visitor):
    person = visitor().open()
    assert "Set-Cookie" not in person.headers
    assert person.page.count("<link") == 1
    assert 'href="data:,"' in person.page
    assert "http" not in person.page.replace("http-equiv", "")
    assert f"'nonce-{nonce_of(person.page)}'" in person.headers["Content-Security-Policy"]


def test_only_the_hash_of_a_personal_token_is_kept(visitor):
    person = visitor(kind=LinkKind.PERSONAL)
    token = person.path.removeprefix("/s/")
    link = Link.objects.get()
    assert len(token) == 22
    assert (link.key_hash, link.code) == (key_hash(token), "")
    assert link.expires_at is not None


def test_a_personal_link_takes_one_answer_and_then_looks_unknown(visitor, clock):
    person = visitor(kind=LinkKind.PERSONAL).open()
    person.send(nps="3")
    assert "Thank you" in person.page
    clock(hours=2)
    assert (person.open().status, Response.objects.count()) == (404, 1)
    used_page = person.page
    person.path = "/s/this-token-is-unknown1"
    assert person.open().page.replace(nonce_of(person.page), nonce_of(used_page)) == used_page


def test_an_expired_link_and_a_closed_one_look_unknown(visitor, clock, world):
    person = visitor(kind=LinkKind.PERSONAL)
    clock(days=91)
    assert person.open().status == 404
    assert "does not open" in person.page
    person.send(nps="3")
    assert Response.objects.count() == 0
    assert set(RefusalCount.objects.values_list("reason", flat=True)) == {"link_over"}


def test_a_link_of_another_survey_takes_no_answers_for_this_one(visitor, world, clock):
    other = survey_of(world.elsewhere, world.now, questionnaire(asked("nps")), "Foreign")
    person = visitor().open()
    foreign = SurveyVersion.objects.get(survey_id=other)
    mine = SurveyVersion.objects.exclude(survey_id=other).get()
    person.page = person.page.replace(str(mine.id), str(foreign.id))
    clock(seconds=10)
    assert person.send(nps="9").status == 404
    assert Response.objects.count() == 0


def test_a_double_click_and_the_back_button_store_one_answer(visitor, clock):
    person = visitor().open()
    first_page = person.page
    clock(seconds=10)
    person.send(nps="9")
    assert "Thank you" in person.page
    for other in ("9", "2"):
        person.page = first_page
        person.send(nps=other)
        assert "Thank you" in person.page
    assert Response.objects.get().answers == {"nps": 9}


def test_two_tabs_of_a_personal_link_store_one_answer(visitor, clock):
    person = visitor(kind=LinkKind.PERSONAL).open()
    other_tab = type(person)(person.path).open()
    person.send(nps="9")
    other_tab.send(nps="1")
    assert "Thank you" in other_tab.page
    assert Response.objects.get().answers == {"nps": 9}


def test_a_missing_answer_is_said_above_and_beside_its_question(visitor, clock):
    person = visitor().open()
    clock(seconds=10)
    person.send(why="<script>alert(1)</script> 😀 \u202eabc", drink="coffee")
    assert person.status == 422
    assert 'class="summary" role="alert" tabindex="-1" autofocus' in person.page
    assert 'href="#q-nps"' in person.page
    assert "An answer is needed here." in person.page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in person.page
    assert 'value="coffee" checked' in person.page
    person.send(nps="0", why="x", drink="coffee")
    assert Response.objects.get().answers["nps"] == 0


@pytest.mark.parametrize("letter", ["a", "😀", "م", "\u200b·"])
def test_twenty_thousand_characters_are_kept_whole_and_more_come_back_with_a_sentence(visitor, clock, letter):
    text = (letter * 20_000)[:20_000]
    person = visitor().open()
    clock(seconds=10)
    person.send(nps="3", why=f"{text}x")
    assert person.status == 422
    assert "At most 20000 characters" in person.page
    assert f"{text}x</textarea>" in person.page
    assert Response.objects.count() == 0
    person.send(nps="3", why=text)
    assert Response.objects.get().answers["why"] == text


def test_nul_bytes_and_odd_letters_do_no_harm(visitor, clock):
    person = visitor().open()
    clock(seconds=10)
    person.send(nps="3", why="a\0b\u200bc\u202e مرحبا")
    assert "Thank you" in person.page
    assert Response.objects.get().answers["why"] == "ab\u200bc\u202e مرحبا"


def test_another_language_keeps_what_was_answered(visitor, clock):
    person = visitor().open(**{"Accept-Language": "cs-CZ,cs;q=0.9"})
    assert '<html lang="cs"' in person.page
    person.send(go="lang:en", nps="7", why="dobré")
    assert '<html lang="en"' in person.page
    assert 'value="7" id' in person.page or 'value="7" checked' in person.page
    assert "dobré" in person.page
    clock(seconds=10)
    person.send(nps="7", why="dobré")
    assert Response.objects.get().language == "en"
    assert Draft.objects.count() == 1


def test_a_post_from_another_site_is_refused(visitor, clock):
    person = visitor().open()
    clock(seconds=10)
    person.client = type(person.client)(headers={"Origin": "https://evil.example"})
    assert person.send(nps="9").status == 404
    assert Response.objects.count() == 0


def test_a_first_page_is_small_and_whole(visitor):
    person = visitor()
    answer = person.client.get(person.path, headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) <= 14_336
    assert b"</html>" in gzip.decompress(answer.content)
