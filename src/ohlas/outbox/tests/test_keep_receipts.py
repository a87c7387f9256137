from uuid import UUID

import pytest

from ohlas.outbox.errors import KeyReusedError
from ohlas.outbox.models import Receipt
from ohlas.outbox.receipts import Reply, replay_or_run
from ohlas.outbox.tests.stage import NOW, ORGANISATION, note, notes


def post(text: str, *, key: str = "k", body: str = "b", organisation: UUID = ORGANISATION) -> Reply:
    def run() -> Reply:
        note(text)
        return Reply(201, {"said": text})

    return replay_or_run(organisation_id=organisation, key=key, body_hash=body, run=run, now=NOW)


@pytest.mark.django_db
def test_the_same_write_twice_is_done_once_and_answered_twice() -> None:
    assert post("one") == Reply(201, {"said": "one"})
    assert post("two") == Reply(201, {"said": "one"}, is_replay=True)
    assert Receipt.objects.filter(key="k").count() == 1
    assert "two" not in notes()


@pytest.mark.django_db
def test_a_key_with_another_body_is_refused() -> None:
    post("one")
    with pytest.raises(KeyReusedError, match="another body"):
        post("two", body="other")


@pytest.mark.django_db
def test_another_organisation_may_use_the_same_key() -> None:
    post("one")
    assert not post("two", organisation=UUID(int=2)).is_replay


@pytest.mark.django_db
def test_a_write_that_failed_leaves_its_key_free() -> None:
    def fail() -> Reply:
        note("half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        replay_or_run(organisation_id=ORGANISATION, key="k", body_hash="b", run=fail, now=NOW)
    assert post("one") == Reply(201, {"said": "one"})
    assert "half" not in notes()
