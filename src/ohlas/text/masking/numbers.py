# ruff: noqa: PLR2004 - the numbers are those of the standards
"""Numbers that belong to a person: cards, accounts, national numbers by their check digits, telephones, orders."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

DIGITS = re.compile(r"\d")
RUN = re.compile(r"(?<![\w])(?:\+|00)?\(?\d[\d \u00a0.()/–-]{5,32}\d(?![\w])")
IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]){11,30}(?!\w)")
ORDER = re.compile(
    r"(?<!\w)(?:objedn[aá]v\w*|zak[aá]zk\w*|faktur\w*|fakt[uú]r\w*|smlouv\w*|zmluv\w*|reklamac\w*|reklam[aá]ci\w*|"
    r"z[aá]silk\w*|z[aá]sielk\w*|zam[oó]wieni\w*|umow\w*|przesy[lł]k\w*|paczk\w*|zg[lł]oszeni\w*|order|invoice|ticket|"
    r"case|booking|reservation|rezervac\w*|rezerv[aá]ci\w*|rezerwacj\w*|claim|contract|parcel|tracking|reference|"
    r"customer|заказ\w*|замовлен\w*|договор\w*|догов[оі]р\w*|накладн\w*|посылк\w*|посилк\w*|трек\w*|рахун\w*|счет\w*|"
    r"обращени\w*|звернен\w*|bestellung|bestellnummer|bestell-nr|auftrag\w*|rechnung\w*|vertrag\w*|kundennummer|"
    r"sendung\w*|buchung\w*|ттн)"
    r"[ \u00a0]*(?:(?:číslo|čísla|cislo|č|nr|no|number|num|id|numer|numeru|номер|nummer|code|код|is|s|pod|za)"
    r"\.?[ \u00a0]*){0,2}[:#№]?[ \u00a0]*(?P<number>[A-Z]{0,4}[-/]?\d[\dA-Z/-]{3,24})(?!\w)",
    re.IGNORECASE,
)
DATE = re.compile(
    r"(?:\d{1,2}[./-] ?\d{1,2}[./-] ?(?:19|20)?\d{2}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2})(?:[ ,]+\d{1,2}[.:]\d{2})?"
)
RANGE = re.compile(r"(?:19|20)\d{2} ?[-–/] ?(?:19|20)\d{2}")
TAX_WORDS = re.compile(
    r"(?:инн|іпн|рнокпп|ідентифікаційн\w*|податков\w*|налог\w*|ідент|код)\W{0,12}$", re.IGNORECASE
)
PHONE_WORDS = re.compile(
    r"(?:tel|telefon\w*|mobil\w*|č[ií]sl\w*|volejte|zavolejte|volajte|kom[oó]rk\w*|numer\w*|dzwoni\w*|тел|телефон\w*|моб|"
    r"номер\w*|phone|call|cell|mobile|reach|whatsapp|viber|handy|nummer|rufen|anrufen|erreichbar|unter|at|na|мне|мені)"
    r"\W{0,12}$",
    re.IGNORECASE,
)
CONTEXT = 40  # characters before a number that may say what it is
MONEY_REACH = 8  # and after it
MONEY = re.compile(
    r"\s*(?:kč|czk|eur|euro|€|zł|zl|pln|грн|uah|руб|₽|rub|usd|\$|£|korun|mb|gb|km|ks|kg|ml)\b|\s*[€₽$£%]",
    re.IGNORECASE,
)
GROUPED = re.compile(
    r"(?:\d{3}[ \u00a0-]\d{3}[ \u00a0-]\d{3}|\d{3}[ \u00a0-]\d{2}[ \u00a0-]\d{2}[ \u00a0-]\d{2,3})"
)
LOCAL = re.compile(
    r"(?:0\d{2,4}[ /-]?[\d \u00a0/-]{5,10}|8[ -]?\(?9\d{2}\)?[\d \u00a0-]{7,11}"
    r"|\(\d{3}\) ?\d{3}[ -]\d{4}|\d{3}[-.]\d{3}[-.]\d{4})"
)


class Found(NamedTuple):
    """A private stretch of a text: text[start:end] and what it is."""

    kind: str
    start: int
    end: int


def private_numbers(text: str) -> Iterator[Found]:
    """Card, account, national, telephone and order numbers in a text.

    Shape:  any text in, stretches out, possibly overlapping; a text without digits gives none.
    Errors: cards, accounts and national numbers by their check digits; a number without any (order, telephone)
            by the words before it and how it is grouped.
    Source: ISO/IEC 7812 (Luhn), ISO 13616 (IBAN), Czech and Slovak act on the birth number, PESEL act, Ukrainian
            and Russian tax number rules, ITU-T E.164.
    """
    for found in ORDER.finditer(text):
        yield Found("order", found.start("number"), found.end("number"))
    for found in IBAN.finditer(text):
        if is_iban(found.group()):
            yield Found("iban", found.start(), found.end())
    for found in RUN.finditer(text):
        kind = _kind(
            found.group(),
            text[max(0, found.start() - CONTEXT) : found.start()],
            text[found.end() : found.end() + MONEY_REACH],
        )
        if kind:
            yield Found(kind, found.start(), found.end())


def is_card(digits: str) -> bool:
    """Luhn's check on 13 to 19 digits that begin as payment cards do."""
    if not 13 <= len(digits) <= 19 or digits[0] not in "23456" or len(set(digits)) == 1:
        return False
    doubled = (int(digit) * (2 if at % 2 else 1) for at, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def is_iban(text: str) -> bool:
    """Remainder 1 modulo 97 after the country and check digits moved to the end."""
    bare = "".join(text.split())
    moved = bare[4:] + bare[:4]
    return 15 <= len(bare) <= 34 and int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


def is_birth_number(digits: str) -> bool:
    """Czech and Slovak birth number: a date, and divisible by 11 when it has ten digits."""
    if len(digits) == 9:
        return _is_day(1900 + int(digits[:2]), int(digits[2:4]) % 50, int(digits[4:6]))
    if len(digits) != 10 or not (int(digits) % 11 == 0 or (int(digits[:9]) % 11 == 10 and digits[9] == "0")):
        return False
    year, month = int(digits[:2]), int(digits[2:4]) % 50
    return _is_day(
        1900 + year if year >= 54 else 2000 + year, month - 20 if month > 20 else month, int(digits[4:6])
    )


def is_pesel(digits: str) -> bool:
    """Polish PESEL: a date with the century in the month, and a check digit."""
    if len(digits) != 11:
        return False
    weights = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
    check = (10 - sum(int(d) * w for d, w in zip(digits, weights, strict=False)) % 10) % 10
    month = int(digits[2:4])
    century = {0: 1900, 1: 2000, 2: 2100, 3: 2200, 4: 1800}[month // 20]
    return check == int(digits[10]) and _is_day(century + int(digits[:2]), month % 20, int(digits[4:6]))


def is_rnokpp(digits: str) -> bool:
    """Ukrainian taxpayer number: ten digits, the last a check."""
    weights = (-1, 5, 7, 9, 4, 6, 10, 5, 7)
    if len(digits) != 10:
        return False
    return sum(int(d) * w for d, w in zip(digits, weights, strict=False)) % 11 % 10 == int(digits[9])


def is_inn(digits: str) -> bool:
    """Russian taxpayer number: ten digits of a company or twelve of a person, the last one or two a check."""
    ten, eleven, twelve = (
        (2, 4, 10, 3, 5, 9, 4, 6, 8),
        (7, 2, 4, 10, 3, 5, 9, 4, 6, 8),
        (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8),
    )
    checks = {10: (ten,), 12: (eleven, twelve)}.get(len(digits), ())
    return bool(checks) and all(
        sum(int(d) * w for d, w in zip(digits, weights, strict=False)) % 11 % 10 == int(digits[len(weights)])
        for weights in checks
    )


def is_snils(digits: str) -> bool:
    """Russian insurance number: eleven digits, the last two a check."""
    if len(digits) != 11:
        return False
    total = sum(int(d) * (9 - at) for at, d in enumerate(digits[:9]))
    return total % 101 % 100 == int(digits[9:])


def _kind(run: str, before: str, after: str) -> str | None:
    if DATE.fullmatch(run.strip()) or RANGE.fullmatch(run.strip()):
        return None
    digits = "".join(DIGITS.findall(run))
    if digits.isascii():
        national = _national(run, digits, before)
        if national:
            return national
    return "phone" if _is_phone(run, digits, before, after) else None


def _national(run: str, digits: str, before: str) -> str | None:
    is_plain = run == digits
    if is_card(digits):
        return "card"
    if ("/" in run or is_plain) and run.count("/") <= 1 and "." not in run and is_birth_number(digits):
        return "national" if len(digits) == 10 or "/" in run else None
    if is_plain and is_pesel(digits):
        return "national"
    if re.fullmatch(r"\d{3}-\d{3}-\d{3}[ -]\d{2}", run) and is_snils(digits):
        return "national"
    is_tax = is_plain and (is_rnokpp(digits) or is_inn(digits))
    return "national" if is_tax and (TAX_WORDS.search(before) or len(digits) == 12) else None


def _is_phone(run: str, digits: str, before: str, after: str) -> bool:
    if not 7 <= len(digits) <= 15 or MONEY.match(after):
        return False
    if run.startswith(("+", "00")):
        return len(digits) >= 9
    if len(digits) >= 9 and (GROUPED.fullmatch(run) or LOCAL.fullmatch(run)):
        return True
    return PHONE_WORDS.search(before) is not None and len(digits) >= 7 and "." not in run


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
