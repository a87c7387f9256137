"""Fifty presses at once on one idea: thirty people once, and one who presses twenty times; as a line of JSON.

Run as a program it makes its own SQLite file in OHLAS_HOME, as `one_key` does.
"""

import json
import threading
from collections import Counter
from typing import Any

PEOPLE, AGAIN = 30, 20


def race() -> dict[str, Any]:
    """How many votes were counted, and what the presses were told."""
    from django.db import connection
    from django.utils import timezone

    from ohlas.accounts.access import system_actor
    from ohlas.accounts.actions import found_organisation
    from ohlas.feedback.actions import LinkWish
    from ohlas.feedback.actions.ideas import vote_for
    from ohlas.feedback.actions.spontaneous import open_page
    from ohlas.feedback.models import Idea, IdeaVote
    from ohlas.feedback.queries.ideas import votes_of
    from ohlas.feedback.queries.spontaneous import pages_of

    now = timezone.now()
    organisation = found_organisation(name="Race", now=now)
    open_page(actor=system_actor(organisation.id), wish=LinkWish(), now=now)
    link = pages_of(organisation.id)[0]
    idea = Idea.objects.create(organisation_id=organisation.id, text="x", language="cs", published_at=now)
    voters = [f"person {n}" for n in range(PEOPLE)] + ["somebody"] * AGAIN
    start = threading.Barrier(len(voters))
    told: list[bool] = []

    def press(voter: str) -> None:
        start.wait()
        try:
            told.append(vote_for(link=link, idea_id=idea.id, voter=voter, now=timezone.now()))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(voter,)) for voter in voters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "rows": IdeaVote.objects.count(),
        "shown": votes_of([idea.id])[idea.id],
        "told": {str(what): count for what, count in Counter(told).items()},
    }


if __name__ == "__main__":
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps(race()))
