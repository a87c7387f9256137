"""What only reports say, in the reader's language."""

from collections.abc import Mapping

from django.utils.translation import gettext


def writers_words() -> Mapping[str, str]:
    """Headings that the writers of files put above what they are given."""
    return {
        "about": gettext("About this report"),
        "figures": gettext("Figures"),
        "number": gettext("No."),
        "tile": gettext("Tile"),
        "days": gettext("Days"),
        "part": gettext("Group"),
        "value": gettext("Value"),
        "interval": gettext("Interval, 95%"),
        "low": gettext("Lower end, 95%"),
        "high": gettext("Upper end, 95%"),
        "answers": gettext("Answers"),
        "verdict": gettext("What can be said"),
        "reach_up": gettext("Up to the upper end"),
        "reach_down": gettext("Down to the lower end"),
        "given": gettext("Answer"),
        "tally": gettext("What the figure was made from"),
        "counted": gettext("How we counted"),
    }
