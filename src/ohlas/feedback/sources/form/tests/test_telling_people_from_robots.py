"""Silent tests first, one more press for whom they leave in doubt, and no riddles."""

from ohlas.accounts.access import Bucket
from ohlas.feedback.models import RefusalCount, Response
from ohlas.feedback.rules.links import LinkKind
from ohlas.feedback.sources.form.limits import SUBMITS
from ohlas.feedback.sources.form.tests.scene import Person


def test_without_a_script_one_more_press_sends(visitor, clock):
    person = visitor(works=False).open()
    clock(seconds=10)
    person.send(nps="9", why="words")
    assert "Nearly there" in person.page
    assert Response.objects.count() == 0
    clock(seconds=3)
    person.send(go="confirm")
    assert "Thank you" in person.page
    assert Response.objects.get().answers == {"nps": 9, "why": "words"}


def test_who_is_too_quick_is_asked_and_not_turned_away(visitor, clock):
    person = visitor().open()
    person.send(nps="9")
    assert "Nearly there" in person.page
    clock(seconds=2)
    person.send(go="confirm")
    assert "Thank you" in person.page


def test_who_falls_into_the_trap_is_asked_and_not_turned_away(visitor, clock):
    person = visitor().open()
    person.page = person.page.replace('name="lang"', 'name="url" value="x"><input type="hidden" name="lang"')
    clock(seconds=10)
    person.send(nps="9")
    assert "Nearly there" in person.page
    clock(seconds=2)
    person.send(go="confirm")
    assert "Thank you" in person.page


def test_a_robot_that_presses_at_once_is_refused_and_counted(visitor, clock):
    person = visitor(works=False).open()
    person.send(nps="9")
    person.send(go="confirm")
    assert (person.status, Response.objects.count()) == (404, 0)
    assert list(RefusalCount.objects.values_list("reason", flat=True)) == ["robot"]


def test_a_made_up_confirmation_is_no_confirmation(visitor, clock):
    person = visitor(works=False).open()
    clock(seconds=10)
    person.send(nps="9")
    person.page = person.page.replace('name="confirmed" value="', 'name="confirmed" value="0')
    clock(seconds=10)
    assert person.send(go="confirm").status == 404
    assert Response.objects.count() == 0


def test_a_personal_link_asks_for_no_more(visitor, clock):
    person = visitor(kind=LinkKind.PERSONAL, works=False).open()
    person.send(nps="9")
    assert "Thank you" in person.page


def test_one_address_sends_thirty_answers_a_minute(visitor, clock, monkeypatch):
    monkeypatch.setattr("ohlas.feedback.sources.form.limits.Bucket", still_bucket())
    person = visitor()
    statuses = []
    for _ in range(SUBMITS + 1):
        one = Person(person.path).open()
        clock(seconds=3)
        statuses.append(one.send(nps="9").status)
    assert statuses == [200] * SUBMITS + [429]
    assert "Please send again in a minute." in one.page
    assert 'value="9" checked' in one.page
    assert Response.objects.count() == SUBMITS


def still_bucket():
    return lambda per_minute: Bucket(per_minute, clock=lambda: 0.0)
