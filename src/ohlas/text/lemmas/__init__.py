"""Words brought to one form: folded letters, tokens with their places, sentences, clauses, stems, patterns.

Everything here is linear in the length of the text and knows no dictionary: see the decision on own stems.
"""

from ohlas.text.lemmas.folding import fold
from ohlas.text.lemmas.patterns import Hit, Matcher, Pattern
from ohlas.text.lemmas.sentences import Piece, clauses, sentences
from ohlas.text.lemmas.stems import GROUPS, LANGUAGES, group_of, groups_of, lemmas, stem
from ohlas.text.lemmas.stopwords import is_stopword
from ohlas.text.lemmas.tokens import Tokens, tokens

__all__ = [
    "GROUPS",
    "LANGUAGES",
    "Hit",
    "Matcher",
    "Pattern",
    "Piece",
    "Tokens",
    "clauses",
    "fold",
    "group_of",
    "groups_of",
    "is_stopword",
    "lemmas",
    "sentences",
    "stem",
    "tokens",
]
