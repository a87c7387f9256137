"""Requests of programs skip what only people need; pages and unknown addresses go the long way."""

from django.test import Client


def _headers(answer):
    return {name for name in ("Set-Cookie", "Content-Language", "Vary") if name in answer.headers}


def test_the_api_answers_without_session_or_language(db):
    answer = Client().get("/api/v1/surveys")
    assert answer.status_code == 401
    assert _headers(answer) == set()
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_reference_is_a_page_for_people(db):
    answer = Client().get("/api/v1/docs")
    assert answer.status_code == 200
    assert b"POST /api/v1/responses" in answer.content
    assert "style-src 'self'" in answer.headers["Content-Security-Policy"]
    assert b"http://" not in answer.content
    assert b"https://" not in answer.content


def test_the_document_behind_it_is_there_for_programs(db):
    document = Client().get("/api/v1/openapi.json").json()
    assert "/api/v1/responses" in document["paths"]


def test_an_unknown_address_is_not_found(db):
    assert Client().get("/api/v1/nothing").status_code == 404
    assert Client().get("/o/nothing/").status_code != 200
