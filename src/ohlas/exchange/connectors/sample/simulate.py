"""Plays eighteen months at Kavárna Sova: same seed and same day, same company down to the last letter."""

import random
from datetime import date

from ohlas.exchange.connectors.sample.people import employees, guests
from ohlas.exchange.connectors.sample.places import units
from ohlas.exchange.connectors.sample.shapes import (
    LANGUAGES,
    SampleCompany,
    SampleOrganisation,
    SampleProduct,
)
from ohlas.exchange.connectors.sample.sources import company, products
from ohlas.exchange.connectors.sample.stage import Stage
from ohlas.exchange.connectors.sample.story import story
from ohlas.exchange.connectors.sample.surveys import surveys, touchpoints


def sample_company(today: date, seed: int = 20) -> SampleCompany:
    """Kavárna Sova with everything that happened there until yesterday.

    Shape:  a day and a seed in, the whole company out; equal arguments give equal companies.
    Errors: none; the answers are a sample from the truths in `story`.
    Source: invented.
    """
    plot = story(today)
    rng = random.Random(f"kavarna-sova {today.isoformat()} {seed}")  # noqa: S311  # a simulation, no secret
    places = units(plot)
    staff = employees(rng, places)
    public = guests(rng, plot, places)
    answers = Stage(rng, plot, places, staff, public).play()
    return SampleCompany(
        organisation=_organisation(),
        units=places,
        employees=staff,
        products=tuple(SampleProduct(p.id, p.title, p.touchpoint, p.food) for p in products()),
        touchpoints=touchpoints(),
        customers=tuple(guest.record for guest in public),
        surveys=surveys(plot),
        responses=tuple(sorted(answers, key=lambda response: response.at)),
        attributes=company()["attributes"],
    )


def _organisation() -> SampleOrganisation:
    row = company()
    return SampleOrganisation(row["name"], row["slug"], row["zone"], LANGUAGES, row["line_of_business"])
