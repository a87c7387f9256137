"""Words that give a badly worded question away, per language. They raise a remark, never a refusal."""

import re
from collections.abc import Mapping
from types import MappingProxyType

JOINING: Mapping[str, str] = MappingProxyType(
    {
        "en": r"and|or|as well as|and/or",
        "cs": r"a|nebo|anebo|či|a zároveň|a také|jakož i|a/nebo",
        "sk": r"a|alebo|či|a zároveň|a tiež|a/alebo",
        "pl": r"i|oraz|lub|albo|bądź|a także|jak również|i/lub",
        "uk": r"і|й|та|або|чи|а також|і/або",
        "ru": r"и|или|либо|а также|и/или",
        "de": r"und|oder|sowie|und/oder|als auch",
    }
)
"""Two things in one question: an answer to both is an answer to neither."""

RECIPIENTS: Mapping[str, str] = MappingProxyType(
    {
        "en": r"friend|colleague|famil|relative|acquaintance|coworker|co-worker|other",
        "cs": r"přátel|přítel|známý|známém|koleg|rodin|blízk|příbuzn",
        "sk": r"priateľ|známy|známem|koleg|rodin|blízk|príbuzn",
        "pl": r"znajom|przyjaci|rodzin|koleg|koleż|blisk|współpracown",
        "uk": r"друз|друг|знайом|коле[гз]|родин|рідн|близьк",
        "ru": r"друз|друг|знаком|коллег|родн|близк|семь",
        "de": r"freund|bekannt|kolleg|famili|verwandt|angehörig",
    }
)
"""“A friend or colleague” is one circle of people, in the very wording the question was tested with."""

ONE_THING = re.compile(
    r"(?:ratio|balance) of|value for money|poměr|pomer|stosun|relacj|співвіднош|соотнош|verhältnis"
)
"""“The ratio of price and quality” is one thing."""

ONE_OFFER = re.compile(
    r"(?:products?|goods) (?:and|or) services?|terms and conditions|claims? or complaints?"
    r"|(?:produkt|výrob|zbož|tovar)\w* (?:a|nebo|alebo|či) služ\w+|reklamác\w+ alebo sťažnos\w+"
    r"|reklamac\w+ nebo stížnos\w+|(?:produkt|towar)\w* (?:i|oraz|lub) usług\w*|reklamacj\w+ lub skarg\w*"
    r"|(?:товар|продукт)\w* (?:і|й|та|и|або|или) (?:послуг|услуг)\w*"
    r"|(?:produkt|ware)\w* (?:und|oder) (?:leistung|dienst|service)\w*|reklamation oder beschwerde"
)
"""What a company offers, or two words for one step: pairs that people take for one thing."""

LEADING: Mapping[str, str] = MappingProxyType(
    {
        "en": r"don['’]t you|wouldn['’]t you|isn['’]t it|do you agree that|how (?:great|happy|pleased)"
        r"|how much (?:did|do) you (?:enjoy|like|love)|excellent|amazing|wonderful|fantastic|world[- ]class"
        r"|as we all know|obviously|of course|terrible|awful",
        "cs": r"nemyslíte|nezdá se vám|nesouhlasíte|souhlasíte(?:,)? že|jak (?:moc )?se vám líbil\w*|jak skvěl\w+"
        r"|úžasn\w+|skvěl\w+|vynikajíc\w+|fantastick\w+|samozřejmě|jak všichni víme|hrozn\w+|otřesn\w+",
        "sk": r"nemyslíte|nezdá sa vám|nesúhlasíte|súhlasíte(?:,)? že|ako (?:veľmi )?sa vám páčil\w*|ako skvel\w+"
        r"|úžasn\w+|skvel\w+|vynikajúc\w+|fantastick\w+|samozrejme|ako všetci vieme|hrozn\w+|otrasn\w+",
        "pl": r"czy nie uważa\w*|czy zgadza\w* się(?:,)? że|jak bardzo (?:się )?podobał\w*|wspaniał\w+|świetn\w+"
        r"|znakomit\w+|fantastyczn\w+|niesamowit\w+|oczywiście|jak wszyscy wiemy|okropn\w+|straszn\w+",
        "uk": r"чи не вважаєте|хіба не|чи згодні ви(?:,)? що|наскільки вам сподобал\w+|чудов\w+|прекрасн\w+"
        r"|неймовірн\w+|фантастичн\w+|звичайно|звісно|жахлив\w+",
        "ru": r"не считаете ли|не правда ли|согласны ли вы(?:,)? что|насколько вам понравил\w+|замечательн\w+"
        r"|прекрасн\w+|великолепн\w+|потрясающ\w+|конечно|разумеется|ужасн\w+",
        "de": r"finden sie nicht|findest du nicht|stimmen sie zu(?:,)? dass|nicht wahr|wie (?:toll|großartig)"
        r"|wie sehr (?:hat|haben) (?:ihnen|dir)|ausgezeichnet\w*|wunderbar\w*|fantastisch\w*|hervorragend\w*"
        r"|selbstverständlich|natürlich|schrecklich\w*|furchtbar\w*",
    }
)
"""Wording that tells the respondent what to say."""


def joined(text: str, language: str) -> str | None:
    """The word that joins two things in a question, None when there is none."""
    code = language.partition("-")[0]
    words, people = JOINING.get(code), RECIPIENTS.get(code)
    plain = ONE_OFFER.sub("x", _plain(text))
    if words is None or people is None or ONE_THING.search(plain):
        return None
    found = re.search(rf"\w[\w)]*\s+({words})\s+(?!(?:\w+\s+)?(?:{people}))\w", plain)
    return found[1] if found else None


def leading(text: str, language: str) -> str | None:
    """The words that lead, None when there are none."""
    words = LEADING.get(language.partition("-")[0])
    found = re.search(rf"(?<!\w)(?:{words})(?!\w)", _plain(text)) if words else None
    return found[0] if found else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
