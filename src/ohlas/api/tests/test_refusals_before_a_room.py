"""An address that is none, or is called another way: a program reads why, and what there is instead."""

import pytest
from django.test import Client

PROBLEM = "application/problem+json"


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_another_way_is_told_what_the_address_takes(method: str) -> None:
    answer = getattr(Client(), method)("/api/v1/text/analyse")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert answer.headers["Content-Type"] == PROBLEM
    assert answer.json()["detail"] == f"{method.upper()} was sent; this address takes POST."


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/", "/api/v1/text/analyse/"])
def test_an_unknown_address_names_the_reference(path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, PROBLEM)
    assert answer.json()["detail"] == f"{path} is no address of the API. /api/v1/docs lists those there are."
    assert Client().get("/api/v1/docs").status_code == 200
