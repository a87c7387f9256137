"""Staff pages of this room, below /o/<slug>/."""

from django.urls import path

from ohlas.feedback import views

app_name = "feedback"
urlpatterns = [
    path("feedback/", views.responses, name="responses"),
    path("feedback/<uuid:response_id>/", views.response, name="response"),
]
