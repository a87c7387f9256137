"""A room may touch another room only through its doors."""

from collections.abc import Iterator

import grimp

DOORS = {"access", "actions", "queries", "pages", "events", "rules", "errors"}
COMPOSERS = {"site", "api", "cli"}
CORE = {"metrics", "text", "engine", "lib", "outbox"}


def crossings() -> Iterator[tuple[str, str, str, str, str]]:
    graph = grimp.build_graph("ohlas", exclude_type_checking_imports=True, cache_dir=None)
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            a, b = importer.split("."), imported.split(".")
            if len(a) < 2 or len(b) < 3 or a[1] == b[1] or "tests" in a:
                continue
            yield importer, imported, a[1], b[1], b[2]


def test_rooms_use_doors() -> None:
    bad = sorted(
        f"{importer} -> {imported}"
        for importer, imported, a, b, part in crossings()
        if a not in COMPOSERS and b not in CORE and part not in DOORS
    )
    assert not bad, "\n".join(bad)
