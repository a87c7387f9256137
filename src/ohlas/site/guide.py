"""Which page of the manual a staff page leads to: by its own name, else by its room."""

from collections.abc import Mapping

BY_PAGE: Mapping[str, str] = {
    "accounts:audit": "reference/roles",
    "accounts:verify_audit": "reference/roles",
    "outreach:programmes": "how-to/run-programmes",
    "outreach:programme": "how-to/run-programmes",
    "outreach:new_programme": "how-to/run-programmes",
    "outreach:edit_programme": "how-to/run-programmes",
    "outreach:start_programme": "how-to/run-programmes",
    "outreach:end_programme": "how-to/run-programmes",
    "outreach:ask": "how-to/run-programmes",
    "outreach:plan": "how-to/run-programmes",
    "outreach:plan_people": "how-to/run-programmes",
    "outreach:simulator": "how-to/run-programmes",
    "outreach:policy": "how-to/run-programmes",
    "outreach:holds": "how-to/run-programmes",
    "customers:contacts": "how-to/contacts-and-segments",
    "exchange:people_imports": "how-to/contacts-and-segments",
    "exchange:people_import": "how-to/contacts-and-segments",
    "exchange:people_columns": "how-to/contacts-and-segments",
    "feedback:call": "how-to/interview-by-phone",
    "feedback:calls": "how-to/interview-by-phone",
    "feedback:idea": "how-to/spontaneous-feedback",
    "feedback:ideas": "how-to/spontaneous-feedback",
    "insight:field": "how-to/response-rates-and-one-click",
    "outreach:invitations": "how-to/response-rates-and-one-click",
    "outreach:invitation": "how-to/response-rates-and-one-click",
    "feedback:kiosk": "how-to/kiosks-and-paper",
    "feedback:kiosks": "how-to/kiosks-and-paper",
    "feedback:new_kiosk": "how-to/kiosks-and-paper",
    "feedback:paper": "how-to/kiosks-and-paper",
    "feedback:print_paper": "how-to/kiosks-and-paper",
    "feedback:stack": "how-to/kiosks-and-paper",
    "feedback:new_public_page": "how-to/spontaneous-feedback",
    "feedback:pages_of_branches": "how-to/spontaneous-feedback",
    "feedback:public_pages": "how-to/spontaneous-feedback",
    "feedback:spontaneous": "how-to/spontaneous-feedback",
    "insight:board": "how-to/build-a-dashboard",
    "insight:boards": "how-to/build-a-dashboard",
    "insight:edit_board": "how-to/build-a-dashboard",
    "insight:comments": "how-to/read-comments",
    "insight:contrast": "how-to/read-comments",
    "insight:drivers": "how-to/find-drivers",
    "insight:query": "how-to/ask-the-facts",
    "insight:topics": "how-to/read-comments",
    "insight:trial": "how-to/build-a-survey",
    "outreach:calls": "how-to/interview-by-phone",
    "site:health": "how-to/run-on-a-server",
    "site:sample": "tutorials/first-steps",
}
BY_ROOM: Mapping[str, str] = {
    "accounts": "how-to/users-and-units",
    "customers": "how-to/contacts-and-segments",
    "exchange": "how-to/import-answers",
    "feedback": "how-to/collect-answers",
    "insight": "explanation/reading-the-dashboard",
    "outreach": "how-to/collect-answers",
    "site": "tutorials/first-steps",
    "surveys": "how-to/build-a-survey",
}


def guide_for(view_name: str) -> str:
    """The manual's page for the staff page of this name; empty outside the rooms."""
    return BY_PAGE.get(view_name) or BY_ROOM.get(view_name.partition(":")[0], "")
