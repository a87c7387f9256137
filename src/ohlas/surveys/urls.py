"""Staff pages of this room, below /o/<slug>/."""

from django.urls import path

from ohlas.surveys.views import builder, logos, preview, surveys, versions

app_name = "surveys"
_ONE = "surveys/<uuid:survey_id>"
urlpatterns = [
    path("surveys/", surveys.surveys, name="surveys"),
    path("surveys/new/", surveys.new_survey, name="new_survey"),
    path("surveys/upload/", versions.upload_survey, name="upload_survey"),
    path(f"{_ONE}/", surveys.survey, name="survey"),
    path(f"{_ONE}/build/", builder.builder, name="builder"),
    path(f"{_ONE}/build/add/", builder.choose, name="choose"),
    path(f"{_ONE}/build/edit/", builder.edit, name="edit"),
    path(f"{_ONE}/build/translations/", builder.translations, name="translations"),
    path(f"{_ONE}/build/settings/", builder.settings, name="settings"),
    path(f"{_ONE}/build/logo/", logos.take_logo, name="take_logo"),
    path(f"{_ONE}/build/check/", versions.check, name="check"),
    path(f"{_ONE}/build/publish/", versions.publish_draft, name="publish_draft"),
    path(f"{_ONE}/preview/", preview.preview, name="preview"),
    path(f"{_ONE}/preview/page/", preview.preview_inside, name="preview_inside"),
    path(f"{_ONE}/versions/", versions.versions, name="versions"),
    path(f"{_ONE}/file/", versions.survey_file, name="survey_file"),
    path(f"{_ONE}/duplicate/", versions.duplicate, name="duplicate"),
    *(path(f"{_ONE}/{deed}/", surveys.change, {"deed": deed}, name=deed) for deed in surveys.DEEDS),
]
