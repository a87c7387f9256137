"""A personal link has taken its answer: marked by the relay, or at once where no event may name it."""

from ohlas.feedback.models import Link, Response
from ohlas.feedback.rules.links import LinkKind
from ohlas.outbox.models import Event
from ohlas.outbox.relay import relay_once
from ohlas.surveys.tests.questionnaire import asked, questionnaire

ANONYMOUS = questionnaire(asked("nps", required=True), anonymous=True)


def told():
    return Event.objects.get(name="feedback.response_recorded").body


def relayed(now):
    while relay_once(now, worker="test"):
        pass


def test_the_relay_marks_the_link_with_the_moment_of_the_answer(visitor, world, clock):
    visitor(kind=LinkKind.PERSONAL).open().send(nps="3")
    link = Link.objects.get()
    assert (told()["link_id"], link.used_at) == (str(link.id), None)
    clock(hours=1)
    relayed(world.now)
    assert Link.objects.get().used_at == world.now


def test_whoever_sends_again_before_the_relay_came_is_thanked_and_counted_once(visitor, world):
    person = visitor(kind=LinkKind.PERSONAL).open()
    form = person.page
    for nps in ("3", "3", "9"):
        person.page = form
        person.send(nps=nps)
        assert "Thank you" in person.page
    assert [one.answers for one in Response.objects.all()] == [{"nps": 3}]
    relayed(world.now)
    person.page = form
    person.send(nps="10")
    assert [one.answers for one in Response.objects.all()] == [{"nps": 3}]


def test_of_an_anonymous_answer_no_event_names_the_link(visitor, world):
    visitor(ANONYMOUS, LinkKind.PERSONAL).open().send(nps="3")
    assert told() == {"response_id": str(Response.objects.get().id), "link_id": None}
    assert Link.objects.get().used_at == world.now


def test_a_partial_answer_leaves_the_link_unused(visitor, world):
    visitor(kind=LinkKind.PERSONAL).open().send(why="Nice")
    relayed(world.now)
    assert Link.objects.get().used_at is None
