"""What people fill in: a new survey, and each change of a draft."""

from ohlas.surveys.forms.beginning import NewSurvey, SurveyFile
from ohlas.surveys.forms.editing import operation_of

__all__ = ["NewSurvey", "SurveyFile", "operation_of"]
