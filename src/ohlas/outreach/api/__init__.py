"""This room for programs: what was asked elsewhere is told here."""

from ninja import Router

from ohlas.outreach.api.polls import offer_polls

router = Router(tags=["outreach"])
offer_polls(router)
