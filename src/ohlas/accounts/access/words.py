"""What roles and rights are called on the screen."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.rules import Permission, Role, UnitKind

ROLE_NAMES: Mapping[Role, Promise] = {
    Role.OWNER: _("Owner"),
    Role.CX_MANAGER: _("CX manager"),
    Role.UNIT_MANAGER: _("Unit manager"),
    Role.AGENT: _("Agent"),
    Role.ANALYST: _("Analyst"),
    Role.FINANCE: _("Finance"),
    Role.INTERVIEWER: _("Interviewer"),
    Role.SHOPPER: _("Mystery shopper"),
    Role.EMPLOYEE: _("Employee"),
    Role.VIEWER: _("Viewer"),
    Role.ADMIN: _("Technical administrator"),
}

PERMISSION_NAMES: Mapping[Permission, Promise] = {
    Permission.SEE_FIGURES: _("see figures and dashboards"),
    Permission.SEE_ANSWERS: _("read single answers and comments"),
    Permission.RECORD_ANSWERS: _("record answers"),
    Permission.EXPORT: _("export"),
    Permission.IMPORT: _("import files"),
    Permission.SEE_SURVEYS: _("see surveys"),
    Permission.EDIT_SURVEYS: _("edit surveys"),
    Permission.RUN_KIOSKS: _("set up kiosks"),
    Permission.PUBLISH_IDEAS: _("publish ideas and say what became of them"),
    Permission.SEE_CONTACTS: _("see contacts"),
    Permission.EDIT_CONTACTS: _("edit contacts"),
    Permission.SEE_PROGRAMMES: _("see programmes, plans and what was sent"),
    Permission.RUN_PROGRAMMES: _("run programmes and pacing"),
    Permission.SET_CHANNELS: _("set up channels and their senders"),
    Permission.SEE_ORGANISATION: _("see units and employees"),
    Permission.EDIT_ORGANISATION: _("change the organisation, its units and employees"),
    Permission.MANAGE_USERS: _("invite users and change their roles"),
    Permission.MANAGE_KEYS: _("issue and revoke API keys"),
    Permission.SEE_AUDIT: _("see the audit record"),
    Permission.RUN_SYSTEM: _("look after the system"),
}

UNIT_KIND_NAMES: Mapping[UnitKind, Promise] = {
    UnitKind.REGION: _("Region"),
    UnitKind.BRANCH: _("Branch"),
    UnitKind.DEPARTMENT: _("Department"),
    UnitKind.COMPANY: _("Company"),
}
