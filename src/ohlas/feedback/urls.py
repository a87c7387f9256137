"""Staff pages of this room, below /o/<slug>/."""

from django.urls import path

from ohlas.feedback import views
from ohlas.feedback.sources.form import staff_views as links

app_name = "feedback"
urlpatterns = [
    path("surveys/<uuid:survey_id>/collect/", links.collect, name="collect"),
    path("surveys/<uuid:survey_id>/collect/open/", links.new_open_link, name="new_open_link"),
    path("surveys/<uuid:survey_id>/collect/personal/", links.new_personal_link, name="new_personal_link"),
    *(
        path(
            f"links/<uuid:link_id>/{deed}/",
            links.change_link,
            {"deed": deed},
            name=f"{deed}_link",
        )
        for deed in links.DEEDS
    ),
    path("feedback/", views.responses, name="responses"),
    path("feedback/files/<uuid:file_id>/", views.file, name="file"),
    path("feedback/<uuid:response_id>/", views.response, name="response"),
]
