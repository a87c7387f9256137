"""What the states, occasions and reasons of this room are called, in sentences for staff."""

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ohlas.customers.rules import EventKind
from ohlas.outreach.rules import Carrier, ProgrammeState, SkipReason
from ohlas.outreach.rules.programmes import Occasion, OccasionKind
from ohlas.outreach.rules.troubles import Trouble, read_trouble

STATES: Mapping[ProgrammeState, Promise] = {
    ProgrammeState.DRAFT: gettext_lazy("Draft"),
    ProgrammeState.RUNNING: gettext_lazy("Running"),
    ProgrammeState.PAUSED: gettext_lazy("Paused"),
    ProgrammeState.ENDED: gettext_lazy("Ended"),
}
CARRIERS: Mapping[str, Promise] = {
    Carrier.EMAIL: gettext_lazy("E-mail"),
    Carrier.SMS: gettext_lazy("SMS"),
    Carrier.PHONE: gettext_lazy("Phone call"),
    Carrier.LINK: gettext_lazy("Link or poster"),
    Carrier.WIDGET: gettext_lazy("Web widget"),
    Carrier.SOCIAL: gettext_lazy("Social network"),
}
EVENTS: Mapping[EventKind, Promise] = {
    EventKind.PURCHASE: gettext_lazy("a purchase"),
    EventKind.DELIVERY: gettext_lazy("a delivery"),
    EventKind.CONTACT_CLOSED: gettext_lazy("a closed contact with support"),
    EventKind.VISIT: gettext_lazy("a visit"),
    EventKind.CANCELLATION: gettext_lazy("a cancellation"),
}
REASONS: Mapping[str, Promise] = {
    SkipReason.NOT_IN_AUDIENCE: gettext_lazy("They were no longer in the programme's segment on their day."),
    SkipReason.NOT_SAMPLED: gettext_lazy("Chance did not choose them: the programme asks only a part."),
    SkipReason.NO_CONSENT: gettext_lazy(
        "They have not agreed to be asked on any channel of the programme, or asked to be left alone."
    ),
    SkipReason.NO_ADDRESS: gettext_lazy("They agreed, but no address or number of theirs is known."),
    SkipReason.SUPPRESSED: gettext_lazy("Their address is on the list of those left alone."),
    SkipReason.HELD: gettext_lazy("They are left alone for now, because of a complaint or an open case."),
    SkipReason.RULE: gettext_lazy("A pacing rule says that people like them are not asked."),
    SkipReason.TOO_SOON: gettext_lazy("This programme asked them not long ago."),
    SkipReason.OVER_BUDGET: gettext_lazy("They have been contacted as often as the pacing allows."),
    SkipReason.ALREADY_OPEN: gettext_lazy("They have an invitation they have not answered yet."),
    SkipReason.EXPIRED: gettext_lazy("The occasion was over before it could be decided, as after a pause."),
    SkipReason.PROGRAMME_STOPPED: gettext_lazy("The programme ended first."),
    SkipReason.ERASED: gettext_lazy("Their card was erased or joined with another."),
    SkipReason.TAKEN_BACK: gettext_lazy("Choosing people by hand was stopped before they were decided on."),
}
LEFT_ALONE: Mapping[str, Promise] = {
    "complaint": gettext_lazy("a complaint"),
    "urgent words": gettext_lazy("words about law, safety or discrimination"),
    "low score": gettext_lazy("a low score"),
    "low score with a complaint": gettext_lazy("a low score with a complaint"),
}
"""Of the rule (`rules.care`); what people write as a reason stays as they wrote it."""
WHY_NOT_LEFT: Mapping[Trouble, Promise] = {
    Trouble.NOT_AGREED: gettext_lazy(
        "The person has not agreed to be asked on this channel, or asked to be left alone."
    ),
    Trouble.LEFT_ALONE: gettext_lazy("The person is to be left alone for now."),
    Trouble.NO_ADDRESS: gettext_lazy("No address of the person is known for this channel."),
    Trouble.SENDER_ENDED: gettext_lazy("The sender ended before it could report."),
    Trouble.BAD_NUMBER: gettext_lazy("“%(beside)s” is no number such as +420601123456."),
    Trouble.BAD_MAIL: gettext_lazy("“%(beside)s” is not an address mail can be sent to."),
    Trouble.UNWRITABLE: gettext_lazy("%(beside)s: this mail server cannot write to it."),
    Trouble.TORN: gettext_lazy("The connection ended before the other side confirmed. %(beside)s"),
}
TROUBLES: Mapping[str, Promise] = {
    "survey": gettext_lazy("Its survey takes no answers: publish or reopen it, or choose another."),
    "segment": gettext_lazy("Its segment asks for an attribute that is gone: mend the segment."),
}


def reason_words(reason: str) -> str:
    """A sentence for each reason; one we do not know is shown as it is."""
    return str(REASONS.get(reason, reason))


def left_alone_words(reason: str) -> str:
    """Why somebody is left alone."""
    return str(LEFT_ALONE.get(reason, reason))


def why_not_left(kept: str) -> str:
    """Why a message did not leave, in the reader's language; what a provider said stays as it was said."""
    ours = read_trouble(kept)
    return kept if ours is None else (str(WHY_NOT_LEFT[ours[0]]) % {"beside": ours[1]}).strip()


def trouble_words(trouble: str) -> str:
    """What keeps a running programme from asking, with the cure."""
    if trouble.startswith("step"):
        return _("The condition of a channel asks for an attribute that is gone: choose another.")
    return str(TROUBLES.get(trouble, trouble))


def occasion_words(one: Occasion) -> str:
    """When the programme asks, as a sentence part: "3 days after a delivery"."""
    if one.kind is OccasionKind.EVENT and one.event:
        return _("%(delay)s after %(event)s") % {"delay": _hours(one.delay_hours), "event": EVENTS[one.event]}
    if one.kind is OccasionKind.RHYTHM and one.starts_on:
        words = ngettext("every month", "every %(n)d months", one.months) % {"n": one.months}
        if one.waves > 1:
            words += _(", in %(n)d waves") % {"n": one.waves}
        return _("%(rhythm)s from %(day)s") % {
            "rhythm": words,
            "day": date_format(one.starts_on, "SHORT_DATE_FORMAT"),
        }
    if one.kind is OccasionKind.ANNIVERSARY:
        return _("each year on the day of “%(attribute)s”") % {"attribute": one.attribute}
    return _("when somebody asks by hand")


def _hours(hours: float) -> str:
    if hours == 0:
        return _("at once")
    if hours % 24 == 0:
        return ngettext("%(n)d day", "%(n)d days", int(hours // 24)) % {"n": hours // 24}
    return ngettext("%(n)g hour", "%(n)g hours", round(hours)) % {"n": hours}
