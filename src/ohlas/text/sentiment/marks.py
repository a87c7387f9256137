"""Words that turn, limit or strengthen what stands beside them, in seven languages, folded as `words` folds."""

import re

from ohlas.text.sentiment.words import folded

NEGATORS = frozenset(
    folded(word)
    for word in (  # noqa: SIM905 - a list of words reads best as text
        # English
        "not no never none nothing neither nor without hardly barely cannot cant dont doesnt didnt isnt wasnt "
        "arent werent wont wouldnt couldnt shouldnt aint lacks lacking zero "
        # Czech, Slovak
        "ne není neni nejsou nebyl nebyla nebylo nebyli nebyly nebude nejsem nemá nemají nemám neměl neměla "
        "neměli bez nikdy žádný žádná žádné žádného žádnou žádné ani nic nie niesú nebol nebola nebolo neboli "
        "nemá nemajú nemám nemal nemala žiadny žiadna žiadne žiadnu žiadnej nič "
        # Polish
        "nie bez brak nigdy żaden żadna żadne żadnych żadnego żadnej ani nic brakuje "
        # Russian, Ukrainian
        "не ни нет нету без никогда ничего никакой никакого никаких ні немає нема ніколи нічого жодний жодного "
        "жодних жодної жоден ані "
        # German
        "nicht kein keine keinen keiner keinem keines nie niemals ohne nichts nirgends weder kaum"
    ).split()
)
CONTRASTS = frozenset(
    folded(word)
    for word in (  # noqa: SIM905 - as above
        "but however although though yet except ale však nicméně jenže jenom akorát avšak lenže no jednak lecz "
        "natomiast niestety но однако зато хотя але проте однак зате aber jedoch allerdings leider doch"
    ).split()
)
HAPPY = frozenset("😀😃😄😁😆😊😍🥰😘😗😋😎🤩🥳🤗👍👏🙌💪❤💖💕💙💚💛💜🧡♥😻🎉🌟⭐✨💯👌🙏😂🤣😇🔥☺🙂🏆✅")
SAD = frozenset("😞😔😟😕🙁☹😣😖😫😩😢😭😤😠😡🤬😱😨😰😥😓👎💔🤮🤢😒🙄😑😐💩👿😾🖕❌😷⛔🤦🚫")
HAPPY_FACE = re.compile(r"[:;=][-'^o]?[)DPp3*\]]+$|<3+$|\)\)+$|x[dD]+$")
SAD_FACE = re.compile(r"[:;=][-'^o]?[(/\\|\[]+$|\(\(+$")


def is_negator(word: str) -> bool:
    """A folded word that turns the meaning of the next ones."""
    return word in NEGATORS or word.endswith("n't")


def face_of(token: str) -> str | None:
    """Whether "happy" or "sad" for an emoji or emoticon, None for anything else."""
    if token[0] in HAPPY or HAPPY_FACE.match(token):
        return "happy"
    if token[0] in SAD or SAD_FACE.match(token):
        return "sad"
    return None
