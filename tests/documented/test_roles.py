"""The page about roles says what the table of permissions says."""

from pathlib import Path

from ohlas.accounts.access import DEFAULT_PER_MINUTE, LIMITS, PERMISSION_NAMES, ROLE_NAMES
from ohlas.accounts.rules import LINK_LIVES, PERMISSIONS, LinkPurpose, Permission, Role

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/roles.md"


def table(heading: str) -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"| {heading} |"))
    rows = []
    for line in (lines[start], *lines[start + 2 :]):
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def test_the_documented_table_is_the_table() -> None:
    head, *rows = table("right")
    assert head[2:] == [str(ROLE_NAMES[role]) for role in Role]
    assert rows == [
        [
            f"`{right.value}`",
            str(PERMISSION_NAMES[right]),
            *("✓" if right in PERMISSIONS[role] else "" for role in Role),
        ]
        for right in Permission
    ]


def test_the_documented_limits_are_the_limits() -> None:
    _head, *rows = table("keys with")
    assert rows[0] == ["`answers:write`", f"{LIMITS[Permission.RECORD_ANSWERS]:,}"]
    assert rows[1][1] == str(DEFAULT_PER_MINUTE)
    assert set(LIMITS) == {Permission.RECORD_ANSWERS}


def test_the_documented_lives_of_links_are_theirs() -> None:
    rows = {row[0].split(",")[0]: row[1] for row in table("link")[1:]}
    assert rows["sign-in"] == f"{LINK_LIVES[LinkPurpose.SIGN_IN].seconds // 60} minutes"
    assert rows["first start"] == f"{LINK_LIVES[LinkPurpose.START].total_seconds() / 3600:.0f} hours"
    assert rows["invitation"] == f"{LINK_LIVES[LinkPurpose.INVITATION].total_seconds() / 3600:.0f} hours"
