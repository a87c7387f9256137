"""Where gateways of text messages report, below /hooks/sms/."""

from django.urls import path

from ohlas.outreach.channels.sms.views import hook

app_name = "sms_hooks"
urlpatterns = [path("<str:token>/", hook, name="sms_report")]
