"""What words say. So far: broken letters are found and made whole.

repair("PĹ™Ă­liĹˇ").text == "Příliš"
"""

from ohlas.text.lost import has_lost_letters
from ohlas.text.repair import Repaired, repair

__all__ = ["Repaired", "has_lost_letters", "repair"]
