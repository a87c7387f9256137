"""Topics that rise among those who are unhappy."""

from collections.abc import Iterator, Sequence
from datetime import date

from ohlas.accounts.access import Actor
from ohlas.engine import FactStore
from ohlas.insight.queries.comments import SCALE, CommentAsk, topic_lines
from ohlas.insight.queries.facts import Ask, ask_for
from ohlas.insight.queries.figures import counted
from ohlas.insight.rules import Pair, Window
from ohlas.insight.rules.briefs import Item, ItemKind
from ohlas.metrics import MEASURES, nps_tally


def topic_items(store: FactStore, actor: Actor, ask: Ask, pairs: Sequence[Pair]) -> Iterator[Item]:
    """Each topic among low scores in each pair of closed periods, for scores that count detractors."""
    if ask.measure.id != "nps":
        return
    mean = MEASURES["mean"]
    low = CommentAsk(ask_for(actor, mean, SCALE, {}, Window())).given("score_class", "low")
    for pair in pairs:
        if not pair.later.since or not pair.earlier.since:
            continue
        tally = nps_tally(counted(store, ask.over(pair.later)).counts)
        if not tally.answers:
            continue
        detractors = tally.detractors / (tally.promoters + tally.passives + tally.detractors)
        whole = Window(pair.earlier.since, pair.later.until)
        for line in topic_lines(store, low.over(whole), (pair.later, pair.earlier)):
            test = line.test
            if test is None or line.before is None or line.after is None or line.after.value is None:
                continue
            gain = 100 * detractors * test.comparison.difference
            ends = [100 * detractors * end for end in (test.comparison.low, test.comparison.high)]
            evidence = {
                "topic": line.topic,
                "later": _share(line.after.value, line.after.n),
                "earlier": _share(line.before.value, line.before.n),
                "difference": test.comparison.difference,
                "since": _iso(pair.later.since),
                "until": _iso(pair.later.until),
                "before": _iso(pair.earlier.since),
            }
            yield Item(
                f"topic:{line.topic}@{pair.id}:{pair.earlier.since}",
                ItemKind.TOPIC,
                evidence,
                gain,
                ends[0],
                ends[1],
                line.after.n,
                test.comparison.p,
                is_worse=gain > 0,
            )


def _share(value: float | None, n: int) -> dict[str, object]:
    return {"value": value, "n": n}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
