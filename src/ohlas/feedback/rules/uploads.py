"""Files respondents send: how much is taken, what a file is by its bytes, and how its name is shown.

Only pictures and PDF: enough for a receipt, a damaged parcel, a screenshot; nothing that is run when opened.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

MOST_BYTES = 10 * 1024 * 1024
"""Of one file: a phone's photograph in its best quality has 3 to 8 MB."""
MOST_BODY = 32 * 1024 * 1024
"""Of everything posted at once: three files and the answers around them."""
MOST_OF_ONE = 20
"""Files one respondent can send in all, those that were removed again included."""
FREE_BYTES = 512 * 1024 * 1024
"""Left on the disk for answers: a full one would stop them."""
LONGEST_NAME = 80
_HEAD = 32


@dataclass(frozen=True, slots=True)
class FileKind:
    """`suffixes`: the first is given where a name has none of them."""

    media: str
    suffixes: tuple[str, ...]
    is_picture: bool = True


PNG = FileKind("image/png", (".png",))
JPEG = FileKind("image/jpeg", (".jpg", ".jpeg"))
WEBP = FileKind("image/webp", (".webp",))
GIF = FileKind("image/gif", (".gif",))
HEIC = FileKind("image/heic", (".heic", ".heif"))
PDF = FileKind("application/pdf", (".pdf",), is_picture=False)
KINDS = {kind.media: kind for kind in (PNG, JPEG, WEBP, GIF, HEIC, PDF)}
ACCEPT = ",".join(KINDS)
"""For the browser's chooser, which is a courtesy and no guard."""


class WhyNot(StrEnum):
    """Why a file is not taken."""

    KIND = "kind"
    BYTES = "bytes"
    PICTURE = "picture"
    COUNT = "count"
    NOT_NOW = "not_now"


def kind_of(content: bytes) -> FileKind | None:
    """What the bytes say; the name and what the browser claims are nobody's proof."""
    head = content[:_HEAD]
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"hevc", b"mif1", b"msf1"}:
        return HEIC
    return PDF if head.startswith(b"%PDF-") else None


def shown_name(given: str, kind: FileKind) -> str:
    """The last part of what the browser sent, without signs that turn or hide words, ending as its kind does."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    plain = "".join(
        one for one in last if unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    )
    words = re.sub(r'[<>:"|?*;\s]+', " ", plain).strip(" .")
    stem, dot, suffix = words.rpartition(".")
    if dot and f".{suffix.lower()}" in kind.suffixes:
        words, ending = stem, f".{suffix.lower()}"
    else:
        ending = kind.suffixes[0]
    return f"{words.strip(' .')[:LONGEST_NAME] or 'file'}{ending}"


def stored_name(upload_id: UUID, content: bytes) -> str:
    """A name that tells nothing, belongs to one upload and proves its content."""
    return sha256(upload_id.bytes + content).hexdigest()
