"""Every error of Factdesk, as one tree.

    FactdeskError
    ├── UserError              its text is written for a person, and is all that a person sees
    │   ├── FactFileError      the fact file can't be read or is wrong; carries every problem found
    │   ├── ConfigurationError a setting is missing or wrong
    │   ├── QuestionError      a question that can't be taken (too long, empty)
    │   ├── NotFoundError      an id, a topic or a source that is not on file
    │   ├── ChangedError       a button or an edit whose fact has changed since it was shown
    │   ├── FieldError         an edit that can't be taken; says what is wrong with which of its fields
    │   └── RefusedError       a request that this person, or this place, may not make
    ├── LedgerError            the ledger's database failed; logged, and answered with an apology
    └── SlackUnavailableError  Slack refused, hung or went away; logged, and answered with an apology
        └── SlackBusyError     Slack asks for more patience than a person who waits has

A `Problem` is no exception: it is one line of what `factdesk lint` prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in one place: what is wrong, and what to write instead.

    `line` counts from 1; 0 means the file as a whole. `id` names the fact, name or source
    concerned, or is empty where none is.
    """

    file: str
    line: int
    id: str
    what: str
    write: str
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        named = f"{self.id}: " if self.id else ""
        mark = "warning: " if self.severity == "warning" else ""
        return f"{place}: {named}{mark}{self.what}; {self.write}"


class FactdeskError(Exception):
    """The root: anything that Factdesk itself raises."""


class UserError(FactdeskError):
    """An error whose text is written for a person: what is wrong, and what to do next."""


class FactFileError(UserError):
    """The fact file can't be served. `problems` holds every one that was found, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ConfigurationError(UserError):
    """A setting is missing or wrong; the text names it and says what to write."""


class QuestionError(UserError):
    """A question that can't be taken as it stands."""


class NotFoundError(UserError):
    """An id, a topic or a source that is not on file."""


class ChangedError(UserError):
    """The fact behind a button or an edit has changed since it was shown."""


class FieldError(UserError):
    """An edit can't be taken. `fields` says of each field concerned what is wrong with it."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)
        super().__init__("\n".join(f"{name}: {said}" for name, said in self.fields.items()))


class RefusedError(UserError):
    """This person, or this place, may not have what was asked."""


class LedgerError(FactdeskError):
    """The ledger's database failed. The text holds no address and no value of anybody's."""


class SlackUnavailableError(FactdeskError):
    """A call to Slack failed for good. The text holds the method and Slack's code, no secret."""


class SlackBusyError(SlackUnavailableError):
    """Slack takes no more of these calls for `seconds`, which is longer than a person waits."""

    def __init__(self, method: str, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"{method}: ratelimited")
