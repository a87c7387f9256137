"""Keys between rooms point down, and never give the lower room a name for the upper one."""

from django.apps import apps
from django.db import models

STOREYS = ("outbox", "accounts", "customers", "surveys", "outreach", "feedback", "insight", "exchange")


def keys_between_rooms() -> list[tuple[str, str, models.ForeignKey]]:
    found = []
    for model in apps.get_models():
        if not model.__module__.startswith("ohlas."):
            continue
        found += [
            (model._meta.app_label, field.related_model._meta.app_label, field)
            for field in model._meta.get_fields()
            if isinstance(field, models.ForeignKey) and field.related_model.__module__.startswith("ohlas.")
        ]
    return found


def test_every_room_with_tables_has_its_storey() -> None:
    rooms = {m._meta.app_label for m in apps.get_models() if m.__module__.startswith("ohlas.")}
    assert rooms == set(STOREYS)


def test_keys_point_down_or_stay_in_the_room() -> None:
    bad = [
        f"{field.model.__name__}.{field.name}: {room} -> {target}"
        for room, target, field in keys_between_rooms()
        if STOREYS.index(target) > STOREYS.index(room)
    ]
    assert not bad, "\n".join(bad)


def test_keys_across_rooms_leave_no_name_behind() -> None:
    bad = [
        f"{field.model.__name__}.{field.name}"
        for room, target, field in keys_between_rooms()
        if room != target and field.remote_field.related_name != "+"
    ]
    assert not bad, "\n".join(bad)
