"""Which country a time zone lies in, for its public holidays."""

from collections.abc import Mapping
from functools import cache

OURS: Mapping[str, str] = {
    "Europe/Prague": "CZ",
    "Europe/Bratislava": "SK",
    "Europe/Warsaw": "PL",
    "Europe/Kyiv": "UA",
    "Europe/Kiev": "UA",
    "Europe/Uzhgorod": "UA",
    "Europe/Zaporozhye": "UA",
    "Europe/Moscow": "RU",
    "Europe/Kaliningrad": "RU",
    "Europe/Samara": "RU",
    "Asia/Yekaterinburg": "RU",
    "Europe/Berlin": "DE",
    "Europe/Vienna": "AT",
    "Europe/Zurich": "CH",
    "Europe/London": "GB",
    "Europe/Paris": "FR",
    "Europe/Budapest": "HU",
    "Europe/Bucharest": "RO",
    "Europe/Vilnius": "LT",
    "Europe/Riga": "LV",
    "Europe/Tallinn": "EE",
}


@cache
def country_of(zone: str) -> str:
    """The ISO code of the zone's country, empty where a zone spans several or is unknown: no holidays then."""
    return OURS.get(zone, "")
