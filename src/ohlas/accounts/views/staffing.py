"""Pages of one employee: adding, changing, letting go."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ohlas.accounts.access import Actor, employee_for, staff
from ohlas.accounts.actions import Person, change_employee, let_employee_go, take_on_employee
from ohlas.accounts.errors import Refused
from ohlas.accounts.forms import EmployeeForm, LeavingForm
from ohlas.accounts.pages import FormPage, employee_page, unit_choices
from ohlas.accounts.queries import EmployeeView, employee_view
from ohlas.accounts.rules import Permission
from ohlas.accounts.views.parts import chosen, status_of, today_of


@staff(Permission.EDIT_ORGANISATION)
def new_employee(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = EmployeeForm(request.POST or None, units=_units(actor))
    if request.method == "POST" and form.is_valid():
        try:
            taken = take_on_employee(actor=actor, person=_person(form), now=timezone.now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(name)s was added.") % {"name": taken.name})
            return redirect("accounts:employees", slug=actor.organisation.slug)
    page = FormPage(form, _("Add"))
    return render(request, "accounts/employee_new.html", {"page": page}, status=status_of(form))


@staff(Permission.SEE_ORGANISATION)
def employee(request: HttpRequest, actor: Actor, employee_id: UUID) -> HttpResponse:
    seen = employee_view(employee_for(actor, employee_id))
    if request.method != "POST":
        return _employee(request, actor, seen)
    form = EmployeeForm(request.POST, units=_units(actor))
    if form.is_valid():
        try:
            change_employee(actor=actor, employee_id=employee_id, person=_person(form), now=timezone.now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:employee", slug=actor.organisation.slug, employee_id=employee_id)
    return _employee(request, actor, seen, form=form)


@require_POST
@staff(Permission.EDIT_ORGANISATION)
def let_go(request: HttpRequest, actor: Actor, employee_id: UUID) -> HttpResponse:
    seen = employee_view(employee_for(actor, employee_id))
    form = LeavingForm(request.POST)
    stays = "stays" in request.POST
    if stays or form.is_valid():
        on = None if stays else form.cleaned_data["on"]
        try:
            let_employee_go(actor=actor, employee_id=employee_id, on=on, now=timezone.now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:employee", slug=actor.organisation.slug, employee_id=employee_id)
    return _employee(request, actor, seen, leaving=form)


def _employee(
    request: HttpRequest,
    actor: Actor,
    seen: EmployeeView,
    form: EmployeeForm | None = None,
    leaving: LeavingForm | None = None,
) -> HttpResponse:
    today = today_of(actor)
    shown = form or EmployeeForm(units=_units(actor), initial=_typed(seen))
    leaves = leaving or LeavingForm(initial={"on": today})
    page = employee_page(actor, seen, today, shown, leaves)
    return render(request, "accounts/employee.html", {"page": page}, status=status_of(shown, leaves))


def _typed(seen: EmployeeView) -> dict[str, object]:
    return {
        "name": seen.name,
        "code": seen.code,
        "unit": str(seen.unit_id or ""),
        "position": seen.position,
        "email": seen.email,
        "valid_from": seen.valid_from,
    }


def _person(form: EmployeeForm) -> Person:
    typed = form.cleaned_data
    return Person(
        code=typed["code"],
        name=typed["name"],
        email=typed["email"],
        position=typed["position"],
        unit_id=chosen(typed["unit"]),
        valid_from=typed["valid_from"],
    )


def _units(actor: Actor) -> list[tuple[str, str]]:
    return unit_choices(actor, _("no unit"), today_of(actor))
