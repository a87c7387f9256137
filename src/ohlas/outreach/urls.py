"""Staff pages of this room, below /o/<slug>/."""

from django.urls import URLPattern, path

from ohlas.outreach.channels.phone.views import call_list
from ohlas.outreach.channels.sms.counting import text_size
from ohlas.outreach.channels.social.staff_urls import urlpatterns as poll_pages
from ohlas.outreach.channels.widget.staff_urls import urlpatterns as widget_pages
from ohlas.outreach.views import asking, channels, failed, invitations, plan, policy, previews, programmes

app_name = "outreach"
_CHANNEL = "channels/<str:carrier>"
_DOUBT = "channels/doubts/<uuid:message_id>"
channel_pages: list[URLPattern] = [
    path("channels/phone/calls/", call_list, name="calls"),
    path("channels/sms/size/", text_size, name="text_size"),
    path("channels/", channels.channels, name="channels"),
    path("channels/doubts/", channels.doubts, name="doubts"),
    path("channels/failed/", failed.failed, name="failed"),
    path("channels/failed/send/", failed.send_failed, name="send_failed"),
    path("channels/failed/leave/", failed.leave_failed, name="leave_failed"),
    path(f"{_DOUBT}/again/", channels.settle_doubt, {"deed": "again"}, name="send_again"),
    path(f"{_DOUBT}/let-be/", channels.settle_doubt, {"deed": "let-be"}, name="let_be"),
    path(f"{_CHANNEL}/", channels.channel, name="channel"),
    path(f"{_CHANNEL}/test/", channels.test_channel, name="test_channel"),
    path(f"{_CHANNEL}/hook/", channels.renew_hook, name="renew_hook"),
    *(
        path(f"{_CHANNEL}/{deed}/", channels.change_channel, {"deed": deed}, name=f"{deed}_channel")
        for deed in channels.DEEDS
    ),
]
programme_pages: list[URLPattern] = [
    path("programmes/<uuid:programme_id>/messages/", previews.preview, name="preview"),
    path("programmes/<uuid:programme_id>/messages/page/", previews.preview_inside, name="preview_inside"),
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/new/", programmes.new_programme, name="new_programme"),
    path("programmes/plan/", plan.plan, name="plan"),
    path("programmes/plan/<uuid:programme_id>/", plan.plan_people_page, name="plan_people"),
    path("programmes/try/", plan.simulator, name="simulator"),
    path("programmes/pacing/", policy.policy, name="policy"),
    path("programmes/left-alone/", policy.holds, name="holds"),
    path("programmes/left-alone/<uuid:contact_id>/lift/", policy.lift, name="lift_hold"),
    path("programmes/<uuid:programme_id>/", programmes.programme, name="programme"),
    path("programmes/<uuid:programme_id>/edit/", programmes.edit_programme, name="edit_programme"),
    path("programmes/<uuid:programme_id>/start/", programmes.start, name="start_programme"),
    path("programmes/<uuid:programme_id>/pause/", programmes.pause, name="pause_programme"),
    path("programmes/<uuid:programme_id>/end/", programmes.end, name="end_programme"),
    path("programmes/<uuid:programme_id>/ask/", asking.ask, name="ask"),
    path(
        "programmes/<uuid:programme_id>/ask/<uuid:choosing_id>/stop/",
        asking.stop,
        name="stop_choosing",
    ),
]
invitation_pages: list[URLPattern] = [
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<uuid:invitation_id>/", invitations.invitation, name="invitation"),
    path("invitations/<uuid:invitation_id>/cancel/", invitations.cancel, name="cancel_invitation"),
]
urlpatterns: list[URLPattern] = [
    *invitation_pages,
    *programme_pages,
    *widget_pages,
    *poll_pages,
    *channel_pages,
]
