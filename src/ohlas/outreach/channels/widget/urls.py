"""What pages that carry a widget load, below /w/."""

from django.urls import path

from ohlas.outreach.channels.widget import views

app_name = "widget"
urlpatterns = [path("<slug:key>.js", views.script, name="script")]
