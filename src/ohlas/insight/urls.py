"""Staff addresses of this room, below /o/<slug>/."""

from django.urls import path

from ohlas.insight import views
from ohlas.insight.views import alerts as watching
from ohlas.insight.views import badges as scores
from ohlas.insight.views import benchmarks as others
from ohlas.insight.views import closing as sealing
from ohlas.insight.views import crossed
from ohlas.insight.views import direction as way
from ohlas.insight.views import drivers as moved
from ohlas.insight.views import field as rates
from ohlas.insight.views import goals as aims
from ohlas.insight.views import integrity as odd
from ohlas.insight.views import meaning as meant
from ohlas.insight.views import notices as told
from ohlas.insight.views import query as asking
from ohlas.insight.views import reader as learning
from ohlas.insight.views import reports as papers
from ohlas.insight.views import strategy as mapped
from ohlas.insight.views import studies as studied
from ohlas.insight.views import themes as proposals
from ohlas.insight.views import urgent as pressing
from ohlas.insight.views import voice as sounding

app_name = "insight"
urlpatterns = [
    path("", views.today, name="today"),
    path("dashboard/", views.dashboard_view, name="dashboard"),
    path("dashboard/breakdown.csv", views.breakdown_csv, name="breakdown_csv"),
    path("dashboard/<slug:chart>-<slug:theme>.svg", views.picture, name="picture"),
    path("boards/", views.boards, name="boards"),
    path("boards/new/", views.new_board, name="new_board"),
    path("boards/<uuid:board_id>/", views.board, name="board"),
    path("boards/<uuid:board_id>/filters/", views.board_filters, name="board_filters"),
    path("boards/<uuid:board_id>/edit/", views.edit_board, name="edit_board"),
    path("boards/<uuid:board_id>/change/", views.change_tiles, name="change_board"),
    path("boards/<uuid:board_id>/settings/", views.settle_board_view, name="settle_board"),
    path("boards/<uuid:board_id>/copy/", views.copy_board_view, name="copy_board"),
    path("boards/<uuid:board_id>/archive/", views.archive_board_view, name="archive_board"),
    path("boards/<uuid:board_id>/restore/", views.restore_board_view, name="restore_board"),
    path("boards/<uuid:board_id>/views/", views.save_view_view, name="save_view"),
    path("boards/views/<uuid:view_id>/remove/", views.remove_view_view, name="remove_view"),
    path("boards/<uuid:board_id>/<slug:tile>-<slug:theme>.svg", views.tile_picture, name="tile_picture"),
    path("goals/", aims.goals, name="goals"),
    path("goals/edit/", aims.edit_goals, name="edit_goals"),
    path("goals/undo/", aims.undo_goals_view, name="undo_goals"),
    path("goals/<uuid:goal_id>/", aims.goal, name="goal"),
    path("goals/<uuid:goal_id>/remove/", aims.remove_goal_view, name="remove_goal"),
    path("boards/<uuid:board_id>/report/", papers.report, name="report"),
    path("boards/<uuid:board_id>/report/schedule/", papers.new_schedule, name="new_schedule"),
    path("boards/<uuid:board_id>/report.<slug:kind>", papers.report_file, name="report_file"),
    path("badges/", scores.badges, name="badges"),
    path("badges/preview.svg", scores.badge_preview, name="badge_preview"),
    path("badges/<uuid:badge_id>/revoke/", scores.revoke_badge_view, name="revoke_badge"),
    path("badges/<uuid:badge_id>/slide.pptx", scores.badge_slide, name="badge_slide"),
    path("reports/", papers.reports, name="reports"),
    path("reports/outside/", papers.reports_outside, name="reports_outside"),
    path("reports/<uuid:schedule_id>/", papers.report_schedule, name="report_schedule"),
    path("reports/<uuid:schedule_id>/change/", papers.change_schedule, name="change_schedule"),
    path("reports/sendings/<uuid:sending_id>/again/", papers.send_report_again, name="send_report_again"),
    path("reports/files/<uuid:report_id>/", papers.report_progress, name="report_progress"),
    path("reports/files/<uuid:report_id>/content/", papers.report_content, name="report_content"),
    path("benchmarks/", others.benchmarks, name="benchmarks"),
    path("benchmarks/competitors/", others.competitors, name="competitors"),
    path("benchmarks/competitors/new/", others.new_competitor, name="new_competitor"),
    path(
        "benchmarks/competitors/<uuid:competitor_id>/",
        others.settle_competitor_view,
        name="settle_competitor",
    ),
    path(
        "benchmarks/competitors/<uuid:competitor_id>/archive/",
        others.archive_competitor_view,
        name="archive_competitor",
    ),
    path(
        "benchmarks/competitors/<uuid:competitor_id>/restore/",
        others.restore_competitor_view,
        name="restore_competitor",
    ),
    path(
        "benchmarks/competitors/<uuid:competitor_id>/survey/", others.mark_survey_view, name="mark_benchmark"
    ),
    path("benchmarks/competitors/<uuid:competitor_id>/figure/", others.new_figure, name="new_benchmark"),
    path("benchmarks/figures/<uuid:figure_id>/", others.edit_figure, name="edit_benchmark"),
    path("benchmarks/figures/<uuid:figure_id>/remove/", others.remove_figure_view, name="remove_benchmark"),
    path("benchmarks/table/", others.benchmark_table, name="benchmark_table"),
    path("benchmarks/table/<uuid:upload_id>/", others.take_benchmark_table, name="take_benchmark_table"),
    path("statistics/", studied.studies, name="studies"),
    path("statistics/<slug:study>/", studied.study, name="study"),
    path("statistics/<slug:study>-<slug:theme>.svg", studied.study_picture, name="study_picture"),
    path("closed-periods/", sealing.closings, name="closings"),
    path("closed-periods/close/", sealing.close_period_view, name="close_period"),
    path("closed-periods/<uuid:closing_id>/", sealing.closing, name="closing"),
    path("closed-periods/<uuid:closing_id>/open/", sealing.open_period_view, name="open_period"),
    path("direction/vision/", way.vision, name="vision"),
    path("direction/vision/edit/", way.edit_vision, name="edit_vision"),
    path("direction/vision/<uuid:edition_id>/", way.vision, name="vision_edition"),
    path("direction/vision/<uuid:edition_id>/read/", way.confirm_reading_view, name="confirm_reading"),
    path("direction/vision/<uuid:edition_id>/remind/", way.remind_readers_view, name="remind_readers"),
    path("direction/strategy/", mapped.strategy, name="strategy"),
    path("direction/strategy/new/", mapped.new_business_aim, name="new_business_aim"),
    path(
        "direction/strategy/<uuid:business_id>/", mapped.settle_business_aim_view, name="settle_business_aim"
    ),
    path("direction/strategy/<uuid:business_id>/aim/", mapped.new_experience_aim, name="new_experience_aim"),
    path("direction/strategy/aims/<uuid:aim_id>/", mapped.edit_experience_aim, name="edit_experience_aim"),
    path("direction/self-check/", way.self_check, name="self_check"),
    path("direction/self-check/open/", way.open_self_check_view, name="open_self_check"),
    path("direction/self-check/<uuid:check_id>/", way.self_check, name="self_check_of"),
    path(
        "direction/self-check/<uuid:check_id>/answer/", way.answer_self_check_view, name="answer_self_check"
    ),
    path("direction/self-check/<uuid:check_id>/close/", way.close_self_check_view, name="close_self_check"),
    path("drivers/", moved.drivers, name="drivers"),
    path("drivers/map-<slug:theme>.svg", moved.drivers_picture, name="drivers_picture"),
    path("comments/", views.comments, name="comments"),
    path("comments/contrast/", views.contrast, name="contrast"),
    path("comments/trend-<slug:theme>.svg", views.comments_picture, name="comments_picture"),
    path("comments/meaning/", meant.change_meaning, name="change_meaning"),
    path("comments/topics/", views.topics, name="topics"),
    path("comments/urgent/", pressing.urgent, name="urgent"),
    path("comments/urgent.csv", pressing.urgent_csv, name="urgent_csv"),
    path("comments/<uuid:response_id>/<str:question>/urgent/", pressing.mark_urgent, name="mark_urgent"),
    path("voice/", sounding.voice, name="voice"),
    path("voice/check/", sounding.check_draft, name="check_draft"),
    path("voice/change/", sounding.change_voice, name="change_voice"),
    path("comments/reader/", learning.reader, name="reader"),
    path("comments/reader/change/", learning.change_reader, name="change_reader"),
    path("comments/themes/", proposals.themes, name="themes"),
    path("comments/themes/change/", proposals.change_themes, name="change_themes"),
    path("comments/topics/change/", views.change_topics, name="change_topics"),
    path(
        "comments/<uuid:response_id>/<str:question>/sentiment/",
        views.correct_sentiment_view,
        name="correct_sentiment",
    ),
    path("comments/<uuid:response_id>/<str:question>/add-topic/", views.add_topic_view, name="add_topic"),
    path(
        "comments/<uuid:response_id>/<str:question>/take-topic-off/",
        views.take_topic_off_view,
        name="take_topic_off",
    ),
    path(
        "comments/<uuid:response_id>/<str:question>/undo/", views.undo_correction_view, name="undo_correction"
    ),
    path("surveys/<uuid:survey_id>/test/", views.trial, name="trial"),
    path("surveys/<uuid:survey_id>/test/end/", views.end_trial, name="end_trial"),
    path("surveys/<uuid:survey_id>/test/resume/", views.resume_trial, name="resume_trial"),
    path("alerts/", watching.alerts, name="alerts"),
    path("alerts/rules/", watching.alert_rules, name="alert_rules"),
    path("alerts/rules/begin/", watching.begin_alerts, name="begin_alerts"),
    path("alerts/rules/new/", watching.new_alert_rule, name="new_alert_rule"),
    path("alerts/rules/<uuid:rule_id>/", watching.alert_rule, name="alert_rule"),
    path("alerts/rules/<uuid:rule_id>/change/", watching.change_alert_rule, name="change_alert_rule"),
    path("alerts/<uuid:alert_id>/", watching.alert, name="alert"),
    path("notices/", told.notices, name="notices"),
    path("notices/read/", told.read_all_notices, name="read_all_notices"),
    path("notices/settings/", told.notice_settings, name="notice_settings"),
    path("notices/<uuid:notice_id>/", told.change_notice, name="change_notice"),
    path("briefs/", told.briefs, name="briefs"),
    path("briefs/<uuid:brief_id>/", told.brief, name="brief"),
    path("response-rates/", rates.field, name="field"),
    path("response-rates/response-rates.csv", rates.field_csv, name="field_csv"),
    path("crosstabs/", crossed.crosstab, name="crosstab"),
    path("query/", asking.query, name="query"),
    path("integrity/", odd.integrity, name="integrity"),
    path("integrity/<uuid:finding_id>/", odd.finding, name="finding"),
    path("integrity/<uuid:finding_id>/decide/", odd.decide, name="decide_finding"),
    path("answers/", views.answers, name="answers"),
    path("answers/answers.csv", views.answers_csv, name="answers_csv"),
]
