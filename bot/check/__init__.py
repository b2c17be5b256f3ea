"""The draft check: does a sentence say what the source said?"""

from bot.check.checking import MAX_DRAFT, Checker, check
from bot.check.review import Evidence, Kind, Note, Problem, Review, Sentence, Span

__all__ = [
    "MAX_DRAFT",
    "Checker",
    "Evidence",
    "Kind",
    "Note",
    "Problem",
    "Review",
    "Sentence",
    "Span",
    "check",
]
