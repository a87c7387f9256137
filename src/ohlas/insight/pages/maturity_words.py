"""The self-check in words: areas, statements, levels, and what to do next at each level."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LEVEL_WORDS: Mapping[int, Promise] = {
    1: _("does not happen"),
    2: _("happens here and there"),
    3: _("is agreed and usual"),
    4: _("is checked with figures"),
    5: _("is how we all work"),
}
AREA_WORDS: Mapping[str, Promise] = {
    "direction": _("Direction"),
    "listening": _("Listening"),
    "measuring": _("Measuring"),
    "understanding": _("Understanding"),
    "acting": _("Acting"),
    "designing": _("Designing"),
    "people": _("People"),
    "value": _("Value"),
}
STATEMENT_WORDS: Mapping[str, Promise] = {
    "direction.promise": _(
        "We have written down what customers may expect of us, and everybody here knows it."
    ),
    "direction.sponsor": _("Somebody in the management answers for customers' experience and gives it time."),
    "direction.decisions": _("Larger decisions say what they change for customers before they are taken."),
    "listening.moments": _("We ask customers at the moments that matter to them, not only once a year."),
    "listening.unasked": _("Praise, complaints and ideas that come unasked are written down and read."),
    "listening.everybody": _("We know whom we do not hear, and look for ways to hear them too."),
    "measuring.one_number": _("Each figure has one definition, and everybody looks at the same one."),
    "measuring.uncertainty": _("Nobody is praised or blamed for a difference that could be chance."),
    "measuring.drivers": _("We know what our scores go with, and check it again when things change."),
    "understanding.journey": _(
        "We know the steps our customers go through, including those outside our walls."
    ),
    "understanding.words": _("What customers write is read as carefully as what they tick."),
    "understanding.segments": _("We know in what the needs of our groups of customers differ."),
    "acting.call_back": _("Unhappy customers hear from a person within an agreed time."),
    "acting.causes": _("What goes wrong again and again gets an owner, a date and an end."),
    "acting.told_back": _("Customers and colleagues hear what was changed because of what they said."),
    "designing.tried": _("New services are tried with customers before they are finished."),
    "designing.touchpoints": _("Every point of contact has an owner who may change it."),
    "designing.promises": _("What we advertise is what customers then live through."),
    "people.known": _("Everybody can say what their own work means to a customer."),
    "people.trained": _("Who meets customers is trained for it, also in difficult talks."),
    "people.praised": _("Good service is noticed, told on and thanked for."),
    "value.worth": _("We know roughly what a happier customer is worth to us."),
    "value.budget": _("Improvements for customers have a budget of their own."),
    "value.proof": _("We check afterwards whether an improvement brought what it should."),
}
ADVICE: Mapping[tuple[str, int], Promise] = {
    ("direction", 1): _(
        "Write one promise in one sentence together with the management. An hour is enough for the first."
    ),
    ("direction", 2): _(
        "Publish the promise under Direction and ask everybody to confirm that they have read it."
    ),
    ("direction", 3): _(
        "Tie every business aim to an experience aim with a measure and an owner in the strategy."
    ),
    ("direction", 4): _(
        "Ask of each larger decision what it changes for customers, and write the answer down."
    ),
    ("direction", 5): _("Look at the promise once a year with customers: does it still say what they seek?"),
    ("listening", 1): _("Start with one survey after the most frequent contact. Three questions, no more."),
    ("listening", 2): _("Put a code at every branch for praise, complaints and ideas, and read them weekly."),
    ("listening", 3): _(
        "Spread questions over the moments that matter, and let pacing keep people from being asked too often."
    ),
    ("listening", 4): _(
        "Compare those who answer with all customers, and open a channel for those who are missing."
    ),
    ("listening", 5): _("Ask less where you know enough, and more where intervals are wide."),
    ("measuring", 1): _("Choose one measure for one question and keep it for a year."),
    ("measuring", 2): _("Take old tables out of use, so that one figure is seen by all."),
    ("measuring", 3): _(
        "Show the interval beside every figure, and talk of changes only when they are marked."
    ),
    ("measuring", 4): _(
        "Look at the drivers every quarter and try the first one on purpose at some branches."
    ),
    ("measuring", 5): _("Close periods before bonuses hang on them, and publish how you count."),
    ("understanding", 1): _(
        "Draw one customer's way from the first thought to the last bill, with those who meet customers."
    ),
    ("understanding", 2): _("Read twenty comments aloud at each meeting before looking at a score."),
    ("understanding", 3): _("Let topics be counted, and ask about each large one: since when, and where?"),
    ("understanding", 4): _("Compare groups of customers, and serve one of them differently on trial."),
    ("understanding", 5): _("Invite customers to the table where their step is decided about."),
    ("acting", 1): _("Call three unhappy customers this week, and write down what you learn."),
    ("acting", 2): _(
        "Agree by when an unhappy customer hears from a person, and who steps in when that fails."
    ),
    ("acting", 3): _("Give each cause that comes back an owner, a date and a measure of its end."),
    ("acting", 4): _("Tell customers what you changed because of them, and measure who noticed."),
    ("acting", 5): _("Test what a rescue really brings against customers who were left alone by chance."),
    ("designing", 1): _("Show the next new form or letter to five customers before it is printed."),
    ("designing", 2): _("Name an owner for each point of contact, beginning with the worst three."),
    ("designing", 3): _(
        "Put each promise of an advertisement beside the score of the step that must keep it."
    ),
    ("designing", 4): _("Try changes at some branches first, and compare with the others."),
    ("designing", 5): _("Take away steps. The best experience is often one that is no longer needed."),
    ("people", 1): _(
        "Let everybody listen to customers for half a day a year, from the cashier to the director."
    ),
    ("people", 2): _("Begin meetings with one piece of praise by name from a customer."),
    ("people", 3): _("Train difficult talks with your own true cases, in pairs, an hour a quarter."),
    ("people", 4): _("Ask colleagues too, and look where tired teams and tired customers meet."),
    ("people", 5): _("Let teams decide up to an agreed sum on the spot, and tell what they did with it."),
    ("value", 1): _(
        "Compare how often happy and unhappy customers come again. One table is enough to begin."
    ),
    ("value", 2): _(
        "Ask for a small budget for the first driver, with the gain you expect written beside it."
    ),
    ("value", 3): _("Write the expected gain before an improvement and the measured one after it."),
    ("value", 4): _("Keep a comparison group for each larger improvement."),
    ("value", 5): _("Plan next year's budget by what was shown to work, and stop what was not."),
}
"""For each area the next step from each level; at the highest, how to stay there."""
WIDE_ADVICE = _("people see this very differently. Talk about examples before you plan anything.")
