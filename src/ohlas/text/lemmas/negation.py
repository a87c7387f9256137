"""Whether a text denies what a phrase in it says: "nechci odejít", "not unsafe", "ніколи не…"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ohlas.text.lemmas.tokens import Tokens

REACH = 3  # words between a denial and what it denies
CUT = re.compile(r"[,;:.!?…\n(–—]")
_BEFORE = {
    "west": """ne neni nie nikdy nikda zadny zadna zadne zadneho zadnou zadny ziadny ziadna ziadne ziadnu bez ani nejsem
    niesom nejsme nejsou nebyl nebyla nebylo nebyli nebol nebola nebolo neboli nebudu nebudeme nebudem nebude nechci
    nechceme nechcem nechtel nechtela nemam nema nemame nemaji nemaju nemel nemela nemal nemala nehodlam neplanuji
    neplanujem nemusim nemusel nemusela nemuseli nemusi nemuset nikdo nikto nikoho nikomu""",
    "pl": """nie nigdy nikt nikogo nikomu bez zaden zadna zadne zadnych zadnej zadnego ani niema brak""",
    "east": """не нет ни никто никого ніхто нікого нікому никогда никакой никаких никакого никакая без нема
    немає ні ніколи жоден жодна жодного жодних жодної жодне ані нету неможливо""",
    "de": """nicht niemand niemanden kein keine keinen keiner keinem keinerlei nie niemals ohne weder nichts""",
    "en": """not no nobody never without none dont doesnt didnt isnt wasnt arent werent wont wouldnt cant cannot
    couldnt nor neither nothing havent hasnt hadnt aint""",
}
BEFORE = {group: frozenset(words.split()) for group, words in _BEFORE.items()}
# "ich kündige nicht", "smlouvu rušit nebudu"; where the denial is a word apart, the verb after it decides.
AFTER = {
    "de": frozenset({"nicht"}),
    "west": frozenset(
        {"nebudu", "nebudeme", "nebudem", "nechci", "nechceme", "nechcem", "nehodlam", "neplanuji"}
    ),
}
AFTER_BOTH = {
    "pl": ("nie", frozenset({"bede", "bedziemy", "chce", "zamierzam", "planuje"})),
    "east": (
        "не",
        frozenset(
            {"буду", "будем", "будемо", "хочу", "хотим", "собираюсь", "планую", "планирую", "збираюся"}
        ),
    ),
}
PREFIXES = {"west": "ne", "pl": "nie", "east": "не"}
SHORTEST = 5  # letters that must remain behind a negating prefix: "nechat" is not "ne-chat"
NONE: frozenset[str] = frozenset()


def is_negated(text: Tokens, first: int, last: int, group: str) -> bool:
    """True when a word of denial stands up to three words before, with no comma or full stop between.

    Shape:  tokens and the first and last word of a phrase in, a claim out.
    Errors: a rule; it does not follow denial across clauses ("I do not think that I will leave").
    Source: own rule after NegEx (Chapman et al. 2001).
    """
    denials = BEFORE.get(group, NONE)
    for at in range(first - 1, max(-1, first - 1 - REACH), -1):
        if CUT.search(text.text, text.ends[at], text.starts[at + 1]):
            break
        if text.words[at] in denials:
            return True
    return _is_denied_after(text, last, group)


def is_denied_within(text: Tokens, places: list[int], group: str) -> bool:
    """True when a word of denial stands among the words of a phrase without being one of them."""
    denials = BEFORE.get(group, NONE)
    return any(text.words[at] in denials for at in range(min(places) + 1, max(places)) if at not in places)


def _is_denied_after(text: Tokens, last: int, group: str) -> bool:
    following = text.words[last + 1 : last + 3]
    if not following or CUT.search(text.text, text.ends[last], text.starts[last + 1]):
        return False
    if following[0] in AFTER.get(group, NONE):
        return True
    word, verbs = AFTER_BOTH.get(group, ("", NONE))
    return following[0] == word and following[-1] in verbs


def without_prefix(word: str, group: str) -> str:
    """The word less its negating prefix, or "" when it has none."""
    prefix = PREFIXES.get(group)
    if prefix is None or not word.startswith(prefix) or len(word) < len(prefix) + SHORTEST:
        return ""
    return word[len(prefix) :]
