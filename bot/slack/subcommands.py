"""What follows the slash command: a subcommand in its exact form, or else a question.

“/facts status of the captured soldiers” and “/facts show me the toll” are questions: a first word
counts only where the rest is what that subcommand takes. `check` alone takes free text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from bot.model import FactFile
from bot.text import normalise

Kind = Literal[
    "help",
    "list",
    "sources",
    "show",
    "check",
    "question",
    "status",
    "history",
    "edit",
    "verify",
    "withdraw",
    "add",
    "source add",
]
_ALONE: Final[dict[str, Kind]] = {
    "": "help",
    "help": "help",
    "sources": "sources",
    "status": "status",
    "add": "add",
}
_OF_A_FACT: Final[dict[str, Kind]] = {
    "show": "show",
    "history": "history",
    "edit": "edit",
    "verify": "verify",
    "withdraw": "withdraw",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted. `about` is the question, the draft, the topic's name or the fact's id, or empty."""

    kind: Kind
    about: str = ""


def parse(text: str, file: FactFile) -> Asked:
    """Read what a person typed behind the command, a mention, or in a direct message."""
    typed, draft = [*text.split(maxsplit=1), "", ""][:2]
    if normalise(typed).strip() == "check":
        return Asked("check", draft.strip())
    first, _, rest = normalise(text).strip().partition(" ")
    rest = rest.strip()
    if not rest and first in _ALONE:
        return Asked(_ALONE[first])
    if (first, rest) == ("source", "add"):
        return Asked("source add")
    if first == "list":
        topic = _topic(rest, file)
        if not rest or topic:
            return Asked("list", topic)
    if first in _OF_A_FACT and rest in file.facts:
        return Asked(_OF_A_FACT[first], rest)
    return Asked("question", text.strip())


def _topic(wanted: str, file: FactFile) -> str:
    return next((each.topic for each in file.topics.values() if normalise(each.topic) == wanted), "")
