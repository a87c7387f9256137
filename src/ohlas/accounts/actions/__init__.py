"""Deeds around organisations, people and keys: one transaction each, audit entry inside it."""

from ohlas.accounts.actions.audit import chains_to_seal, seal_audit, verify_audit, write_audit
from ohlas.accounts.actions.employees import BadEmployee, EmployeeReport, check_employees, import_employees
from ohlas.accounts.actions.keys import IssuedKey, issue_api_key, revoke_api_key
from ohlas.accounts.actions.languages import speak
from ohlas.accounts.actions.letters import mail_invitation, mail_link
from ohlas.accounts.actions.links import OneTimeLink, redeem_link, sign_in_link
from ohlas.accounts.actions.members import (
    Invitation,
    accept_invitation,
    change_role,
    decline_invitation,
    invite_again,
    invite_user,
    remove_member,
)
from ohlas.accounts.actions.organisations import change_organisation, found_organisation, remove_organisation
from ohlas.accounts.actions.staffing import Person, change_employee, let_employee_go, take_on_employee
from ohlas.accounts.actions.units import close_unit, move_unit, open_unit, rename_unit, reopen_unit
from ohlas.accounts.actions.uploads import drop_upload, keep_upload, kept_upload

__all__ = [
    "BadEmployee",
    "EmployeeReport",
    "Invitation",
    "IssuedKey",
    "OneTimeLink",
    "Person",
    "accept_invitation",
    "chains_to_seal",
    "change_employee",
    "change_organisation",
    "change_role",
    "check_employees",
    "close_unit",
    "decline_invitation",
    "drop_upload",
    "found_organisation",
    "import_employees",
    "invite_again",
    "invite_user",
    "issue_api_key",
    "keep_upload",
    "kept_upload",
    "let_employee_go",
    "mail_invitation",
    "mail_link",
    "move_unit",
    "open_unit",
    "redeem_link",
    "remove_member",
    "remove_organisation",
    "rename_unit",
    "reopen_unit",
    "revoke_api_key",
    "seal_audit",
    "sign_in_link",
    "speak",
    "take_on_employee",
    "verify_audit",
    "write_audit",
]
