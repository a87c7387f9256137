"""The API's own pages and calls: the routes, and how one of each of the things in their addresses is made."""

from collections.abc import Mapping

from tests.isolation_cases.case import Case, P, Thing

PAGES: Mapping[str, Case] = {}

CALLS: Mapping[str, P] = {
    "POST /text/analyse": P.SEE_FIGURES,
}

PUBLIC: Mapping[str, str] = {
    "api-v1:openapi-json": "describes the API, holds no rows",
    "api-v1:reference": "describes the API, holds no rows",
    "api-v1:get_survey_schema": "describes definitions, holds no rows",
    "api-v1:api-root": "never answers; exists for reversing addresses",
}


OBJECTS: Mapping[str, Thing] = {}
