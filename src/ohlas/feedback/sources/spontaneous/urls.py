"""Public pages that people come to by themselves, below /p/."""

from django.urls import path

from ohlas.feedback.sources.spontaneous import views

app_name = "spontaneous"
urlpatterns = [
    path("<str:key>/ideas", views.ideas, name="ideas"),
    path("<str:key>", views.tell, name="tell"),
]
