"""Names of people and where they live, told by lists, endings and the words beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ohlas.text.lemmas.stopwords import STOPWORDS
from ohlas.text.masking.names import Names, names
from ohlas.text.masking.numbers import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ohlas.text.lemmas.tokens import Tokens

_TITLES = (
    "pan pana panu panem pane pani panu slecna slecny slecnu slecnou p ing mgr bc mudr judr phdr dr doc prof rndr "
    "paniu slecnou panom panov panovi pania panią pania panie panstwo szanowny slecno mr mrs ms miss mister mx herr "
    "herrn frau fraulein familie пан пана пану паном пане пані панi добродій господин господина господину господином "
    "госпожа госпожи госпоже госпожу госпожой"
)
TITLES = frozenset(_TITLES.split())
# English and German titles are written with a capital, and only the first: "I miss Prague", "MX Master", "MS Outlook".
_WRITTEN = "mr mrs ms miss mister mx herr herrn frau fraulein familie"
WRITTEN = frozenset(_WRITTEN.split())
_OURS = "mein meine meiner meinem meinen dein deine unser unsere unserer unseren eure seine ihre ganze ganzen"
OURS = frozenset(_OURS.split())
_SAINTS = "st saint san santa sao sv sw swietego swietej svateho svate svatej св святого святой святої"
SAINTS = frozenset(_SAINTS.split())
HYPHENS = "-‐‑"
FEMALE = re.compile(r".{2,}(?:ova|ovou|ovej)$")  # -ové is as often an adjective in the plural
_NOT_FEMALE = (
    "nova nove novou novej novu slova slove hotova hotove hotovou orlova znova snova ostrova domova hlavova kodova "
    "cenova cenove akciova darkova darkove osobnostova autobusova ledova medova kavova ovocnova bytova bytove "
    "vanova dubova bukova kozova kovova kovove gumova cukrova stromova linkova letova fitova tisova celkova celkove "
    "dotykova zalohova platova sportova sportove mobilova veprova houbova cesnekova gulasova bramborova svickova "
    "tatarova cockova fazolova jahodova boruvkova visnova merunkova orechova kakaova "
    "cokoladova vanilkova karamelova citronova pomerancova dynova celerova mrkvova spenatova kvetakova "
    "tvarohova jogurtova paprikova lidova fronta krupicova smakova grilova pivova vinova"
)
NOT_FEMALE = frozenset(
    stem + ending
    for word in _NOT_FEMALE.split()
    for stem in [word.removesuffix("ou").removesuffix("ej").rstrip("aeu")]
    for ending in ("a", "e", "ou", "ej", "u", "eho", "emu", "y", "ych", "ymi")
)
POLISH = re.compile(r".{3,}(?:(?:s|c|dz)k(?:i|iego|iemu|im|a|iej))$")
EAST = re.compile(r".{2,}(?:енко|енка|енку|енком|енкові|чук|чука|чуку|чуком)$")
RUSSIAN = re.compile(
    r".{3,}(?:ов|ова|ову|овым|овой|ове|ев|ева|еву|евым|евой|ин|ина|ину|иным|иной|ский|ского|ская|ской)$"
)
GERMAN = re.compile(
    r".{3,}(?:mann|berg|stein|meyer|meier|maier|bauer|hofer|huber|ski|sky|ic|vic|sen|son|oglu|auer|inger|hardt)$"
)
FATHERS = re.compile(
    r".{2,}(?:ович|овича|овичу|овичем|евич|евича|евичу|евичем|йович|йовича|івна|івни|івні|івну|івною|ївна|ївни)$"
)
DAUGHTERS = re.compile(
    r".{2,}(?:овна|овны|овне|овну|овной|евна|евны|евне|евну|евной)$"
)  # adjectives in Ukrainian
INITIAL = re.compile(r"\s*[A-ZÁ-ŽА-ЯЄІЇҐ]\.\s?$")
BETWEEN = re.compile(r"\.?[ \u00a0-]{1,2}$")
POLITE = frozenset().union(*STOPWORDS.values())
MOSTLY_CAPITAL = 0.6
FEWEST_TO_SHOUT = 4
LONGEST_SIGN = 3  # capitals that are rather an abbreviation than a name: "IV", "EVO", "ВОВ"
BRANDS = frozenset({("dr", "max"), ("dr", "oetker"), ("dr", "pepper"), ("mr", "proper"), ("dr", "martens")})
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
STREET = re.compile(
    r"(?<!\w)(?:(?:ul|ulic[eiíy]|ulicy|al|aleja|alei|os|osiedle|pl|plac|placu|náměstí|nám|námestí|námestie|tř|třída|"
    r"třídě|вул|вулиця|вулиці|вулицю|просп|проспект|проспекті|проспекте|пр-т|пров|провулок|бульвар|бул|б-р|площа|"
    r"площадь|ул|улица|улице|улицу|пер|переулок|шоссе|наб|набережная)\.?\s{1,2}"
    r"(?:[^\W\d_][\w.'’-]{1,30}[ \u00a0]?){1,4},?\s?(?:d\.|č\.|č\.\s?p\.|буд\.?|д\.?|дом|nr\.?|m\.)?"
    r"\s?\d{1,4}[\w/-]{0,8}"
    r"|[A-ZÄÖÜ][\wäöüß-]{2,30}(?:straße|strasse|str\.|gasse|allee|weg|platz|ufer|damm)\s\d{1,4}\s?[a-z]?(?!\w)"
    r"|\d{1,5}\s(?:[A-Z][\w'-]{1,20}\s){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Way)(?!\w)"
    r"|[A-ZÁ-Ž][\wá-ž]{3,25}(?:á|ova|ého|ská|cká|ská|ého|ní)\s\d{1,5}/\d{1,4}[a-z]?(?!\w))"
    r"(?:,?\s\d{3}\s?\d{2}(?!\d)\s?[A-ZÁ-Ž][\wá-ž]{2,20}|,?\s\d{2}-\d{3}\s[A-ZŁŚŻŹĆ]\w{2,20}|,?\s\d{5}\s[A-ZÄÖÜ]\w{2,20})?"
    r"(?:,\s?(?:кв|оф|byt|m|lok)\.?\s?\d{1,4})?",
    re.IGNORECASE,
)
STREET_HINT = re.compile(r"\d")


def private_addresses(text: str) -> Iterator[Found]:
    """E-mail addresses, and streets with a house number.

    Shape:  any text in, stretches out.
    Errors: e-mail by form; a street needs a word for street, or the ending of one, and a number.
    Source: RFC 5322 as people write it; own rule for streets.
    """
    if "@" in text:
        yield from (Found("email", each.start(), each.end()) for each in EMAIL.finditer(text))
    if STREET_HINT.search(text):
        for each in STREET.finditer(text):
            if any(sign.isupper() for sign in each.group()):
                yield Found("address", each.start(), each.end())


def private_names(words: Tokens, language: str) -> Iterator[Found]:
    """Given names and surnames in any case of the seven languages.

    Shape:  tokens and a language in, stretches out, each the longest run of name words.
    Errors: names outside the lists are seen only beside a title or a listed given name, or by endings such as
            -ová and -енко; a name written small only after a title. Words that are also names need such company.
    Source: own lists and rules.
    """
    people = names()
    marks = _marks(words, people, language)
    at = 0
    while at < len(marks):
        if not marks[at]:
            at += 1
            continue
        last = at
        while last + 1 < len(marks) and marks[last + 1] and _is_joined(words, last):
            last += 1
        yield Found("name", words.starts[at], words.ends[last])
        at = last + 1


@dataclass
class _Reading:
    """One text being searched: what is known of all its words while they are judged one by one."""

    words: Tokens
    people: Names
    language: str
    shouts: bool
    marks: list[bool]

    def is_name(self, at: int) -> bool:
        word = self.words.words[at]
        if word in self.people.never or word in POLITE or word in TITLES or len(word) == 1:
            return False
        if (self._before(at), word) in BRANDS or self._hangs_on(at) or self._is_saint(at):
            return False
        is_capital = self.words.text[self.words.starts[at]].isupper()
        if _after_title(self.words, at):
            tells = is_capital and self._tells_by_capital(at) and not self.people.is_role(word)
            return tells or self._is_listed(word)
        if not is_capital:
            return False
        if at and self.marks[at - 1] and _is_joined(self.words, at - 1):
            return self._may_follow(word)
        return self._stands_alone(word, at)

    def _stands_alone(self, word: str, at: int) -> bool:
        if self._is_listed(word):
            is_doubtful = self.people.is_doubtful(word, self.language) or self._may_be_a_word(word, at)
            return not is_doubtful or _has_company(self.words, at, self.people, self.language)
        return self._tells_by_capital(at) and _by_ending(word, self.language)

    def _may_be_a_word(self, word: str, at: int) -> bool:
        """An everyday word, too, where its capital tells nothing ("Lidé u vás", "PET"), or a short sign ("EVO")."""
        in_capitals = self.words.text[self.words.starts[at] : self.words.ends[at]].isupper()
        if not self.people.is_ordinary(word, self.language):
            return in_capitals and len(word) <= LONGEST_SIGN
        return _starts(self.words, at) or self.shouts or in_capitals

    def _before(self, at: int) -> str:
        return self.words.words[at - 1] if at else ""

    def _hangs_on(self, at: int) -> bool:
        """Behind a hyphen a name goes on with the word before: no name there, none here ("Йошкар-Олы")."""
        start = self.words.starts[at]
        if not at or self.words.ends[at - 1] != start - 1 or self.words.text[start - 1] not in HYPHENS:
            return False
        return not self.marks[at - 1]

    def _is_saint(self, at: int) -> bool:
        """Who is called a saint is a place or a day ("St Thomas", "plac św. Marka")."""
        return self._before(at) in SAINTS and _is_near(self.words, at)

    def _may_follow(self, word: str) -> bool:
        """What stands right behind a name and is capital is a surname, save in German and in shouted texts."""
        if self._is_listed(word) or _by_ending(word, self.language):
            return True
        if any(ending.fullmatch(word) for ending in (FEMALE, RUSSIAN, DAUGHTERS)):
            return True
        if self.language == "de":
            return GERMAN.fullmatch(word) is not None
        return not self.shouts

    def _is_listed(self, word: str) -> bool:
        return self.people.is_given(word, self.language) or word in self.people.surnames

    def _tells_by_capital(self, at: int) -> bool:
        return not self.shouts and not _starts(self.words, at)


def _marks(words: Tokens, people: Names, language: str) -> list[bool]:
    reading = _Reading(words, people, language, _shouts(words), [False] * len(words.words))
    for at, start in enumerate(words.starts):
        if words.text[start].isupper() or _after_title(words, at):
            reading.marks[at] = reading.is_name(at)
    return reading.marks


def _has_company(words: Tokens, at: int, people: Names, language: str) -> bool:
    """A listed name or an initial right beside it."""
    if at + 1 < len(words.words) and _is_joined(words, at) and words.text[words.starts[at + 1]].isupper():
        following = words.words[at + 1]
        if following in people.surnames or people.is_given(following, language):
            return True
        if any(ending.fullmatch(following) for ending in (FEMALE, EAST, POLISH, FATHERS, DAUGHTERS)):
            return True
    if at and people.is_given(words.words[at - 1], language) and _is_joined(words, at - 1):
        return words.text[words.starts[at - 1]].isupper()
    return INITIAL.search(words.text, max(0, words.starts[at] - 4), words.starts[at]) is not None


def _by_ending(word: str, language: str) -> bool:
    if language in {"cs", "sk"}:
        return FEMALE.fullmatch(word) is not None and word not in NOT_FEMALE
    if EAST.fullmatch(word) or FATHERS.fullmatch(word):
        return True
    return language == "ru" and DAUGHTERS.fullmatch(word) is not None


def _after_title(words: Tokens, at: int) -> bool:
    if not at:
        return False
    before = at - 1
    if before and words.words[before - 1] in TITLES and names().is_role(words.words[before]):
        before -= 1  # "pan doktor Novák"
    if words.words[before] not in TITLES or not _is_written_as_title(words, before):
        return False
    return _is_near(words, at)


def _is_written_as_title(words: Tokens, at: int) -> bool:
    """Not glued to digits or an address, as in "16p", and written as its language does."""
    text, start, end = words.text, words.starts[at], words.ends[at]
    if (start and (text[start - 1].isalnum() or text[start - 1] in "_/")) or text[end : end + 1].isdigit():
        return False
    title = words.words[at]
    if title not in WRITTEN:
        return True
    if not text[start].isupper() or (text[start:end].isupper() and title in {"ms", "mx"}):
        return False
    return title not in {"frau", "familie"} or not at or words.words[at - 1] not in OURS


def _is_joined(words: Tokens, at: int) -> bool:
    return _is_near(words, at + 1) and "." not in words.text[words.ends[at] : words.starts[at + 1]]


def _is_near(words: Tokens, at: int) -> bool:
    """Only a blank, a hyphen or the point of an abbreviation stands between the word before and this one."""
    return BETWEEN.fullmatch(words.text, words.ends[at - 1], words.starts[at]) is not None


def _starts(words: Tokens, at: int) -> bool:
    """The first word of a sentence is capital whatever it is; a title before it ends that."""
    if at == 0:
        return True
    gap = words.text[words.ends[at - 1] : words.starts[at]]
    return any(sign in gap for sign in ".!?…\n:•") and words.words[at - 1] not in TITLES


def _shouts(words: Tokens) -> bool:
    """Capital letters tell nothing in a text that is made of them, nor where every word begins with one."""
    capital = sum(words.text[start].isupper() for start in words.starts)
    return len(words.words) >= FEWEST_TO_SHOUT and capital > MOSTLY_CAPITAL * len(words.words)
