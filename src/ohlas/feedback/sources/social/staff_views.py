"""The page about sharing a survey on networks: parse, access, one deed or one read, answer."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext
from django.views.decorators.http import require_http_methods

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.feedback.access import handed_to
from ohlas.feedback.actions.sharing import share_on
from ohlas.feedback.errors import BadLink
from ohlas.feedback.queries.handed import LinkTally, LinkWanted, link_tallies, link_views
from ohlas.feedback.queries.links import LinkView
from ohlas.feedback.rules.links import path_of
from ohlas.feedback.rules.networks import CHANNEL, NETWORK, NETWORKS
from ohlas.feedback.sources.form.staff_views import base_of
from ohlas.surveys.pages import LANGUAGE_NAMES
from ohlas.surveys.queries import survey_names, surveys_of
from ohlas.surveys.rules import SurveyState
from ohlas.surveys.rules.library import LANGUAGES


class ShareForm(forms.Form):
    """Which survey, and on which networks."""

    survey = forms.ChoiceField(label=gettext_lazy("Survey"))
    networks = forms.MultipleChoiceField(
        label=gettext_lazy("Networks"),
        choices=[(key, name) for key, (name, _most) in NETWORKS.items()],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None = None, *, actor: Actor) -> None:
        super().__init__(data)
        live = [one for one in surveys_of(actor.organisation.id) if one.state != SurveyState.ARCHIVED]
        self.fields["survey"] = forms.ChoiceField(
            label=gettext_lazy("Survey"),
            choices=[(str(one.id), one.name) for one in live],
            widget=forms.Select(attrs={"class": "form-select"}),
        )


@dataclass(frozen=True)
class Post:
    """Words to post with their length; `room` is what the network takes."""

    text: str
    length: int
    room: int
    is_too_long: bool


@dataclass(frozen=True)
class ShareLine:
    network: str
    survey: str
    address: str
    posts: tuple[Post, ...]
    tally: LinkTally


@dataclass(frozen=True)
class SharePage:
    """`feedback/social/share.html`."""

    lines: tuple[ShareLine, ...]
    language: str
    languages: tuple[tuple[str, str], ...]
    form: ShareForm
    may_edit: bool


@require_http_methods(["GET", "POST"])
@staff(Permission.SEE_SURVEYS)
def share(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = ShareForm(request.POST if request.method == "POST" else None, actor=actor)
    if form.is_valid():
        given = form.cleaned_data
        try:
            share_on(actor=actor, survey_id=given["survey"], networks=given["networks"], now=timezone.now())
        except BadLink as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The links are ready."))
            return redirect("feedback:share", slug=actor.organisation.slug)
    wished = request.GET.get("lang", "") or next(iter(actor.organisation.languages), "")
    page = share_page(actor, base_of(request), wished if wished in LANGUAGES else LANGUAGES[0], form)
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "feedback/social/share.html", {"page": page}, status=status)


def share_page(actor: Actor, base: str, language: str, form: ShareForm) -> SharePage:
    views = link_views(handed_to(actor, LinkWanted(channel=CHANNEL)))
    tallies, names = link_tallies([one.id for one in views]), survey_names(actor.organisation.id)
    return SharePage(
        lines=tuple(
            _line(one, base, language, tallies[one.id], names.get(one.survey_id, "")) for one in views
        ),
        language=language,
        languages=tuple((one, LANGUAGE_NAMES[one]) for one in LANGUAGES),
        form=form,
        may_edit=actor.may(Permission.EDIT_SURVEYS),
    )


def _line(link: LinkView, base: str, language: str, tally: LinkTally, survey: str) -> ShareLine:
    network, room = NETWORKS.get(link.attributes.get(NETWORK, ""), ("", 280))
    address = base + path_of(link.channel, link.code)
    with override(language):
        texts = (
            pgettext("respondent", "How satisfied are you with us? It takes a minute: %(address)s"),
            pgettext(
                "respondent",
                "Tell us what we should do better – your answers go straight to the team: %(address)s",
            ),
        )
        said = [text % {"address": address} for text in texts]
    posts = tuple(Post(text, len(text), room, len(text) > room) for text in said)
    return ShareLine(network or link.attributes.get(NETWORK, ""), survey, address, posts, tally)
