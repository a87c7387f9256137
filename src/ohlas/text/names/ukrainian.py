"""The Ukrainian vocative of given names and patronymics, by their last letters; surnames stay as they are."""

from ohlas.text.names.shape import Gender

EXCEPTIONS = {
    "ігор": "Ігорю", "лазар": "Лазарю", "яків": "Якове", "федір": "Федоре", "антін": "Антоне", "прокіп": "Прокопе",
    "ілля": "Ілле", "любов": "Любове", "лев": "Леве", "олег": "Олегу", "марко": "Марку", "левко": "Левку",
    "сидір": "Сидоре", "нестір": "Несторе", "кость": "Костю", "рафаїл": "Рафаїле", "хома": "Хомо", "никін": "Никоне",
}  # fmt: skip
VOWELS = "аеєиіїоуюя"


def vocative(name: str, gender: Gender, *, is_surname: bool = False) -> str:
    """Олена → Олено, Марія → Маріє, Андрій → Андрію, Іван → Іване, Петрівна → Петрівно."""
    if is_surname or not name:
        return name
    small = name.casefold()
    if small in EXCEPTIONS:
        return EXCEPTIONS[small]
    if small.endswith("а"):
        return name[:-1] + "о"
    if small.endswith("я"):
        return name[:-1] + ("є" if len(small) > 1 and small[-2] in VOWELS + "'’ʼ" else "ю")
    return name if gender is Gender.FEMALE else _of_man(name, small)


def _of_man(name: str, small: str) -> str:
    if small.endswith(("й", "ь")):
        return name[:-1] + "ю"
    if small.endswith("ко"):
        return name[:-1] + "у"
    if small.endswith("о"):
        return name[:-1] + "е"
    if small[-1] in VOWELS:
        return name
    return name + ("у" if small[-1] in "гґкхжчшщ" else "е")
