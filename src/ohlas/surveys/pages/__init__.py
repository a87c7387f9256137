"""What each of this room's templates may use: the staff's pages, and the pages respondents answer on."""

from ohlas.surveys.pages.staff import (
    STATES,
    TEMPLATES,
    TYPES,
    Line,
    NewSurveyPage,
    QuestionLine,
    SurveyPage,
    SurveysPage,
    Template,
    TemplateCard,
    new_survey_page,
    survey_page,
    surveys_page,
)

__all__ = [
    "STATES",
    "TEMPLATES",
    "TYPES",
    "Line",
    "NewSurveyPage",
    "QuestionLine",
    "SurveyPage",
    "SurveysPage",
    "Template",
    "TemplateCard",
    "new_survey_page",
    "survey_page",
    "surveys_page",
]
