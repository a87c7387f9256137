"""Where voice systems hand over keypad scores, below /hooks/ivr/."""

from django.urls import path

from ohlas.feedback.sources.phone.keypad import hook

app_name = "ivr_hooks"
urlpatterns = [path("<str:token>/", hook, name="keypad")]
