"""How people are called: gender guessed only to inflect, vocative, the first line of a message.

greeting("Petr Novák", "cs").text == "Vážený pane Nováku,"
"""

from ohlas.text.names.greetings import greeting, greeting_with, vocative
from ohlas.text.names.parts import guess_gender, parts_of
from ohlas.text.names.shape import (
    LANGUAGES,
    Address,
    Gender,
    Greeting,
    Guess,
    Parts,
    UnknownLanguage,
    Vocative,
)

__all__ = [
    "LANGUAGES",
    "Address",
    "Gender",
    "Greeting",
    "Guess",
    "Parts",
    "UnknownLanguage",
    "Vocative",
    "greeting",
    "greeting_with",
    "guess_gender",
    "parts_of",
    "vocative",
]
