"""How we sound in our own texts: address, length, readability, warmth, templates; a brand profile and its warnings."""

from ohlas.text.tone.consistency import Automation, Consistency, Voice, Written, automation, consistency
from ohlas.text.tone.profile import KINDS, BrandProfile, Warned, warnings
from ohlas.text.tone.readability import readability
from ohlas.text.tone.reading import FORMAL, INFORMAL, MIXED, NONE, Tone, tone_of

__all__ = [
    "FORMAL",
    "INFORMAL",
    "KINDS",
    "MIXED",
    "NONE",
    "Automation",
    "BrandProfile",
    "Consistency",
    "Tone",
    "Voice",
    "Warned",
    "Written",
    "automation",
    "consistency",
    "readability",
    "tone_of",
    "warnings",
]
