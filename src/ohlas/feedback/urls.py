"""Staff pages of this room, below /o/<slug>/."""

from django.urls import path

from ohlas.feedback import views
from ohlas.feedback.sources.form import staff_views as links
from ohlas.feedback.sources.kiosk import staff_views as kiosks
from ohlas.feedback.sources.paper import views as paper
from ohlas.feedback.sources.phone import views as phone
from ohlas.feedback.sources.poster import staff_views as posters
from ohlas.feedback.sources.social import staff_views as social
from ohlas.feedback.sources.spontaneous import idea_views as ideas
from ohlas.feedback.sources.spontaneous import staff_views as spontaneous

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
    path("links/", posters.links, name="links"),
    path("links/share/", social.share, name="share"),
    path("links/new/", posters.new_links, name="new_links"),
    path("links/poster/", posters.poster, name="poster"),
    path("links/poster.<str:kind>", posters.poster_file, name="poster_file"),
    path("spontaneous/", spontaneous.tellings, name="spontaneous"),
    *(
        path(
            f"spontaneous/<uuid:response_id>/{deed}/",
            spontaneous.change_telling,
            {"deed": deed},
            name=f"{deed}_telling",
        )
        for deed in spontaneous.STATES
    ),
    path("spontaneous/<uuid:response_id>/publish/", ideas.publish, name="publish_idea"),
    path("spontaneous/pages/", spontaneous.public_pages, name="public_pages"),
    path("spontaneous/pages/new/", spontaneous.new_page, name="new_public_page"),
    path("spontaneous/pages/branches/", spontaneous.pages_of_branches, name="pages_of_branches"),
    *(
        path(
            f"spontaneous/pages/<uuid:link_id>/{deed}/",
            spontaneous.change_page,
            {"deed": deed},
            name=f"{deed}_page",
        )
        for deed in spontaneous.DEEDS
    ),
    path("links/<uuid:link_id>/card/", spontaneous.card, name="link_card"),
    path("links/<uuid:link_id>/qr.<str:kind>", spontaneous.qr_file, name="link_qr"),
    path("spontaneous/ideas/", ideas.ideas, name="ideas"),
    path("spontaneous/ideas/<uuid:idea_id>/", ideas.idea, name="idea"),
    path("spontaneous/ideas/<uuid:idea_id>/merge/", ideas.merge, name="merge_idea"),
    *(
        path(
            f"spontaneous/ideas/<uuid:idea_id>/{deed}/",
            ideas.change,
            {"deed": deed},
            name=f"{deed}_idea",
        )
        for deed in ideas.DEEDS
    ),
    path("paper/", paper.stacks, name="paper"),
    path("paper/<uuid:stack_id>/", paper.stack, name="stack"),
    path("paper/<uuid:stack_id>/undo/", paper.undo, name="undo_stack"),
    path("paper/sheets/<uuid:sheet_id>/undo/", paper.undo_sheet, name="undo_sheet"),
    path("paper/print/<uuid:survey_id>/", paper.printed, name="print_paper"),
    path("calls/", phone.calls, name="calls"),
    path("calls/next/", phone.next_call, name="next_call"),
    path("calls/<uuid:call_id>/", phone.call, name="call"),
    path("calls/<uuid:call_id>/settle/", phone.settle, name="settle_call"),
    path("calls/<uuid:call_id>/release/", phone.release, name="release_call"),
    path("kiosks/", kiosks.kiosks, name="kiosks"),
    path("kiosks/new/", kiosks.new_kiosk, name="new_kiosk"),
    path("kiosks/<uuid:kiosk_id>/", kiosks.kiosk, name="kiosk"),
    path("kiosks/<uuid:kiosk_id>/renew/", kiosks.renew, name="renew_kiosk"),
    path("kiosks/<uuid:kiosk_id>/close/", kiosks.switch_off, name="close_kiosk"),
    path("feedback/", views.responses, name="responses"),
    path("feedback/anonymous/<uuid:survey_id>/", views.anonymous, name="anonymous"),
    path("feedback/files/<uuid:answer_file_id>/", views.file, name="file"),
    path("feedback/<uuid:response_id>/", views.response, name="response"),
]
