"""Compiles the message catalogues with Babel, so that no system gettext is needed."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def compile_catalogues(root: Path = ROOT) -> int:
    """How many `.po` files under `root` were compiled to `.mo`; only those that changed.

    Errors: a broken catalogue raises Babel's own error, naming the line.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    done = 0
    for po in sorted(root.glob("**/locale/*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parts[-3])
        with mo.open("wb") as target:
            write_mo(target, catalogue)
        done += 1
    return done


if __name__ == "__main__":
    compile_catalogues()
