"""Staff pages of this room, below /o/<slug>/."""

from django.urls import path

from ohlas.accounts.views import employees, keys, organisation, staffing, units, users

app_name = "accounts"
urlpatterns = [
    path("units/", units.units, name="units"),
    path("units/new/", units.new_unit, name="new_unit"),
    path("units/<uuid:unit_id>/", units.unit, name="unit"),
    path("units/<uuid:unit_id>/move/", units.move, name="move_unit"),
    path("units/<uuid:unit_id>/close/", units.close, name="close_unit"),
    path("units/<uuid:unit_id>/reopen/", units.reopen, name="reopen_unit"),
    path("employees/", employees.employees, name="employees"),
    path("employees/new/", staffing.new_employee, name="new_employee"),
    path("employees/<uuid:employee_id>/", staffing.employee, name="employee"),
    path("employees/<uuid:employee_id>/leave/", staffing.let_go, name="let_employee_go"),
    path("employees/import/", employees.upload, name="import_employees"),
    path("employees/import/<uuid:upload_id>/", employees.check, name="check_employees"),
    path("users/", users.users, name="users"),
    path("users/invite/", users.invite, name="invite_user"),
    path("users/<uuid:member_id>/", users.user, name="user"),
    path("users/<uuid:member_id>/remove/", users.remove, name="remove_user"),
    path("users/<uuid:member_id>/link/", users.new_link, name="new_link"),
    path("keys/", keys.keys, name="keys"),
    path("keys/new/", keys.issue, name="new_key"),
    path("keys/<uuid:key_id>/revoke/", keys.revoke, name="revoke_key"),
    path("organisation/", organisation.organisation, name="organisation"),
    path("audit/", organisation.audit, name="audit"),
    path("audit/verify/", organisation.verify, name="verify_audit"),
    path("me/", organisation.me, name="me"),
]
