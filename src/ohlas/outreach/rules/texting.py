"""Our own wording of text messages in every language: short, so that one segment is enough where it can be.

They stand here and not in the catalogues, since each is measured with its alphabet and names the language's own word
for STOP.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.replies import STOP_WORDS
from ohlas.outreach.rules.words import PLACEHOLDERS

PLACES = (*PLACEHOLDERS, "stop")
"""What a text message may put in the place of `{…}`."""


@dataclass(frozen=True, slots=True)
class TextWords:
    """`general` invites where no 0-10 is asked; `thanks`, `unclear`, `over` and `stopped` answer replies."""

    general: str
    invitation: str
    reminder: str
    thanks: str
    unclear: str
    over: str
    stopped: str


WORDS: Mapping[str, TextWords] = {
    "en": TextWords(
        "{organisation}: how was it with us? A short survey: {link} No more: {stop}",
        "{organisation}: how likely are you to recommend us, 0-10? Reply with a number or open {link} No more: {stop}",
        "{organisation}: we would still like to know your opinion, 0-10. Reply or open {link} No more: {stop}",
        "Thank you, your answer is recorded.",
        "Thank you. We could not read a score in it; please send one number from {low} to {high}, or use the link we "
        "sent.",
        "Thank you. This survey takes no more answers.",
        "You will get no more surveys from {organisation} by text message.",
    ),
    "cs": TextWords(
        "{organisation}: jak jste u nás byli spokojeni? Krátký dotazník: {link} Dále nepsat: {stop}",
        "{organisation}: doporučíte nás? Odpovězte číslem 0-10 nebo na {link} Dále nepsat: {stop}",
        "{organisation}: stále nás zajímá váš názor. Odpovězte číslem 0-10 nebo na {link} Dále nepsat: {stop}",
        "Děkujeme, odpověď je zaznamenána.",
        "Děkujeme. Hodnocení jsme nepoznali; pošlete jedno číslo od {low} do {high}, nebo použijte zaslaný odkaz.",
        "Děkujeme. Průzkum už odpovědi nepřijímá.",
        "Další průzkumy od {organisation} vám už v SMS nepřijdou.",
    ),
    "sk": TextWords(
        "{organisation}: ako ste boli u nás spokojní? Krátky dotazník: {link} Viac nepísať: {stop}",
        "{organisation}: odporučíte nás? Odpovedzte číslom 0-10 alebo na {link} Viac nepísať: {stop}",
        "{organisation}: stále nás zaujíma váš názor. Odpovedzte číslom 0-10 alebo na {link} Viac nepísať: {stop}",
        "Ďakujeme, odpoveď je zaznamenaná.",
        "Ďakujeme. Hodnotenie sme nerozpoznali; pošlite prosím jedno číslo od {low} do {high}, alebo použite poslaný "
        "odkaz.",
        "Ďakujeme. Prieskum už odpovede neprijíma.",
        "Ďalšie prieskumy od {organisation} vám už v SMS neprídu.",
    ),
    "pl": TextWords(
        "{organisation}: jak było u nas? Krótka ankieta: {link} Rezygnacja: {stop}",
        "{organisation}: czy nas polecisz? Odpisz liczbą 0-10 lub otwórz {link} Rezygnacja: {stop}",
        "{organisation}: nadal czekamy na Twoją opinię. Odpisz liczbą 0-10 lub otwórz {link} Rezygnacja: {stop}",
        "Dziękujemy, odpowiedź została zapisana.",
        "Dziękujemy. Nie odczytaliśmy oceny; prosimy o liczbę od {low} do {high} albo użycie linku.",
        "Dziękujemy. Ankieta nie przyjmuje już odpowiedzi.",
        "{organisation} nie wyśle więcej ankiet w SMS.",
    ),
    "uk": TextWords(
        "{organisation}: як вам у нас? Коротке опитування: {link} Не писати: {stop}",
        "{organisation}: порадите нас? Оцінка 0-10 у відповідь або {link} Не писати: {stop}",
        "{organisation}: чекаємо на вашу думку. Оцінка 0-10 у відповідь або {link} Не писати: {stop}",
        "Дякуємо, відповідь записано.",
        "Дякуємо. Ми не розпізнали оцінку; надішліть число від {low} до {high} або скористайтеся посиланням.",
        "Дякуємо. Опитування вже не приймає відповідей.",
        "{organisation} більше не надсилатиме вам опитувань у SMS.",
    ),
    "ru": TextWords(
        "{organisation}: как вам у нас? Короткий опрос: {link} Не писать: {stop}",
        "{organisation}: порекомендуете нас? Оценка 0-10 в ответ или {link} Не писать: {stop}",
        "{organisation}: ждём вашего мнения. Оценка 0-10 в ответ или {link} Не писать: {stop}",
        "Спасибо, ответ записан.",
        "Спасибо. Мы не распознали оценку; пришлите одно число от {low} до {high} или откройте присланную ссылку.",
        "Спасибо. Опрос больше не принимает ответов.",
        "{organisation} больше не будет присылать вам опросы по SMS.",
    ),
    "de": TextWords(
        "{organisation}: Wie war es bei uns? Eine kurze Umfrage: {link} Abmelden: {stop}",
        "{organisation}: Empfehlen Sie uns? Antworten Sie mit 0-10 oder auf {link} Abmelden: {stop}",
        "{organisation}: Ihre Meinung interessiert uns noch. Antworten Sie mit 0-10 oder auf {link} Abmelden: {stop}",
        "Vielen Dank, Ihre Antwort ist gespeichert.",
        "Vielen Dank. Wir konnten keine Bewertung erkennen; bitte senden Sie eine Zahl von {low} bis {high} oder "
        "nutzen Sie den Link.",
        "Vielen Dank. Die Umfrage nimmt keine Antworten mehr an.",
        "{organisation} sendet Ihnen keine Umfragen mehr per SMS.",
    ),
}


def places_of(carrier: Carrier) -> tuple[str, ...]:
    """What a message of this channel may put in the place of `{…}`."""
    return PLACES if carrier is Carrier.SMS else PLACEHOLDERS


def words_of(language: str) -> TextWords:
    """The words in this language, English where we have none."""
    return WORDS.get(language.split("-", maxsplit=1)[0], WORDS["en"])


def stop_word(language: str) -> str:
    """The word that ends everything, as it stands in our messages."""
    return STOP_WORDS.get(language.split("-", maxsplit=1)[0], STOP_WORDS["en"])[0].upper()
