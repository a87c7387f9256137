"""What each of this room's templates may use: the staff's pages, and the pages respondents answer on."""

from ohlas.surveys.pages.asking import Voice, asked_question
from ohlas.surveys.pages.brand import PageBrand, page_brand
from ohlas.surveys.pages.posted import answers_in, sentences
from ohlas.surveys.pages.respond import (
    AskedSection,
    ConfirmPage,
    EndPage,
    FormPage,
    PageLink,
    Part,
    RespondPage,
    asked_sections,
    page_languages,
    page_lead,
    page_problems,
    page_title,
    parts_of,
    takes_files,
)
from ohlas.surveys.pages.staff import (
    STATES,
    Line,
    NewSurveyPage,
    QuestionLine,
    SurveyPage,
    SurveysPage,
    TemplateCard,
    new_survey_page,
    survey_page,
    surveys_page,
)
from ohlas.surveys.pages.types import TYPES

__all__ = [
    "STATES",
    "TYPES",
    "AskedSection",
    "ConfirmPage",
    "EndPage",
    "FormPage",
    "Line",
    "NewSurveyPage",
    "PageBrand",
    "PageLink",
    "Part",
    "QuestionLine",
    "RespondPage",
    "SurveyPage",
    "SurveysPage",
    "TemplateCard",
    "Voice",
    "answers_in",
    "asked_question",
    "asked_sections",
    "new_survey_page",
    "page_brand",
    "page_languages",
    "page_lead",
    "page_problems",
    "page_title",
    "parts_of",
    "sentences",
    "survey_page",
    "surveys_page",
    "takes_files",
]
