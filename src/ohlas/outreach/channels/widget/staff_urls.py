"""The staff's pages about widgets, of the room's own addresses."""

from django.urls import path

from ohlas.outreach.channels.widget import staff_views as views

urlpatterns = [
    path("widgets/", views.widgets, name="widgets"),
    path("widgets/new/", views.new_widget, name="new_widget"),
    path("widgets/<uuid:widget_id>/", views.widget, name="widget"),
    path("widgets/<uuid:widget_id>/try/", views.try_out, name="try_widget"),
    *(
        path(f"widgets/<uuid:widget_id>/{deed}/", views.change, {"deed": deed}, name=f"{deed}_widget")
        for deed in views.DEEDS
    ),
]
