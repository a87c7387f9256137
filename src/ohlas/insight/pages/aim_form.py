"""The form of an experience aim: what is measured, of whom, and who owns it; everything chosen in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from ohlas.insight.pages import words
from ohlas.insight.pages.benchmarks import scale_words
from ohlas.insight.pages.filters import Option
from ohlas.insight.pages.goals import OptionGroup
from ohlas.insight.queries.strategy import AimChoices
from ohlas.metrics import MEASURES


@dataclass(frozen=True)
class AimForm:
    """`insight/direction/aim.html`."""

    business: str
    is_new: bool
    title: str
    measures: tuple[OptionGroup, ...]
    questions: tuple[OptionGroup, ...]
    units: tuple[Option, ...]
    owners: tuple[Option, ...]
    owner_left: bool
    field: str
    refusal: str


def aim_form(
    business: str,
    typed: Mapping[str, str],
    choices: AimChoices,
    *,
    is_new: bool,
    refusal: str = "",
    field: str = "",
) -> AimForm:
    owner = typed.get("owner", "")
    return AimForm(
        business=business,
        is_new=is_new,
        title=typed.get("title", ""),
        measures=_measures(choices, typed.get("measure", "")),
        questions=_questions(choices, typed.get("question", "")),
        units=tuple(Option(key, name, key == typed.get("unit")) for key, name in choices.units),
        owners=tuple(Option(key, name, key == owner) for key, name in choices.owners),
        owner_left=bool(owner) and owner not in {key for key, _ in choices.owners},
        field=field,
        refusal=refusal,
    )


def _measures(choices: AimChoices, chosen: str) -> tuple[OptionGroup, ...]:
    """What your surveys ask first; the others may be aimed at before they are asked."""
    asked = [one for one in MEASURES.values() if one in choices.measures]
    others = [one for one in MEASURES.values() if one not in choices.measures]
    groups = (
        OptionGroup(
            title, tuple(Option(one.id, words.measure_title(one), one.id == chosen) for one in listed)
        )
        for title, listed in (
            (gettext("Asked in your surveys"), asked),
            (gettext("Not asked yet"), others),
        )
    )
    return tuple(group for group in groups if group.options)


def _questions(choices: AimChoices, chosen: str) -> tuple[OptionGroup, ...]:
    """Every scored question in words below its survey; one that is asked no more stays on offer while it is kept."""
    groups = [
        OptionGroup(
            survey,
            tuple(
                Option(one.id, f"{one.title} ({scale_words(one.scale)})", one.id == chosen) for one in listed
            ),
        )
        for survey, listed in choices.questions.items()
    ]
    known = {option.value for group in groups for option in group.options}
    if chosen and chosen not in known:
        groups.append(OptionGroup(gettext("Asked no more"), (Option(chosen, chosen, True),)))
    return tuple(groups)
