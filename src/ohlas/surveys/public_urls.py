"""What respondents' pages load from this room, below /s/."""

from django.urls import path

from ohlas.surveys.views import logos

app_name = "brand"
urlpatterns = [path("logo/<str:name>", logos.logo, name="logo")]
