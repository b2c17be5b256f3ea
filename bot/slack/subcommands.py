"""What follows the slash command: a subcommand in its exact form, or else a question.

“/facts status of the captured soldiers” and “/facts show me the toll” are questions: a first word
counts only where the rest is what that subcommand takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.model import FactFile
from bot.text import normalise


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted. `about` is the question, the topic's name or the fact's id; empty otherwise."""

    kind: Literal["help", "list", "sources", "show", "question"]
    about: str = ""


def parse(text: str, file: FactFile) -> Asked:
    """Read what a person typed behind the command, a mention, or in a direct message."""
    first, _, rest = normalise(text).strip().partition(" ")
    rest = rest.strip()
    if not first or (first == "help" and not rest):
        return Asked("help")
    if first == "sources" and not rest:
        return Asked("sources")
    if first == "list":
        topic = _topic(rest, file)
        if not rest or topic:
            return Asked("list", topic)
    if first == "show" and rest in file.facts:
        return Asked("show", rest)
    return Asked("question", text.strip())


def _topic(wanted: str, file: FactFile) -> str:
    return next((each.topic for each in file.topics.values() if normalise(each.topic) == wanted), "")
