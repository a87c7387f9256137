"""Surveys: the routes, and how one of each of the things in their addresses is made."""

from collections.abc import Mapping
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.accounts.models import Unit
from ohlas.lib.ids import new_id
from ohlas.surveys.models import Survey, SurveyVersion
from tests.isolation_cases.case import Case, P, Thing, deed, needs
from tests.world import NOW

PAGES: Mapping[str, Case] = {
    "surveys:surveys": needs(P.SEE_SURVEYS),
    "surveys:new_survey": needs(P.EDIT_SURVEYS),
    "surveys:survey": needs(P.SEE_SURVEYS),
    "surveys:publish": deed(P.EDIT_SURVEYS),
    "surveys:close": deed(P.EDIT_SURVEYS),
    "surveys:reopen": deed(P.EDIT_SURVEYS),
    "surveys:archive": deed(P.EDIT_SURVEYS),
    "surveys:restore": deed(P.EDIT_SURVEYS),
    "surveys:duplicate": deed(P.EDIT_SURVEYS),
    "surveys:upload_survey": deed(P.EDIT_SURVEYS),
    "surveys:builder": needs(P.EDIT_SURVEYS),
    "surveys:choose": needs(P.EDIT_SURVEYS),
    "surveys:edit": deed(
        P.EDIT_SURVEYS, owner_gets=409
    ),  # it says which revision it changes; this one did not
    "surveys:translations": needs(P.EDIT_SURVEYS),
    "surveys:settings": needs(P.EDIT_SURVEYS),
    "surveys:take_logo": deed(P.EDIT_SURVEYS),
    "surveys:check": needs(P.EDIT_SURVEYS),
    "surveys:publish_draft": deed(
        P.EDIT_SURVEYS, owner_gets=422
    ),  # the world's survey has a question without text
    "surveys:preview": needs(P.SEE_SURVEYS),
    "surveys:preview_inside": needs(P.SEE_SURVEYS),
    "surveys:versions": needs(P.SEE_SURVEYS),
    "surveys:survey_file": needs(P.SEE_SURVEYS),
}

CALLS: Mapping[str, P] = {
    "GET /surveys": P.SEE_SURVEYS,
    "POST /surveys": P.EDIT_SURVEYS,
    "GET /surveys/{survey_id}": P.SEE_SURVEYS,
}

PUBLIC: Mapping[str, str] = {
    "brand:logo": "a picture that stands on public pages; named by the digest of its content",
}


def make_survey(actor: Actor, _unit: Unit) -> UUID:
    return make_version(actor).survey_id


def make_version(actor: Actor) -> SurveyVersion:
    survey = Survey.objects.create(
        organisation_id=actor.organisation.id, name=f"Survey {new_id()}", state="running", created_at=NOW
    )
    return SurveyVersion.objects.create(
        organisation_id=actor.organisation.id,
        survey=survey,
        number=1,
        definition={"questions": [{"id": "nps", "type": "nps"}]},
        published_at=NOW,
    )


OBJECTS: Mapping[str, Thing] = {
    "survey_id": Thing(make_survey),
}
