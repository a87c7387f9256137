"""Words of seven languages: headings of columns, and what stands in cells of closed choices."""

from collections.abc import Mapping

from ohlas.customers.rules import Channel, EventKind, Purpose
from ohlas.exchange.rules.people.roles import PeopleRole

R = PeopleRole


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


HEADINGS: tuple[tuple[PeopleRole, str], ...] = (
    (R.EMAIL, "email mail emailaddress emailovaadresa adresaelektronicznej imejl pochta elpostadresse"),
    (R.PHONE, (
        "phone mobile mobil cell telefon tel telefonnicislo telefonnecislo telefonszam "
        "numertelefonu komorka handy msisdn телефон мобильный мобільний"
    )),
    (R.APP, "appid deviceid pushtoken"),
    (R.GIVEN, "firstname given givenname forename jmeno krestnijmeno meno krstnemeno imie vorname имя імя"),
    (R.FAMILY, "lastname surname family familyname prijmeni priezvisko nazwisko nachname фамилия прізвище"),
    (R.NAME, (
        "name fullname customer contact person celejmeno jmenoaprijmeni menoapriezvisko "
        "imieinazwisko zakaznik klient фио піб пib"
    )),
    (R.LANGUAGE, "language lang locale jazyk jezyk sprache язык мова"),
    (R.ADDRESS, "formofaddress addressform osloveniforma tykani vykani anrede"),
    (R.GENDER, "gender sex pohlavi pohlavie plec geschlecht пол стать"),
    (R.VOCATIVE, "vocative osloveni oslovenie salutation"),
    (R.ZONE, "timezone zone tz casovepasmo casovapasmo strefaczasowa zeitzone"),
    (R.COMPANY, (
        "company organisation organization employer firma spolecnost spolocnost unternehmen "
        "компания компанія"
    )),
    (R.POSITION, "position role jobtitle job title pozice funkce pozicia stanowisko должность посада"),
    (R.KEY, (
        "id key customerid customerkey clientid contactid crmid externalid cislozakaznika "
        "zakaznickecislo idzakaznika idklienta kundennummer personid"
    )),
    (R.CHANGED, (
        "updated updatedat changed changedat modified modifiedat lastchange zmeneno aktualizovano "
        "zmenene zmieniono"
    )),
)  # fmt: skip
EVENT_HEADINGS: tuple[tuple[PeopleRole, str], ...] = (
    (R.CLIENT_ID, (
        "eventid orderid ordernumber order ticket ticketid invoice cisloobjednavky objednavka "
        "cislofaktury clientid"
    )),
    (R.KIND, "event kind type eventtype typ udalost udalosti zdarzenie ereignis"),
    (R.AT, "at when time date happened happenedat datum cas kdy dne data kiedy zeitpunkt дата"),
)  # fmt: skip
CONSENT_WORDS = _set("consent souhlas suhlas zgoda einwilligung optin gdpr согласие згода")
TEXT_WORDS = _set("text version verze verzia wersja znenie zneni fassung")
TIME_WORDS = _set("date time at when datum dne cas data kiedy")
PURPOSES: Mapping[Purpose, frozenset[str]] = {
    Purpose.NEWSLETTER: _set("newsletter newsletters noviny novinky"),
    Purpose.OFFERS: _set("offers offer marketing nabidky ponuky oferty angebote"),
    Purpose.SURVEYS: _set("survey surveys feedback pruzkum dotaznik ankieta umfrage"),
}
CHANNELS: Mapping[Channel, frozenset[str]] = {
    Channel.SMS: frozenset({"sms"}),
    Channel.PHONE: _set("phone call telefon"),
    Channel.APP: frozenset({"app", "push"}),
    Channel.EMAIL: _set("email mail"),
}
LANGUAGES: Mapping[str, str] = {
    word: code
    for code, words in {
        "cs": "cs cz cze ces czech cesky cestina cesko",
        "sk": "sk slk slo slovak slovensky slovencina",
        "pl": "pl pol polish polski polsky polstina",
        "uk": "uk ua ukr ukrainian українська ukrainsky ukrajinstina",
        "ru": "ru rus russian русский rusky rustina",
        "de": "de ger deu german deutsch nemecky nemcina",
        "en": "en eng english anglicky anglictina angielski englisch",
    }.items()
    for word in words.split()
}
ADDRESSES: Mapping[str, str] = {
    **dict.fromkeys(_set("formal formally vy vykat vykani vykanie pan pani sie формально вы ви"), "formal"),
    **dict.fromkeys(_set("informal ty tykat tykani tykanie du неформально ти"), "informal"),
}
GENDERS: Mapping[str, str] = {
    **dict.fromkeys(
        _set("f w z female woman zena kobieta frau pani mrs ms she weiblich ж женский жінка"), "f"
    ),
    **dict.fromkeys(_set("m male man muz mezczyzna herr pan mr he mannlich м мужской чоловік"), "m"),
}
YES = _set("yes y true 1 ano a áno tak t так да ja j x souhlas granted agreed in optin")
NO = _set("no n false 0 ne nie ні нет nein withdrawn refused out optout")
EVENTS: Mapping[str, EventKind] = {
    **dict.fromkeys(_set(
        "purchase order bought sale nakup objednavka zakup kauf bestellung"
    ), EventKind.PURCHASE),
    **dict.fromkeys(_set(
        "delivery delivered doruceni dodani dorucenie dostawa lieferung"
    ), EventKind.DELIVERY),
    **dict.fromkeys(_set("contactclosed closed ticketclosed vyrizeno uzavreno"), EventKind.CONTACT_CLOSED),
    **dict.fromkeys(_set("visit visited navsteva navstiveno wizyta besuch"), EventKind.VISIT),
    **dict.fromkeys(_set(
        "cancellation cancelled canceled storno zruseni zrusenie anulowanie rezygnacja stornierung"
    ), EventKind.CANCELLATION),
}  # fmt: skip
