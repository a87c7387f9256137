"""What words say: broken letters made whole, the language, praise and blame.

repair("PĹ™Ă­liĹˇ").text == "Příliš"
sentiment("Skvělá obsluha!").label == "positive"
"""

from ohlas.text.language import Language, detect
from ohlas.text.lost import has_lost_letters
from ohlas.text.repair import Repaired, made_whole, repair
from ohlas.text.sentiment import Sentence, Sentiment, sentiment, sentiments

__all__ = [
    "Language",
    "Repaired",
    "Sentence",
    "Sentiment",
    "detect",
    "has_lost_letters",
    "made_whole",
    "repair",
    "sentiment",
    "sentiments",
]
