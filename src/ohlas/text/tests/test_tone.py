# ruff: noqa: E501 - sentences for people
"""The tone of our own texts is told, and a draft is warned of what the brand does not want."""

from datetime import date

import pytest

from ohlas.text.tone import (
    BrandProfile,
    Written,
    automation,
    consistency,
    readability,
    tone_of,
    warnings,
)

ADDRESSES = [
    ("cs", "Dobrý den, děkujeme Vám za zprávu, můžete nám zavolat.", "formal"),
    ("cs", "Ahoj, díky za zprávu, napiš nám, co máš na srdci.", "informal"),
    ("cs", "Děkujeme Vám. Ozvi se, prosím.", "mixed"),
    ("cs", "Zboží dorazí zítra.", "none"),
    ("sk", "Dobrý deň, ďakujeme Vám, môžete nás kontaktovať.", "formal"),
    ("sk", "Ahoj, kedy máš čas? Napíš nám.", "informal"),
    ("pl", "Szanowny Panie, dziękujemy Panu za opinię.", "formal"),
    ("pl", "Cześć, dzięki za Twoją opinię, napisz do nas.", "informal"),
    ("uk", "Шановний клієнте, дякуємо Вам, можете зателефонувати.", "formal"),
    ("uk", "Привіт, напиши нам, що тобі не сподобалося.", "informal"),
    ("ru", "Здравствуйте, благодарим Вас, можете позвонить.", "formal"),
    ("ru", "Привет, напиши нам, что тебе не понравилось.", "informal"),
    ("de", "Guten Tag, wir danken Ihnen und bitten Sie um Geduld.", "formal"),
    ("de", "Hallo, danke für deine Nachricht, du kannst uns anrufen.", "informal"),
    ("de", "Wir fragen die Kollegen, ob sie Zeit haben.", "none"),
    ("en", "Dear Mr Smith, your parcel is on its way. Kind regards", "formal"),
    ("en", "Hey, your parcel is on its way, cheers!", "informal"),
]
EASY_AND_HARD = {
    "cs": ("Děkuji za zprávu. Zítra vám zavolám.", "Předmětná reklamace byla v souladu s ustanovením obchodních podmínek postoupena příslušnému oddělení k dalšímu projednání."),
    "pl": ("Dziękuję za list. Jutro do pani zadzwonię.", "Niniejszym uprzejmie informujemy o zarejestrowaniu przedmiotowego zgłoszenia reklamacyjnego w systemie informatycznym przedsiębiorstwa."),
    "ru": ("Спасибо за ваше письмо. Я завтра вам позвоню.", "Настоящим уведомляем о регистрации вышеуказанного обращения потребителя соответствующим подразделением организации."),
    "uk": ("Дякую за ваш лист. Я завтра вам подзвоню.", "Цим повідомляємо про реєстрацію вищезазначеного звернення споживача відповідним підрозділом підприємства."),
    "sk": ("Ďakujem za váš list. Zajtra vám zavolám.", "Predmetná reklamácia bola v súlade s ustanovením obchodných podmienok postúpená príslušnému oddeleniu na ďalšie prerokovanie."),
    "de": ("Danke für Ihre Mail. Ich rufe morgen an.", "Bezugnehmend auf Ihre Beschwerdeangelegenheit informieren wir über die Weiterleitung an die verantwortliche Fachabteilung."),
    "en": ("Thanks for your mail. I will call you soon.", "Pursuant to the aforementioned communication, the organisation initiated comprehensive investigation procedures accordingly."),
}  # fmt: skip


@pytest.mark.parametrize(("language", "text", "address"), ADDRESSES)
def test_formal_and_informal_address_are_told_apart(language, text, address):
    assert tone_of(text, language).address == address


@pytest.mark.parametrize("language", EASY_AND_HARD)
def test_plain_words_read_easier_than_office_language(language):
    easy, hard = EASY_AND_HARD[language]
    assert readability(easy, language) > readability(hard, language) + 20
    assert tone_of(easy, language).warmth > tone_of(hard, language).warmth


def test_english_readability_is_flesch():
    # 6 words, one sentence, 6 syllables: 206.835 - 1.015 x 6 - 84.6 = 116.1, shown as 100
    assert readability("The cat sat on the mat.", "en") == 100
    # 10 words, 2 sentences, 17 syllables
    assert readability("We delivered your package yesterday. You were not at home.", "en") == pytest.approx(
        206.835 - 1.015 * 5 - 84.6 * 1.6, abs=9
    )


def test_a_draft_is_warned_of_each_thing_the_profile_does_not_want():
    profile = BrandProfile(address={"cs": "formal"}, forbidden=("bohužel",), exclamations=0)
    draft = "Ahoj! Bohužel, předmětnou reklamaci jsme předali kompetentnímu oddělení, omlouváme se za vzniklé nepříjemnosti. ČEKEJTE"
    kinds = [each.kind for each in warnings(draft, "cs", profile, earlier=[draft + " Díky"])]
    assert kinds == [
        "address",
        "hard_to_read",
        "exclamations",
        "shouting",
        "forbidden",
        "jargon",
        "canned",
        "repeated",
    ]


def test_a_good_draft_is_not_warned():
    profile = BrandProfile(address={"cs": "formal"})
    draft = "Dobrý den, paní Nováková, moc se omlouváme. Kurýr zítra doveze nový balík. Rádi vám pomůžeme i po telefonu."
    assert warnings(draft, "cs", profile) == []


def test_channels_that_sound_alike_score_higher():
    formal = "Dobrý den, děkujeme vám za zprávu, rádi vám pomůžeme."
    informal = "Čau!!! Hele, mrkni na web, tam to máš, fakt to tam najdeš hned nahoře!!!"
    alike = [Written(formal, "cs", channel, date(2026, 3, 5)) for channel in ("mail", "chat")]
    unlike = [alike[0], Written(informal, "cs", "chat", date(2026, 3, 9))]
    assert consistency(alike).score == 1
    assert consistency(unlike).score < 0.6
    assert [(voice.channel, voice.month) for voice in consistency(unlike).voices] == [
        ("chat", date(2026, 3, 1)),
        ("mail", date(2026, 3, 1)),
    ]
    assert consistency([]).score is None


def test_replies_that_are_all_alike_raise_the_alarm():
    canned = ["Děkujeme za vaši zprávu, omlouváme se za vzniklé nepříjemnosti."] * 12
    own = [f"Dobrý den, {what} vyřešíme zítra dopoledne a hned se ozveme." for what in
           ("zámek", "kolo", "stůl z dubu", "lampu", "knihu", "polici", "hodinky", "skříň", "boty", "kabát", "vozík", "deku")]  # fmt: skip
    assert automation(canned, "cs").is_alarming
    assert automation(canned[:5], "cs").is_alarming is False
    assert automation([], "cs").is_alarming is False
    assert automation(own, "cs").canned == 0


@pytest.mark.parametrize("text", ["", " ", "😀", "\x00", "שלום", "<b>", "!" * 100_000, "a" * 200_000])
@pytest.mark.parametrize("language", ["cs", "unknown", "other"])
def test_rubbish_has_a_tone_of_nothing(text, language):
    tone = tone_of(text, language)
    assert tone.address == "none"
    assert isinstance(warnings(text, language, BrandProfile()), list)
