"""Polls run on a network itself: what people chose, each share with its interval, and why it is no survey.

Who votes in a poll of a network chose to; the interval says how far chance alone could have moved a share, and
nothing about those who saw the poll and passed by. Therefore a poll has no scale, no score and no way into the
figures of surveys.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from ohlas.metrics import Interval, ShareTally
from ohlas.metrics.shares import share, share_interval
from ohlas.outreach.errors import BadPoll

FEWEST, MOST = 2, 20
LONGEST_CHOICE = 200
LONGEST_QUESTION = 500
MOST_VOTES = 1_000_000_000
LONGEST_ADDRESS = 500


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer a network's poll offered, and how many chose it."""

    text: str
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PollResult:
    """A poll as it was entered."""

    network: str
    question: str
    choices: tuple[Choice, ...]
    asked_on: date
    ended_on: date | None = None
    address: str = ""

    @property
    def votes(self) -> int:
        return sum(choice.votes for choice in self.choices)


@dataclass(frozen=True, slots=True)
class ChoiceShare:
    """A choice among all votes: `share` 0–1 and its Wilson interval, None where nobody voted."""

    text: str
    votes: int
    share: float | None
    interval: Interval | None


def shares_of(choices: Sequence[Choice]) -> tuple[ChoiceShare, ...]:
    """Each choice's share of the votes, in the order they were offered."""
    total = sum(choice.votes for choice in choices)
    tallies = [ShareTally(choice.votes, total - choice.votes) for choice in choices]
    return tuple(
        ChoiceShare(choice.text, choice.votes, share(tally), share_interval(tally))
        for choice, tally in zip(choices, tallies, strict=True)
    )


def checked_poll(poll: PollResult, today: date) -> PollResult:
    """The poll, once nothing in it is impossible. Errors: `BadPoll`."""
    _text("network", poll.network, 40)
    _text("question", poll.question, LONGEST_QUESTION)
    if not FEWEST <= len(poll.choices) <= MOST:
        raise BadPoll("choices", str(len(poll.choices)), f"{FEWEST} to {MOST} choices are allowed")
    for choice in poll.choices:
        _text("choices", choice.text, LONGEST_CHOICE)
        if not 0 <= choice.votes <= MOST_VOTES:
            raise BadPoll("choices", str(choice.votes), "a count of 0 or more is allowed")
    texts = [choice.text.casefold() for choice in poll.choices]
    if twice := next((text for text in texts if texts.count(text) > 1), None):
        raise BadPoll("choices", twice, "each choice stands once")
    if poll.asked_on > today:
        raise BadPoll("asked_on", str(poll.asked_on), "a day up to today is allowed")
    if poll.ended_on is not None and poll.ended_on < poll.asked_on:
        raise BadPoll("ended_on", str(poll.ended_on), f"a day from {poll.asked_on} on is allowed")
    if poll.address and (
        urlsplit(poll.address).scheme not in {"http", "https"} or len(poll.address) > LONGEST_ADDRESS
    ):
        raise BadPoll("address", poll.address[:60], "an address that begins with https:// is allowed")
    return poll


def choices_in(text: str) -> tuple[Choice, ...]:
    """One choice a line with its count after the last colon: `Yes: 120`. Errors: `BadPoll`."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        words, colon, count = line.rpartition(":")
        digits = "".join(count.split()).replace("\u202f", "")
        if not colon or not (digits.isascii() and digits.isdigit()):
            raise BadPoll("choices", line[:60], "each line has a choice and its count, such as Yes: 120")
        found.append(Choice(" ".join(words.split()), int(digits[:12])))
    return tuple(found)


def _text(place: str, given: str, most: int) -> None:
    if not 0 < len(given) <= most:
        raise BadPoll(place, given[:40], f"1 to {most} characters are allowed")
