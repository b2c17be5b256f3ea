"""What the draft check says of a draft, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["figure", "quote", "speaker", "attribution", "name", "date", "unsupported"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the draft, in characters: `start` counts from 0, `end` is the one after the last."""

    start: int
    end: int

    def holds(self, place: int) -> bool:
        """Is this character within it?"""
        return self.start <= place < self.end

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a finding rests on: the line of the fact file, and the passage of the source.

    `file` and `line` (from 1; 0 where it is not known) say where the fact file holds it; `printed` are the
    passage's words, `link` opens the source at them. The last three are empty for what rests on names.yaml.
    """

    file: str
    line: int
    outlet: str = ""
    printed: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """A part of a word diff: words that both have, that only the draft has, or only the printed quotation."""

    side: Literal["same", "draft", "printed"]
    words: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place of the draft.

    `message` is one sentence for the reporter; `suggestion` can be pasted: the right figure, the printed
    quote, the attribution. `fact` is None, and so is `evidence`, for what is not on file. `diff` is there for
    an altered quotation.
    """

    kind: Kind
    span: Span
    words: str
    fact: str | None
    message: str
    suggestion: str
    evidence: Evidence | None = None
    diff: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Advice on a stretch of the draft; no problem."""

    span: Span
    message: str
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the draft: the facts that it speaks of, and what is to be said of it.

    Without facts nothing on file speaks of it, and it has neither problems nor notes; but for a draft of one
    sentence, whose only problem is then `unsupported`.
    """

    span: Span
    facts: tuple[str, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A draft and what was found in it, sentence by sentence, in order."""

    text: str
    sentences: tuple[Sentence, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts that the draft speaks of, each once, in order."""
        return tuple(dict.fromkeys(fact for each in self.sentences for fact in each.facts))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, in order of the draft."""
        return tuple(problem for each in self.sentences for problem in each.problems)

    @property
    def notes(self) -> tuple[Note, ...]:
        """Every note, in order of the draft."""
        return tuple(note for each in self.sentences for note in each.notes)

    @property
    def not_on_file(self) -> tuple[Sentence, ...]:
        """The sentences of which nothing on file speaks."""
        return tuple(each for each in self.sentences if not each.facts)
