from pathlib import Path

from typer.testing import CliRunner

from ohlas.cli.text import text_app

GOOD = ["great", "lovely", "skvělé", "super", "polecam", "чудово", "отлично"]
BAD = ["awful", "broken", "hrozné", "pokazené", "tragedia", "жахливо", "ужасно"]
THINGS = [f"{thing} {number}" for number in range(20) for thing in ("phone", "jídlo", "hotel")]


def write_table(path: Path, rows: list[tuple[str, str]]) -> None:
    lines = ["text,label,language,domain", *(f'"{text}",{label},xx,made' for text, label in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def made_rows() -> list[tuple[str, str]]:
    return [
        (f"{thing} {word}", label)
        for words, label in ((GOOD, "positive"), (BAD, "negative"))
        for thing in THINGS
        for word in words
    ]


def train(folder: Path, out: Path) -> str:
    found = CliRunner().invoke(text_app, ["train", "--data", str(folder), "--out", str(out)])
    assert found.exit_code == 0, found.output
    return found.output


def test_training_twice_writes_the_same_weights(tmp_path: Path) -> None:
    write_table(tmp_path / "made.csv", made_rows())
    first = train(tmp_path, tmp_path / "one.npz")
    train(tmp_path, tmp_path / "two.npz")
    assert "macro-F1" in first
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_a_file_without_labels_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "bare.csv").write_text("text,stars\nfine,5\n", encoding="utf-8")
    found = CliRunner().invoke(text_app, ["train", "--data", str(tmp_path)])
    assert found.exit_code == 2
    assert "bare.csv" in found.output
    assert "label" in found.output


def test_an_unknown_label_is_refused(tmp_path: Path) -> None:
    write_table(tmp_path / "made.csv", [("fine", "superb")])
    found = CliRunner().invoke(text_app, ["train", "--data", str(tmp_path)])
    assert found.exit_code == 2
    assert "superb" in found.output
