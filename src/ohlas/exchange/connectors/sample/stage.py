"""One occasion after another: who came, who served them, how it felt, what they answered."""

import random
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ohlas.exchange.connectors.sample import opinions, scores
from ohlas.exchange.connectors.sample.chance import happens
from ohlas.exchange.connectors.sample.moments import Moment, answered_at, moments
from ohlas.exchange.connectors.sample.people import Guest, full_name, speech
from ohlas.exchange.connectors.sample.scores import Circumstances
from ohlas.exchange.connectors.sample.shapes import SampleEmployee, SampleResponse, SampleUnit
from ohlas.exchange.connectors.sample.sources import Branch, Product, branches, products
from ohlas.exchange.connectors.sample.story import PRAISED_EMPLOYEE, Story
from ohlas.exchange.connectors.sample.surveys import DELIVERY, SUPPORT, VISIT
from ohlas.exchange.connectors.sample.wording import Writer, comment

_CHANNELS: Mapping[str, Mapping[str, float]] = {
    VISIT: {"kiosk": 0.26, "link": 0.24, "email": 0.28, "sms": 0.22},
    DELIVERY: {"email": 0.45, "sms": 0.4, "link": 0.15},
    SUPPORT: {"email": 0.6, "widget": 0.4},
}
_KNOWN = {"kiosk": 0.0, "link": 0.25, "widget": 0.7, "sms": 1.0, "email": 1.0}
"""How often the channel knows who answers."""

_WORDY = {"kiosk": 0.45, "link": 1.0, "widget": 1.0, "sms": 1.05, "email": 1.2}
"""How readily people write on that channel beside the average."""

_SKIPPED = {"staff": 0.05, "waiting": 0.08, "coffee": 0.05, "place": 0.1, "ordering": 0.06, "delivery": 0.04}
_SKIPPED_ELSE = 0.05
_REQUIRED = frozenset({"recommend", "ease"})
_STAFF_KNOWN = {VISIT: 0.62, DELIVERY: 0.7, SUPPORT: 0.95}
_DETRACTOR, _PASSIVE = 6, 8
_NEW_DAYS = 45
_NEW_AMONG_UNKNOWN = 0.3
_BANDS = ((5, "under 5 €"), (10, "5–10 €"), (20, "10–20 €"), (1e9, "over 20 €"))
_DELAY_LANGUAGES = frozenset({"cs", "pl"})


@dataclass(frozen=True)
class _Regulars:
    """The known guests of a place by the day they came first."""

    people: tuple[Guest, ...]

    def pick(self, rng: random.Random, day: date) -> Guest | None:
        """Anyone who was a guest by that day, the oldest guests a little more often; None when nobody was."""
        known = bisect_right(self.people, day, key=lambda guest: guest.record.since)
        return self.people[int(known * rng.random() ** 1.25)] if known else None


class Stage:
    """The company as the simulation sees it, looked up by unit."""

    def __init__(
        self,
        rng: random.Random,
        plot: Story,
        places: tuple[SampleUnit, ...],
        staff: tuple[SampleEmployee, ...],
        public: tuple[Guest, ...],
    ) -> None:
        self.rng = rng
        self.plot = plot
        self.places = places
        self.branches = {branch.key: branch for branch in branches()}
        self.staff = {unit.key: [e for e in staff if e.unit == unit.key] for unit in places}
        self.skill = {e.key: rng.gauss(0, 0.12) for e in staff}
        public = tuple(sorted(public, key=lambda guest: guest.record.since))
        self.everybody = _Regulars(public)
        self.regulars = {
            key: _Regulars(tuple(g for g in public if g.record.unit == key)) for key in self.branches
        }
        self.drunk = [p for p in products() if not p.delivered and not p.supported]
        self.delivered = [p for p in products() if p.delivered]
        self.supported = [p for p in products() if p.delivered or p.supported]

    def play(self) -> Iterator[SampleResponse]:
        """One response per moment."""
        for moment in moments(self.rng, self.plot, self.places):
            yield self._response(moment)

    def _response(self, moment: Moment) -> SampleResponse:
        rng = self.rng
        ways = _CHANNELS[moment.survey]
        channel = rng.choices(list(ways), list(ways.values()))[0]
        guest = self._guest(moment, channel)
        writer = self._writer(moment, guest)
        employee = self._employee(moment)
        product = self._product(moment)
        at = self._circumstances(moment, writer, guest, employee, product)
        return SampleResponse(
            client_id=UUID(int=rng.getrandbits(128), version=4),
            survey=moment.survey,
            version=1,
            at=answered_at(rng, self.plot, moment, channel),
            channel=channel,
            language=writer.language,
            unit=moment.unit,
            employee=employee,
            customer=guest.record.key if guest else None,
            answers=self._answers(at, writer, channel),
            attributes=self._attributes(moment, guest, product),
        )

    def _guest(self, moment: Moment, channel: str) -> Guest | None:
        if not happens(self.rng, _KNOWN[channel]):
            return None
        crowd = self.regulars.get(moment.unit, self.everybody)
        return crowd.pick(self.rng, moment.day)

    def _writer(self, moment: Moment, guest: Guest | None) -> Writer:
        was_there = moment.survey == VISIT
        if guest:
            return Writer(guest.record.language, guest.is_woman, was_there)
        home = self._home(moment)
        language = speech(self.rng, home)
        return Writer(language, full_name(self.rng, language)[1], was_there)

    def _home(self, moment: Moment) -> Branch:
        return self.branches.get(moment.unit) or self.rng.choice(branches())

    def _employee(self, moment: Moment) -> str | None:
        """Who served: baristas more than their manager; couriers deliver; agents answer."""
        if not happens(self.rng, _STAFF_KNOWN[moment.survey]):
            return None
        team = self.staff[moment.unit]
        if moment.survey == DELIVERY:
            return next(e.key for e in team if e.position == "Courier")
        present = [e for e in team if e.position != "Courier"]
        return self.rng.choices(present, [0.4, *[1.0] * (len(present) - 1)])[0].key

    def _product(self, moment: Moment) -> Product:
        shelf = {VISIT: self.drunk, DELIVERY: self.delivered, SUPPORT: self.supported}[moment.survey]
        return self.rng.choice(shelf)

    def _circumstances(
        self, moment: Moment, writer: Writer, guest: Guest | None, employee: str | None, product: Product
    ) -> Circumstances:
        mildness = guest.mildness if guest else self.rng.gauss(0, 0.45)
        branch = self.branches.get(moment.unit)
        is_late = moment.survey == DELIVERY and happens(
            self.rng, self.plot.share_late(moment.unit, moment.day)
        )
        return Circumstances(
            moment=moment,
            language=writer.language,
            mood=mildness + self.rng.gauss(0, 0.4),
            liking=branch.liking if branch else 0,
            staff=self.skill[employee] if employee else 0,
            is_praised=employee == PRAISED_EMPLOYEE,
            is_worn=self.plot.is_worn(moment.unit, moment.day),
            is_renewed=self.plot.is_renewed(moment.unit, moment.day),
            is_late=is_late,
            is_food=product.food,
        )

    def _answers(self, at: Circumstances, writer: Writer, channel: str) -> dict[str, int | str]:
        survey = at.moment.survey
        earned = {VISIT: scores.visit, DELIVERY: scores.delivery, SUPPORT: scores.support}[survey](
            self.rng, at
        )
        given: dict[str, int | str] = {q: score for q, score in earned.items() if not self._skips(q)}
        if happens(self.rng, _WORDY[channel] * _talkative(earned)):
            given["reason" if survey == VISIT else "comment"] = self._comment(at, writer, earned)
        return given

    def _skips(self, question: str) -> bool:
        return question not in _REQUIRED and happens(self.rng, _SKIPPED.get(question, _SKIPPED_ELSE))

    def _comment(self, at: Circumstances, writer: Writer, earned: Mapping[str, int]) -> str:
        if at.moment.survey == VISIT:
            plan = opinions.of_visit(self.rng, earned, at)
        elif at.moment.survey == DELIVERY:
            plan = opinions.of_delivery(self.rng, earned, at)
        else:
            plan = opinions.of_support(self.rng, earned, about_delay=self._is_about_delay(at))
        return comment(self.rng, writer, plan)

    def _is_about_delay(self, at: Circumstances) -> bool:
        """Since March some write to support because their delivery was late, in the languages of its guests."""
        is_since = at.moment.day >= self.plot.late_since
        return is_since and at.language in _DELAY_LANGUAGES and happens(self.rng, 0.3)

    def _attributes(self, moment: Moment, guest: Guest | None, product: Product) -> dict[str, str]:
        kept = {
            "product": product.title,
            "daypart": moment.daypart,
            "customer_type": "new" if self._is_new(moment, guest) else "regular",
        }
        if moment.survey == SUPPORT:
            return kept
        spent = product.price * self.rng.lognormvariate(0.15, 0.4)
        return {**kept, "order_value_band": next(name for limit, name in _BANDS if spent < limit)}

    def _is_new(self, moment: Moment, guest: Guest | None) -> bool:
        if guest is None:
            return happens(self.rng, _NEW_AMONG_UNKNOWN)
        return (moment.day - guest.record.since).days < _NEW_DAYS


def _talkative(earned: Mapping[str, int]) -> float:
    """How likely words are: the disappointed write most, the delighted often, the rest seldom."""
    top = earned.get("recommend", 2 * earned.get("ease", 5))
    if top <= _DETRACTOR:
        return 0.62
    return 0.36 if top <= _PASSIVE else 0.44
