"""`ohlas text analyse`: what each text of a table says, without a database."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

MOST_LOST = 5  # rows that cannot be read are named up to here, the others counted

if TYPE_CHECKING:
    from ohlas.text.analysis import Analysis


def analyse_command(
    file: Annotated[Path, typer.Argument(help="CSV, XLSX or Parquet file.", show_default=False)],
    text: Annotated[str, typer.Option(help="Column with the texts.", show_default=False)],
    business: Annotated[
        str,
        typer.Option(help="Whose topics: shop, delivery, bank, telecom, hospitality, health or public."),
    ] = "shop",
    *,
    accurate: Annotated[bool, typer.Option("--accurate", help="Slower and more often right.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per row, in order.")] = False,
) -> None:
    """Say what each text says: language, sentiment, topics, urgency; empty rows get a line and no share."""
    from ohlas.lib.tables import TableError
    from ohlas.text.sentiment.errors import SentimentError
    from ohlas.text.topics import TopicTrouble, default_tree

    try:
        from ohlas.text.analysis import analyse_many

        tree = default_tree(business)
        lost: list[str] = []
        broken: list[int] = []
        found = _noting(
            analyse_many(_texts(file, text, lost), tree, "accurate" if accurate else "fast"), broken
        )
        if as_json:
            _print_lines(found)
        else:
            _print_summary(found, {topic.id: topic.title("en") for topic in tree.walk()})
    except (TableError, TopicTrouble, SentimentError) as problem:
        _stop(str(problem))
    except PermissionError:
        _stop(f"{str(file)!r} may not be read. Check its permissions.")
    if broken:
        where = ", ".join(map(str, broken[:MOST_LOST])) + (", …" if len(broken) > MOST_LOST else "")
        told = f"letters are lost to question marks in {len(broken)} of the texts (number {where})"
        sys.stderr.write(f"ohlas text analyse: {told}. Export the file again as UTF-8 or XLSX.\n")
    if lost:
        more = f" (and {len(lost) - MOST_LOST} more)" if len(lost) > MOST_LOST else ""
        told = "; ".join(lost[:MOST_LOST])
        sys.stderr.write(f"ohlas text analyse: rows that do not fit the table count as empty: {told}{more}\n")


def _texts(file: Path, column: str, lost: list[str]) -> Iterator[str]:
    """The column's cells in order; rows that cannot be read are empty, so that lines and rows agree.

    Why each of those could not be read is added to `lost`.
    """
    from ohlas.lib.tables import BadRow, column_index, inspect, rows
    from ohlas.text import made_whole

    info = inspect(file, heading=made_whole)
    place = column_index(info, column)
    for row in rows(file, info):
        if isinstance(row, BadRow):
            lost.append(f"row {row.number}: {row.reason}")
            yield ""
        else:
            yield row.values[place] if len(row.values) > place else ""


def _noting(found: "Iterator[Analysis]", broken: list[int]) -> "Iterator[Analysis]":
    """The same; which texts, counted from 1, have lost letters is added to `broken`."""
    for number, one in enumerate(found, 1):
        if one.has_lost_letters:
            broken.append(number)
        yield one


def _print_lines(found: "Iterator[Analysis]") -> None:
    from ohlas.text.analysis import to_json

    for one in found:
        line = json.dumps(to_json(one), ensure_ascii=False)
        # Half a letter of a damaged file cannot be written as UTF-8.
        sys.stdout.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")


def _print_summary(found: "Iterator[Analysis]", titles: dict[str, str]) -> None:
    from rich.console import Console
    from rich.table import Table

    languages, labels, urgency = Counter[str](), Counter[str](), Counter[str]()
    topics: dict[str, Counter[str]] = {}
    silent = 0
    for one in found:
        if not one.repair.text.strip():
            silent += 1
            continue
        languages[one.language] += 1
        labels[one.sentiment.label] += 1
        urgency.update(each.kind for each in one.urgency)
        for each in one.topics:
            topics.setdefault(each.topic, Counter())[each.sentiment] += 1
    console, total = Console(highlight=False), languages.total()
    without = f", {silent} without words" if silent else ""
    console.print((f"{total} text" if total == 1 else f"{total} texts") + without)
    for name, counted in (("Languages", languages), ("Sentiment", labels), ("Asks for action", urgency)):
        if counted:
            parts = (f"{key} {n} ({n / total:.1%})" for key, n in counted.most_common())
            console.print(f"{name}: {', '.join(parts)}")
    table = Table("Topic", "Texts", "Share", "Positive", "Negative", box=None)
    for topic, counted in sorted(topics.items(), key=lambda pair: -pair[1].total()):
        n = counted.total()
        row = (f"{n}", f"{n / total:.1%}", f"{counted['positive'] / n:.0%}", f"{counted['negative'] / n:.0%}")
        table.add_row(titles.get(topic, topic), *row)
    if topics:
        console.print(table)


def _stop(message: str) -> NoReturn:
    sys.stderr.write(f"ohlas text analyse: {message}\n")
    raise typer.Exit(code=2)
