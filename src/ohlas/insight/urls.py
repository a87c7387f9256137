"""Staff addresses of this room, below /o/<slug>/."""

from django.urls import path

from ohlas.insight import views

app_name = "insight"
urlpatterns = [
    path("", views.today, name="today"),
    path("dashboard/", views.dashboard_view, name="dashboard"),
    path("dashboard/breakdown.csv", views.breakdown_csv, name="breakdown_csv"),
    path("dashboard/<slug:chart>-<slug:theme>.svg", views.picture, name="picture"),
    path("answers/", views.answers, name="answers"),
    path("answers/answers.csv", views.answers_csv, name="answers_csv"),
]
