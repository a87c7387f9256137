"""The routes of insight, and what each one needs."""

from collections.abc import Mapping

from tests.isolation_cases.case import Case, P, deed, needs

PAGES: Mapping[str, Case] = {
    "insight:today": needs(None),
    "insight:dashboard": needs(P.SEE_FIGURES),
    "insight:boards": needs(P.SEE_FIGURES),
    "insight:new_board": deed(P.SEE_FIGURES),
    "insight:board": needs(P.SEE_FIGURES),
    "insight:board_filters": needs(P.SEE_FIGURES),
    "insight:edit_board": needs(P.SEE_FIGURES),
    "insight:change_board": deed(P.SEE_FIGURES),
    "insight:settle_board": deed(P.SEE_FIGURES),
    "insight:copy_board": deed(P.SEE_FIGURES),
    "insight:archive_board": deed(P.SEE_FIGURES),
    "insight:restore_board": deed(P.SEE_FIGURES),
    "insight:save_view": deed(P.SEE_FIGURES),
    "insight:remove_view": deed(P.SEE_FIGURES),
    "insight:tile_picture": needs(P.SEE_FIGURES, tile="t2", theme="light"),
    "insight:report": needs(P.EXPORT),
    "insight:report_file": needs(P.EXPORT, kind="pdf"),
    "insight:new_schedule": deed(P.EXPORT, owner_gets=422),  # an empty form
    "insight:reports": needs(P.EXPORT),
    "insight:reports_outside": deed(P.EDIT_ORGANISATION),
    "insight:report_schedule": needs(P.EXPORT),
    "insight:change_schedule": deed(P.EXPORT),
    "insight:send_report_again": deed(P.EXPORT),
    "insight:report_progress": Case(P.EXPORT, owner_gets=404),  # made for somebody else
    "insight:report_content": Case(P.EXPORT, owner_gets=404),  # as above
    "insight:badges": needs(P.EDIT_ORGANISATION),
    "insight:badge_preview": Case(P.EDIT_ORGANISATION, owner_gets=404),  # the address names no measure
    "insight:revoke_badge": deed(P.EDIT_ORGANISATION),
    "insight:badge_slide": needs(P.EDIT_ORGANISATION),
    "insight:breakdown_csv": Case(P.EXPORT, owner_gets=404),  # the world has no answers to break down
    "insight:picture": needs(P.SEE_FIGURES, chart="trend", theme="light"),
    "insight:answers": needs(P.SEE_ANSWERS),
    "insight:query": needs(P.SEE_FIGURES),
    "insight:crosstab": needs(P.SEE_FIGURES),
    "insight:integrity": needs(P.SEE_ANSWERS),
    "insight:finding": needs(P.SEE_ANSWERS),
    "insight:decide_finding": deed(P.EDIT_SURVEYS, owner_gets=422),  # the form says nothing
    "insight:benchmarks": needs(P.SEE_FIGURES),
    "insight:competitors": needs(P.SEE_FIGURES),
    "insight:new_competitor": deed(P.EDIT_SURVEYS, owner_gets=422),  # the form names nobody
    "insight:settle_competitor": deed(P.EDIT_SURVEYS, owner_gets=422),  # as above
    "insight:archive_competitor": deed(P.EDIT_SURVEYS),
    "insight:restore_competitor": deed(P.EDIT_SURVEYS),
    "insight:mark_benchmark": deed(P.EDIT_SURVEYS, owner_gets=422),  # the form names no survey
    "insight:new_benchmark": needs(P.EDIT_SURVEYS),
    "insight:edit_benchmark": needs(P.EDIT_SURVEYS),
    "insight:remove_benchmark": deed(P.EDIT_SURVEYS),
    "insight:benchmark_table": needs(P.EDIT_SURVEYS),
    "insight:take_benchmark_table": deed(
        P.EDIT_SURVEYS, owner_gets=422
    ),  # the world's upload is of employees
    "insight:studies": needs(P.SEE_FIGURES),
    "insight:study": needs(P.SEE_FIGURES, study="league"),
    "insight:study_picture": Case(
        P.SEE_FIGURES, kwargs={"study": "league", "theme": "light"}, owner_gets=404
    ),  # the world has no answers to draw
    "insight:alerts": needs(None),
    "insight:alert": needs(None),
    "insight:alert_rules": needs(None),
    "insight:begin_alerts": deed(P.SEE_FIGURES),
    "insight:new_alert_rule": needs(P.SEE_FIGURES),
    "insight:alert_rule": needs(None),
    "insight:change_alert_rule": deed(None, owner_gets=400),  # the form names no deed
    "insight:notices": needs(None),
    "insight:read_all_notices": deed(None),
    "insight:notice_settings": needs(None),
    "insight:change_notice": deed(None),
    "insight:briefs": needs(P.SEE_FIGURES),
    "insight:brief": needs(P.SEE_FIGURES),
    "insight:vision": needs(None),
    "insight:edit_vision": needs(P.EDIT_SURVEYS),
    "insight:vision_edition": needs(None),
    "insight:confirm_reading": deed(None),
    "insight:remind_readers": deed(P.EDIT_SURVEYS),
    "insight:strategy": needs(None),
    "insight:new_business_aim": deed(P.EDIT_SURVEYS, owner_gets=422),  # the form has no words
    "insight:settle_business_aim": deed(P.EDIT_SURVEYS, owner_gets=422),  # as above
    "insight:new_experience_aim": needs(P.EDIT_SURVEYS),
    "insight:edit_experience_aim": needs(P.EDIT_SURVEYS),
    "insight:self_check": needs(None),
    "insight:open_self_check": deed(P.EDIT_SURVEYS),
    "insight:self_check_of": needs(None),
    "insight:answer_self_check": needs(None),
    "insight:close_self_check": deed(P.EDIT_SURVEYS),
    "insight:drivers": needs(P.SEE_FIGURES),
    "insight:drivers_picture": Case(
        P.SEE_FIGURES, kwargs={"theme": "light"}, owner_gets=404
    ),  # the world has no answers to relate
    "insight:goals": needs(P.SEE_FIGURES),
    "insight:edit_goals": needs(P.EDIT_SURVEYS),
    "insight:undo_goals": deed(P.EDIT_SURVEYS),
    "insight:goal": needs(P.SEE_FIGURES),
    "insight:remove_goal": deed(P.EDIT_SURVEYS),
    "insight:closings": needs(P.SEE_FIGURES),
    "insight:close_period": deed(P.EDIT_SURVEYS),
    "insight:closing": needs(P.SEE_FIGURES),
    "insight:open_period": deed(P.EDIT_SURVEYS, owner_gets=422),  # the form gives no reason
    "insight:comments": needs(P.SEE_ANSWERS),
    "insight:contrast": needs(P.SEE_ANSWERS),
    "insight:comments_picture": needs(P.SEE_ANSWERS, theme="light"),
    "insight:change_meaning": deed(P.EDIT_SURVEYS, owner_gets=400),  # the form names no deed
    "insight:topics": needs(P.SEE_ANSWERS),
    "insight:urgent": needs(P.SEE_ANSWERS),
    "insight:urgent_csv": needs(P.EXPORT),
    "insight:mark_urgent": Case(
        P.RECORD_ANSWERS, "POST", {"question": "why"}, 404
    ),  # the world's response has no text
    "insight:voice": needs(P.SEE_SURVEYS),
    "insight:check_draft": deed(P.SEE_SURVEYS),
    "insight:change_voice": deed(P.EDIT_SURVEYS, owner_gets=400),  # the form names no deed
    "insight:reader": needs(P.SEE_ANSWERS),
    "insight:change_reader": deed(P.EDIT_SURVEYS, owner_gets=400),  # the form names no deed
    "insight:themes": needs(P.SEE_ANSWERS),
    "insight:change_themes": deed(P.EDIT_SURVEYS, owner_gets=400),  # the form names no deed
    "insight:change_topics": deed(P.EDIT_SURVEYS, owner_gets=400),  # the form names no deed
    "insight:correct_sentiment": Case(
        P.RECORD_ANSWERS, "POST", {"question": "why"}, 404
    ),  # the world's response has no text
    "insight:add_topic": Case(
        P.RECORD_ANSWERS, "POST", {"question": "why"}, 404
    ),  # the world's response has no text
    "insight:take_topic_off": Case(P.RECORD_ANSWERS, "POST", {"question": "why"}, 404),  # as above
    "insight:undo_correction": Case(P.RECORD_ANSWERS, "POST", {"question": "why"}, 404),  # as above
    "insight:trial": needs(P.SEE_FIGURES),
    "insight:end_trial": deed(P.EDIT_SURVEYS),
    "insight:resume_trial": deed(P.EDIT_SURVEYS),
    "insight:answers_csv": needs(P.EXPORT),
    "insight:field": needs(P.SEE_PROGRAMMES),
    "insight:field_csv": needs(P.EXPORT),
}

CALLS: Mapping[str, P] = {
    "GET /metrics/{measure}": P.SEE_FIGURES,
    "GET /drivers": P.SEE_FIGURES,
    "GET /comments": P.SEE_ANSWERS,
    "GET /goals": P.SEE_FIGURES,
    "PUT /goals": P.EDIT_SURVEYS,
    "GET /periods": P.SEE_FIGURES,
    "POST /periods": P.EDIT_SURVEYS,
    "GET /periods/{closing_id}": P.SEE_FIGURES,
    "POST /periods/{closing_id}/open": P.EDIT_SURVEYS,
    "GET /alert-rules": P.SEE_FIGURES,
    "POST /alert-rules": P.EDIT_SURVEYS,
    "GET /alert-rules/{rule_id}": P.SEE_FIGURES,
    "PUT /alert-rules/{rule_id}": P.EDIT_SURVEYS,
    "DELETE /alert-rules/{rule_id}": P.EDIT_SURVEYS,
    "GET /alerts": P.SEE_FIGURES,
    "POST /alerts/{alert_id}/take-up": P.SEE_FIGURES,
    "GET /briefs": P.SEE_FIGURES,
    "POST /query": P.SEE_FIGURES,
    "GET /crosstab": P.SEE_FIGURES,
    "GET /outreach/field": P.SEE_PROGRAMMES,
}

PUBLIC: Mapping[str, str] = {
    "score:score": "named by a random token staff switched on; shows one whole score, never answers",
}
