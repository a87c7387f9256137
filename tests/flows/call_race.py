"""Sixteen interviewers ask at the same moment for ten people; as a line of JSON.

Run as a program it makes its own SQLite file in OHLAS_HOME, as `one_key` does.
"""

import json
import threading
from typing import Any

INTERVIEWERS, PEOPLE = 16, 10


def race() -> dict[str, Any]:
    """How many asked, how many were given somebody, and how many different people these were."""
    from types import SimpleNamespace

    from django.db import connection

    from ohlas.accounts.models import Organisation
    from ohlas.outreach.actions.calling import claim_next
    from ohlas.outreach.channels.phone.tests.test_calling import interviewer, people
    from ohlas.outreach.tests.scene import NOW

    organisation = Organisation.objects.create(slug="race", name="Race", languages=["cs"], created_at=NOW)
    world: Any = SimpleNamespace(organisation=organisation)
    people(world, PEOPLE)
    actors = [interviewer(world, f"i{n}") for n in range(INTERVIEWERS)]
    start = threading.Barrier(INTERVIEWERS)
    got: list[Any] = []

    def ask(actor: Any) -> None:
        start.wait()
        try:
            got.append(claim_next(actor=actor, now=NOW))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    claimed = [call for call in got if call is not None]
    return {"asked": len(got), "given": len(claimed), "people": len(set(claimed))}


if __name__ == "__main__":
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps(race()))
