"""What a page says besides its questions: what it is, what it is about, and who will know whose answers these are."""

from django.utils.translation import pgettext

from ohlas.feedback.queries.ideas import has_ideas
from ohlas.feedback.queries.links import LinkView
from ohlas.feedback.rules.spontaneous import CHANNEL, PRODUCT
from ohlas.feedback.sources.form.visit import Visit
from ohlas.surveys.pages import PageLink, Part, Voice, page_lead, page_title


def is_unasked(link: LinkView) -> bool:
    """Whether people come to this page by themselves, without an invitation."""
    return link.channel == CHANNEL and link.is_open


def title_of(visit: Visit, part: Part, voice: Voice) -> str:
    if is_unasked(visit.link):
        return pgettext("respondent", "A compliment, a complaint or an idea")
    return page_title(part, voice)


def lead_of(visit: Visit, part: Part) -> str:
    if is_unasked(visit.link):
        return lead_about(visit.link)
    return page_lead(visit.path) if part.number == 1 and not visit.answers else ""


def lead_about(link: LinkView) -> str:
    """What a page without invitation is about, as its visitors know it; empty for the whole organisation."""
    names = (link.attributes.get(PRODUCT, ""), link.employee.name, link.unit.name)
    about = ", ".join(name for name in names if name)
    return pgettext("respondent", "About: %(place)s") % {"place": about} if about else ""


def privacy_words(visit: Visit) -> str:
    """Who will know whose answers these are, said before they are given."""
    if visit.version.definition.anonymous:
        return pgettext(
            "respondent", "The answers are anonymous: they are stored without a name or a contact."
        )
    if visit.link.contact_id is not None:
        return pgettext(
            "respondent", "The answers are stored together with the customer record at %(organisation)s."
        ) % {"organisation": visit.link.organisation}
    if is_unasked(visit.link):
        return pgettext(
            "respondent",
            "Without a contact this message is anonymous. A contact is kept at %(organisation)s to reply, and is "
            "deleted on request.",
        ) % {"organisation": visit.link.organisation}
    return pgettext("respondent", "The answers are stored without a name, unless one is written into them.")


def beside(visit: Visit) -> PageLink | None:
    """The way to what others have suggested, once something is published."""
    if not is_unasked(visit.link) or not has_ideas(visit.link):
        return None
    words = pgettext("respondent", "Ideas of others, and what became of them")
    return PageLink(words, f"/p/{visit.link.code}/ideas?lang={visit.language}")
