"""What a page that carries a widget loads for it: the script with its settings, as it is sent, against 10 kB."""

import os

MOST = 10_000
"""Compressed bytes the widget may weigh."""


def run() -> list[dict]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ohlas.site.settings")
    import django

    django.setup()
    from datetime import UTC, datetime

    from ohlas.lib.ids import new_id
    from ohlas.outreach.channels.widget.script import packed, script_of
    from ohlas.outreach.queries.widgets import WidgetView
    from ohlas.outreach.rules.widgets import settings_of

    full = {
        "domains": [f"https://shop{n}.example.com" for n in range(10)],
        "pages": [f"/part{n}/*" for n in range(10)],
        "visitors": {"plan": ["gold", "silver"], "segment": ["new", "returning"]},
        "send": ["plan", "segment"],
    }
    rows = []
    for name, document in (("usual", {"domains": ["www.example.com"]}), ("with many rules", full)):
        widget = WidgetView(
            id=new_id(),
            organisation_id=new_id(),
            survey_id=new_id(),
            survey="",
            name="",
            key="7kq3m9xw2d",
            settings=settings_of(document),
            created_at=datetime(2026, 1, 1, tzinfo=UTC),
            closed_at=None,
        )
        size = len(packed(script_of(widget))[0])
        rows.append(
            {
                "name": f"widget script, gzip, {name}",
                "value": size,
                "unit": "bytes",
                "reference": MOST,
                "ratio": size / MOST,
            }
        )
    return rows
