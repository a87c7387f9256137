"""Employees: the list, and upload → check → import."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.actions import check_employees, drop_upload, import_employees, keep_upload, kept_upload
from ohlas.accounts.errors import Refused
from ohlas.accounts.forms import UploadForm
from ohlas.accounts.pages import FormPage, employees_page, import_page
from ohlas.accounts.rules import Permission
from ohlas.accounts.views.parts import offset_of, status_of, today_of


@require_GET
@staff(Permission.SEE_ORGANISATION)
def employees(request: HttpRequest, actor: Actor) -> HttpResponse:
    page = employees_page(actor, request.GET.get("q", "").strip()[:100], offset_of(request), today_of(actor))
    return render(request, "accounts/employees.html", {"page": page})


@staff(Permission.EDIT_ORGANISATION)
def upload(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            upload_id = keep_upload(
                actor=actor, chunks=form.cleaned_data["file"].chunks(), now=timezone.now()
            )
            check_employees(actor=actor, path=kept_upload(actor=actor, upload_id=upload_id))
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect("accounts:check_employees", slug=actor.organisation.slug, upload_id=upload_id)
    elif request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
    page = FormPage(form, _("Check the file"))
    return render(request, "accounts/employees_upload.html", {"page": page}, status=status_of(form))


@staff(Permission.EDIT_ORGANISATION)
def check(request: HttpRequest, actor: Actor, upload_id: UUID) -> HttpResponse:
    path = kept_upload(actor=actor, upload_id=upload_id)
    try:
        if request.method != "POST":
            page = import_page(check_employees(actor=actor, path=path), upload_id)
            return render(request, "accounts/employees_check.html", {"page": page})
        report = import_employees(actor=actor, path=path, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("accounts:import_employees", slug=actor.organisation.slug)
    drop_upload(actor=actor, upload_id=upload_id)
    words = ngettext(
        "%(count)d employee taken in.", "%(count)d employees taken in.", report.new + report.changed
    )
    messages.success(request, words % {"count": report.new + report.changed})
    return redirect("accounts:employees", slug=actor.organisation.slug)
