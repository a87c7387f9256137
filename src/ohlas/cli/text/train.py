"""`ohlas text train`: the sentiment model from labelled texts; run twice it writes the same bytes."""

from pathlib import Path
from typing import Annotated

import typer


def train_command(
    data: Annotated[
        Path, typer.Option(help="Folder of CSV or Parquet files with text, label, language, domain.")
    ],
    out: Annotated[Path, typer.Option(help="Where the weights go.")] = Path("sentiment.npz"),
    words: Annotated[
        list[Path] | None, typer.Option(help="Lists of English words with their valence, tab between.")
    ] = None,
    *,
    embeddings: Annotated[
        bool, typer.Option(help="Also fit the accurate mode; takes about half an hour.")
    ] = False,
) -> None:
    """Learn from labelled texts and print how often the model is right on texts it never saw."""
    from ohlas.text.sentiment import SentimentError
    from ohlas.text.sentiment.making import make

    try:
        made = make(data, words or (), embeddings=embeddings)
    except SentimentError as problem:
        typer.echo(f"ohlas: {problem}", err=True)
        raise typer.Exit(code=2) from problem
    made.weights.save(out)
    typer.echo(f"{'language':<10}{'set':<44}{'texts':>7}{'macro-F1':>10}{'by label':>10}")
    for line in made.accuracies:
        figures = f"{line.texts:>7}{line.by_side:>10.3f}{line.by_label:>10.3f}"
        typer.echo(f"{line.language:<10}{line.domain:<44}{figures}")
    typer.echo(f"{made.learnt} texts learnt, {out} written, {out.stat().st_size / 1e6:.1f} MB.")
