"""This room for programs: programmes and their plan, and what was asked or sent elsewhere."""

from ninja import Router

from ohlas.outreach.api.polls import offer_polls
from ohlas.outreach.api.programmes import offer_programmes

router = Router(tags=["outreach"])
offer_polls(router)
offer_programmes(router)
