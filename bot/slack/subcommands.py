"""What follows the slash command: a subcommand in its exact form, or else a question.

“/facts status of the captured soldiers” and “/facts show me the toll” are questions: a first word
counts only where the rest is what that subcommand takes. `check` alone takes free text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.model import FactFile
from bot.text import normalise


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted. `about` is the question, the draft, the topic's name or the fact's id, or empty."""

    kind: Literal["help", "list", "sources", "show", "check", "question"]
    about: str = ""


def parse(text: str, file: FactFile) -> Asked:
    """Read what a person typed behind the command, a mention, or in a direct message."""
    typed, draft = [*text.split(maxsplit=1), "", ""][:2]
    if normalise(typed).strip() == "check":
        return Asked("check", draft.strip())
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
