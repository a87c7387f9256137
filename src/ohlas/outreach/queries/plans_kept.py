"""Plans kept for a while in files: counted once, read by every page and process that shows them."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from ohlas.accounts.queries import organisation_settings
from ohlas.lib.config import config
from ohlas.outreach.models import Hold, Occasion, PacingPolicy, Programme, Touch
from ohlas.outreach.queries.crowd import day_of
from ohlas.outreach.queries.planning import Plan, Planned
from ohlas.outreach.rules.whatif import WhatIf

KEPT = timedelta(minutes=15)
"""A plan this old is made anew: contacts and consents change without our hearing of it."""
COLUMNS = ("row", "day", "outcome", "reason", "step", "unit")


@dataclass(frozen=True)
class Progress:
    done: int
    of: int


def plan_key(organisation_id: UUID, whatif: WhatIf, now: datetime) -> str:
    """Names the plan of this day as things stand: other settings, contacts told or decisions make another."""
    zone = organisation_settings(organisation_id).zone
    own = {"organisation_id": organisation_id}
    newest = [
        str(model.objects.filter(**own).order_by("-id").values_list("id", flat=True).first())
        for model in (Touch, Occasion, Hold)
    ]
    programmes = Programme.objects.filter(**own).select_related("segment").order_by("id")
    stands: list[Any] = [
        day_of(now, zone),
        *newest,
        Occasion.objects.filter(**own, is_decided=False).count(),
        Hold.objects.filter(**own, lifted_at=None).count(),
        [
            [str(one.id), one.state, one.priority, one.settings, one.segment and one.segment.condition]
            for one in programmes
        ],
        list(PacingPolicy.objects.filter(**own).values_list("settings", flat=True)),
        dict(whatif.document),
    ]
    return sha256(json.dumps(stands, sort_keys=True, default=str).encode()).hexdigest()[:32]


def kept_plan(organisation_id: UUID, key: str, now: datetime) -> Plan | None:
    """The plan kept under this key; None where there is none, or it is too old."""
    import numpy as np

    path = _path(organisation_id, key)
    try:
        with np.load(path, allow_pickle=False) as read:
            plan = _read(read)
    except (OSError, ValueError, KeyError, EOFError):
        return None
    return plan if timedelta(0) <= now - plan.made_at < KEPT else None


def keep_plan(organisation_id: UUID, key: str, plan: Plan) -> None:
    """Kept whole or not at all; older ones of the organisation go."""
    import numpy as np

    path = _path(organisation_id, key)
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob("*.npz"):
        if old.stat().st_mtime < plan.made_at.timestamp() - KEPT.total_seconds():
            old.unlink(missing_ok=True)
    about = {
        "first": plan.first.isoformat(),
        "days": plan.days,
        "made_at": plan.made_at.isoformat(),
        "contacts": plan.contacts,
        "units": plan.units,
        "programmes": [[str(one.id), one.name, one.carriers] for one in plan.programmes],
    }
    arrays = {f"{name}_{n}": getattr(one, name) for n, one in enumerate(plan.programmes) for name in COLUMNS}
    fresh = path.with_suffix(".part.npz")
    np.savez(fresh, about=np.array(json.dumps(about)), heads=plan.heads, keys=plan.keys, **arrays)
    fresh.replace(path)


def note_progress_of(organisation_id: UUID, key: str, progress: Progress) -> None:
    path = _path(organisation_id, key).with_suffix(".json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(progress)))


def progress_of(organisation_id: UUID, key: str) -> Progress | None:
    """How far the counting came; None before it begins."""
    try:
        return Progress(**json.loads(_path(organisation_id, key).with_suffix(".json").read_text()))
    except (OSError, ValueError, TypeError):
        return None


def _read(read: Any) -> Plan:
    about = json.loads(str(read["about"]))
    programmes = tuple(
        Planned(UUID(one), name, tuple(carriers), *(read[f"{column}_{n}"] for column in COLUMNS))
        for n, (one, name, carriers) in enumerate(about["programmes"])
    )
    return Plan(
        date.fromisoformat(about["first"]),
        about["days"],
        datetime.fromisoformat(about["made_at"]),
        about["contacts"],
        programmes,
        read["heads"],
        read["keys"],
        tuple(about["units"]),
    )


def _path(organisation_id: UUID, key: str) -> Path:
    return config().home / "plans" / organisation_id.hex / f"{key}.npz"
