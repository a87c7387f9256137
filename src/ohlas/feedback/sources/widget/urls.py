"""What a widget's frame shows, below /w/."""

from django.urls import path

from ohlas.feedback.sources.widget import views

app_name = "framed"
urlpatterns = [
    path("<slug:key>/<slug:around>", views.answer, name="answer"),
    path("<slug:key>/<slug:around>/save", views.save, name="save"),
]
