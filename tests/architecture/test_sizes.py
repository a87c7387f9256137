"""Files and functions stay small enough to read at once (house.md, guard 5)."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "src" / "ohlas"
LONGEST_FILE = 500
LONGEST_FUNCTION = 60
LONGEST_CLASS = 250
LATE_IMPORTS = 0.02
# Late imports of these keep an idle web process light; they are the reason the rule has a budget at all.
HEAVY = {
    "numpy", "scipy", "pyarrow", "deltalake", "duckdb", "ibis", "altair", "vl_convert", "python_calamine",
    "xlsxwriter", "granian", "babel", "rich", "ftfy", "charset_normalizer",
}  # fmt: skip
# A command line answers `--help` and `analyze` without Django, so its commands import rooms when called.
COMMANDS = ROOT / "cli"


def sources() -> list[Path]:
    return [p for p in ROOT.rglob("*.py") if not {"tests", "migrations"} & set(p.relative_to(ROOT).parts)]


def nodes(kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> Iterator[tuple[Path, ast.AST]]:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, kind):
                yield path, node


def span(node: ast.AST) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def share(sizes: list[int], at: float) -> int:
    return sorted(sizes)[min(len(sizes) - 1, int(len(sizes) * at))]


def test_files_stay_short() -> None:
    sizes = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in sources()}
    too_long = [f"{p.relative_to(ROOT)}: {n}" for p, n in sizes.items() if n > LONGEST_FILE]
    assert not too_long, "\n".join(too_long)
    filled = [n for n in sizes.values() if n]
    assert share(filled, 0.5) <= 100
    assert share(filled, 0.9) <= 300


def test_functions_fit_on_a_screen() -> None:
    found = [(p, n, span(n)) for p, n in nodes((ast.FunctionDef, ast.AsyncFunctionDef))]
    too_long = [f"{p.relative_to(ROOT)}:{n.name}: {size}" for p, n, size in found if size > LONGEST_FUNCTION]
    assert not too_long, "\n".join(too_long)
    sizes = [size for _, _, size in found]
    assert share(sizes, 0.5) <= 10
    assert share(sizes, 0.9) <= 30


def test_classes_hold_one_idea() -> None:
    too_long = [f"{p.name}:{n.name}: {span(n)}" for p, n in nodes(ast.ClassDef) if span(n) > LONGEST_CLASS]
    assert not too_long, "\n".join(too_long)


def test_few_imports_hide_inside_functions() -> None:
    late = total = 0
    for path in sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {
            id(leaf)
            for function in ast.walk(tree)
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
            for leaf in ast.walk(function)
        }
        for node in ast.walk(tree):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                total += 1
                late += id(node) in inside and top_package(node) not in HEAVY and COMMANDS not in path.parents
    assert late <= total * LATE_IMPORTS, f"{late} of {total} imports stand inside functions"


def top_package(node: ast.Import | ast.ImportFrom) -> str:
    return (node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]


def test_no_unit_test_holds_a_stopwatch() -> None:
    """Speed is measured by `make bench`, beside a reference; a test that times itself fails on a busy machine."""
    tests = [*ROOT.rglob("test_*.py"), *(ROOT.parents[1] / "tests" / "flows").rglob("test_*.py")]
    watches = ("process_time(", "perf_counter(")
    assert [p.name for p in tests if any(watch in p.read_text(encoding="utf-8") for watch in watches)] == []
