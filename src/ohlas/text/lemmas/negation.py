"""Whether a text denies what a phrase in it says: "nechci odejít", "not unsafe", "ніколи не…"."""

from __future__ import annotations

import re

from ohlas.text.lemmas.tokens import Tokens

REACH = 3  # words between a denial and what it denies
CUT = re.compile(r"[,;:.!?…\n(–—]")
_BEFORE = {
    "west": """ne neni nie nikdy nikda zadny zadna zadne zadneho zadnou zadny ziadny ziadna ziadne ziadnu bez ani nejsem
    niesom nejsme nejsou nebyl nebyla nebylo nebyli nebol nebola nebolo neboli nebudu nebudeme nebudem nebude nechci
    nechceme nechcem nechtel nechtela nemam nema nemame nemaji nemaju nemel nemela nemal nemala nehodlam neplanuji
    neplanujem nemusim nemusel nemusela nemuseli nemusi nemuset neprisel zatim""",
    "pl": "nie nigdy bez zaden zadna zadne zadnych zadnej zadnego ani niema brak",
    "east": """не нет ни никогда никакой никаких никакого никакая без нема немає ні ніколи жоден жодна жодного жодних
    жодної жодне ані нету неможливо""",
    "de": "nicht kein keine keinen keiner keinem keinerlei nie niemals ohne weder nichts",
    "en": """not no never without none dont doesnt didnt isnt wasnt arent werent wont wouldnt cant cannot couldnt nor
    neither nothing havent hasnt hadnt aint""",
}
NOT_DENIALS = frozenset({"zatim"})
BEFORE = {group: frozenset(words.split()) - NOT_DENIALS for group, words in _BEFORE.items()}
AFTER = {"de": frozenset({"nicht", "nie"})}  # "ich kündige nicht"
PREFIXES = {"west": "ne", "pl": "nie", "east": "не"}
SHORTEST = 4  # letters that must remain behind a negating prefix
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
    after = AFTER.get(group)
    if after is None or last + 1 >= len(text.words):
        return False
    return text.words[last + 1] in after and not CUT.search(text.text, text.ends[last], text.starts[last + 1])


def without_prefix(word: str, group: str) -> str:
    """The word less its negating prefix, or "" when it has none."""
    prefix = PREFIXES.get(group)
    if prefix is None or not word.startswith(prefix) or len(word) < len(prefix) + SHORTEST:
        return ""
    return word[len(prefix) :]
