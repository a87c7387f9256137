"""Where mail providers report, below /hooks/mail/."""

from django.urls import path

from ohlas.outreach.channels.email.hooks import mail_report

app_name = "mail_hooks"
urlpatterns = [path("<str:token>/", mail_report, name="mail_report")]
