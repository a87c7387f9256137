"""The analyst's door as a page: a document written or followed from a receipt, answered before one's eyes."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.http import HttpRequest, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ohlas.accounts.access import Actor, require, staff
from ohlas.accounts.errors import Forbidden
from ohlas.accounts.rules import Permission
from ohlas.engine import BadQuery
from ohlas.insight.errors import BadAddress, BadDocument
from ohlas.insight.pages import words
from ohlas.insight.pages.documents import answer_json, answer_lines, query_address
from ohlas.insight.pages.query import QueryPage, answered_parts, bare_page, refused
from ohlas.insight.queries import attribute_fields, catalogue_of, facts, titles_of
from ohlas.insight.queries.documents import GUARDED_FIELDS, PLAIN_FIELDS, Answered, answered
from ohlas.insight.rules.documents import document_text, read_text
from ohlas.metrics import MetricsError


class _Echo:
    """A file that gives back what is written, so that a table streams line by line."""

    def write(self, line: str) -> str:
        return line


@require_GET
@staff(Permission.SEE_FIGURES)
def query(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Counts what the document in the address asks for; a wrong one says all that is wrong with it."""
    text = request.GET.get("document", "")
    page = _page(actor, text)
    if not text.strip():
        return render(request, "insight/query.html", {"page": page})
    try:
        found = answered(facts(), actor, read_text(text))
    except BadDocument as error:
        return _refused(request, page, refused(error.faults, str(error)))
    except Forbidden as error:
        said = f"A field of this document asks for the right {error.permission}, which your role lacks."
        return _refused(request, page, (said,))
    except (BadAddress, BadQuery, MetricsError) as error:
        return _refused(request, page, (str(error),))
    return _answer(request, actor, page, found)


def _answer(request: HttpRequest, actor: Actor, page: QueryPage, found: Answered) -> HttpResponseBase:
    slug = actor.organisation.slug
    wanted = request.GET.get("as")
    if wanted in {"csv", "json"}:
        require(actor, Permission.EXPORT)
    if wanted == "csv":
        return _csv(answer_lines(found))
    if wanted == "json":
        link = request.build_absolute_uri(query_address(found.document, slug))
        return JsonResponse(answer_json(found, link), json_dumps_params={"ensure_ascii": False})
    parts = answered_parts(found, titles_of(actor, catalogue_of(actor)), slug)
    page = replace(page, document=document_text(found.document, indent=1), **parts)  # type: ignore[arg-type]  # the page's
    if not actor.may(Permission.EXPORT):
        page = replace(page, csv_href="", json_href="")
    return render(request, "insight/query.html", {"page": page})


def _page(actor: Actor, text: str) -> QueryPage:
    catalogue = catalogue_of(actor)
    titles = titles_of(actor, catalogue)
    guarded = [name for name, right in GUARDED_FIELDS.items() if actor.may(right)]
    names = (*PLAIN_FIELDS, *guarded, *attribute_fields(actor))
    fields = tuple((name, words.field_title(titles, name)) for name in names)
    scale = catalogue.scales[0] if catalogue.scales else "nps_0_10"
    return bare_page(text, actor.organisation.slug, fields, scale)


def _refused(request: HttpRequest, page: QueryPage, said: tuple[str, ...]) -> HttpResponseBase:
    return render(request, "insight/query.html", {"page": replace(page, refusals=said)}, status=400)


def _csv(lines: Iterable[Iterable[str]]) -> StreamingHttpResponse:
    def streamed() -> Iterator[str]:
        yield "\ufeff"  # spreadsheets read it as UTF-8 only with this mark
        writer = csv.writer(_Echo())
        for line in lines:
            yield writer.writerow(line)

    headers = {"Content-Disposition": 'attachment; filename="query.csv"'}
    return StreamingHttpResponse(streamed(), content_type="text/csv; charset=utf-8", headers=headers)
