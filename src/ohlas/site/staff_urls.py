"""The shell's own staff pages."""

from django.urls import path

from ohlas.site import views

app_name = "site"
urlpatterns = [
    path("leave-sample/", views.leave_sample, name="leave_sample"),
]
