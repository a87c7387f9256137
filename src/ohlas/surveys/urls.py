"""Staff pages of this room, below /o/<slug>/."""

from django.urls import path

from ohlas.surveys import views

app_name = "surveys"
urlpatterns = [
    path("surveys/", views.surveys, name="surveys"),
    path("surveys/new/", views.new_survey, name="new_survey"),
    path("surveys/<uuid:survey_id>/", views.survey, name="survey"),
    *(
        path(f"surveys/<uuid:survey_id>/{deed}/", views.change, {"deed": deed}, name=deed)
        for deed in views.DEEDS
    ),
]
