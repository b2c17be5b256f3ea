"""YAML without surprises: every value is the text that the editor typed, or the file is refused.

The parser's events become nodes here and nothing resolves them, so `NO`, `010`, `22:30` and
`2024-13-45` stay strings. Refused: anchors, aliases, tags, directives and merge keys (they make a
file mean what it doesn't show, or grow without bound), keys that one reader would take for another,
characters that nobody sees, and any file that does not end in the line `...`, which is how a file
cut at any byte is told from a whole one.

Needs PyYAML with libyaml, as its wheels have it; without it the import fails, at start. The parser in
Python is no stand-in: it is some five times slower and reads some files differently. libyaml's own events
come from a loop that does not recurse, so nesting is stopped at `MAX_DEPTH` before anything does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NoReturn, TypeAlias

import yaml
from yaml import CSafeLoader  # by name, so that a PyYAML without libyaml fails here and not at a read
from yaml.reader import ReaderError

from bot.errors import Problem
from bot.yaml_syntax import ALIAS, ANCHOR, DIRECTIVE, QUOTE, TAG, explained

MAX_BYTES: Final = 2_000_000
MAX_DEPTH: Final = 12
MAX_NODES: Final = 50_000  # scalars, sequences and mappings together
MAX_ERRORS: Final = 100  # in one file; beyond it the list says so and ends
MAX_MARKS: Final = 30  # combining marks in a row: UAX #15, Stream-Safe Text Format. NFC of more is quadratic.

# Drawn as nothing though not of category Cf: Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties)
# without FE0E and FE0F, which choose how an emoji is drawn. FDD0 to FDEF are noncharacters, as are the
# last two of every plane (`_LAST_TWO`; Unicode, chapter 23.7).
_BLANK: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufdd0-\ufdef\ufe00-\ufe0d\uffa0\ufff0-\ufff8"
    "\U000e0000-\U000e0fff]"
)
_LAST_TWO: Final = 0xFFFE
# Control, format, surrogate, private use; and the two separators that some readers take for a line's end.
_REFUSED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})

_CONFLICT: Final = re.compile(r"^[ \t]*+(?:<{7}|={7}|>{7}|\|{7})", re.MULTILINE)
_END: Final = re.compile(r"^\.\.\.(?=\s)", re.MULTILINE)
_CONTENT: Final = re.compile(r"^(?!(?:---|\.\.\.)\s)[ \t]*+[^\s#]|^---[ \t]++[^\s#]", re.MULTILINE)
_COMMENT: Final = re.compile(r"[ \t]++#")

_EMPTY_COMMENT: Final = re.compile(r"[ \t]*+:[ \t]++#")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A key or a value: the string as typed, in NFC, never a number, a date or a boolean.

    `plain` is true where it stands without quotation marks and is no `|` or `>` block; a value left
    empty is plain with the text "". The text of a `|` or `>` block ends in a line feed.
    """

    text: str
    line: int
    plain: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list, in order."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values, in the editor's order; no two keys differ by case or by accents' spelling alone."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int

    def get(self, key: str) -> Node | None:
        """The value of `key`, or None where the mapping has no such key."""
        return next((value for name, value in self.entries if name.text == key), None)


Node: TypeAlias = Scalar | Sequence | Mapping


def read(data: bytes, file: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """Read one YAML document; return it with warnings, or None with at least one error. Never raises.

    Lines count from 1. `file` is only named in the problems, which come in order of their lines.
    """
    reader = _Reader(file)
    try:
        root = reader.document(data)
    except _RefusedError:
        root = None
    problems = tuple(sorted(reader.problems))
    return (None if reader.errors else root), problems


class _RefusedError(Exception):
    """Reading further would cost too much or report only what follows from an error already noted."""


class _Reader:
    """One file's reading: where it has got to, and what was found wrong."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.text = ""
        self.problems: set[Problem] = set()
        self.errors = 0
        self.nodes = 0
        self.end = 0  # index into `text` after the event before the present one

    def error(self, line: int, what: str, write: str) -> None:
        problem = Problem(self.file, line, "", what, write)
        if problem in self.problems:
            return
        self.problems.add(problem)
        self.errors += 1
        if self.errors == MAX_ERRORS:
            more = f"{MAX_ERRORS} errors, beyond which no more are listed"
            self.problems.add(Problem(self.file, 0, "", more, "mend these first"))
            raise _RefusedError

    def document(self, data: bytes) -> Node:
        self.text = self.decoded(data)
        self.check_hidden()
        self.check_conflicts()
        whole = self.check_end()
        events = self.events()
        try:
            next(events)  # the stream's start
            self.check_start(next(events))
            root = self.node(next(events), events, 0)
            next(events)  # the document's end
            after = next(events)
        except yaml.YAMLError as error:
            self.refuse_syntax(error, whole=whole)
        if not isinstance(after, yaml.StreamEndEvent):
            self.error(_line(after), "a second document begins here", "keep one document in a file")
        return root

    # The file as bytes and lines.

    def decoded(self, data: bytes) -> str:
        if len(data) > MAX_BYTES:
            what = f"the file has {len(data):,} bytes, more than {MAX_BYTES:,}"
            self.refuse(0, what, "cut it over several files")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            bad = error.object[error.start]
            self.refuse(line, f"byte 0x{bad:02X} is not UTF-8", "save the file as UTF-8")
        if not _CONTENT.search(text):
            self.refuse(0, "the file is empty, or cut short before its first value", "write its content")
        return text

    def check_hidden(self) -> None:
        """Look through comments too: what is hidden there misleads whoever reviews the file."""
        text = self.text.replace("\r\n", "\n")
        refused = _hidden(text) - {"\t"}
        if refused:
            for number, line in enumerate(text.split("\n"), 1):
                for char in sorted(refused.intersection(line)):
                    self.error_hidden(number, char)

    def check_conflicts(self) -> None:
        """Conflict markers make nonsense of all that stands between them, so reading ends there."""
        found = list(_lines_of(_CONFLICT, self.text))
        for line in found:
            self.error_conflict(line)
        if found:
            raise _RefusedError

    def check_end(self) -> bool:
        """Tell whether the file's last line, and no line before it, is `...`.

        With one such line at most, no beginning of a good file is itself a good file.
        """
        ends = list(_lines_of(_END, self.text))
        for line in ends[:-1]:
            self.error(line, "“...” stands before the last line", "keep it on the last line only")
        if len(ends) > 1:
            raise _RefusedError
        whole = self.text.endswith(("\n...\n", "\n...\r\n"))
        if not whole:
            last = self.text.count("\n") + (not self.text.endswith("\n"))
            what = "the file doesn't end with the line “...” and a line feed, so it may be cut short"
            self.error(last, what, "restore what is missing and write ... alone on the last line")
        return whole

    # From events to nodes.

    def events(self) -> Iterator[yaml.Event]:
        # Lazily: the parser reads no further than asked, so `refuse` bounds its work too.
        for event in yaml.parse(self.text, Loader=CSafeLoader):
            yield event
            self.end = _span(event)[1]

    def check_start(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
            self.error(_line(event), *DIRECTIVE)

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        """Build the node that `event` begins, taking from `events` up to its end."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.refuse(_line(event), f"more than {MAX_NODES:,} values", "cut the file into several")
        if isinstance(event, yaml.AliasEvent):
            self.error(_line(event), *ALIAS)
            return Scalar("", _line(event), plain=True)
        self.check_marked(event)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if depth == MAX_DEPTH:
            what = f"more than {MAX_DEPTH} levels of lists and mappings inside one another"
            self.refuse(_line(event), what, f"{QUOTE} if it is one; facts need no such depth")
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self.items(events, depth + 1)), _line(event))
        return Mapping(tuple(self.entries(events, depth + 1)), _line(event))

    def items(self, events: Iterator[yaml.Event], depth: int) -> Iterator[Node]:
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            yield self.node(event, events, depth)

    def entries(self, events: Iterator[yaml.Event], depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, Scalar] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.node(event, events, depth)
            value = self.node(next(events), events, depth)
            if isinstance(key, Scalar):
                self.check_key(key, seen)
                yield key, value
            else:
                self.error(key.line, "a list or a mapping is used as a key", "write a word as the key")

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        line, text = _line(event), event.value
        raw = self.text[slice(*_span(event))]
        plain = not event.style
        if "\t" in text:
            # `raw` holds it, unless it was escaped.
            self.error_hidden(line + raw.count("\n", 0, max(raw.find("\t"), 0)), "\t")
        if event.style == '"' and "\\" in raw:
            for char in sorted(_hidden(text) - set(raw) - {"\t"}):
                self.error_hidden(line, char)
        if _CONFLICT.search(text):
            self.error_conflict(line)
        if plain and self.is_cut(event):
            what = f"the unquoted value {_shown(text)} is cut at “#”, which begins a comment"
            self.problems.add(Problem(self.file, line, "", what, f"{QUOTE} if # belongs to it", "warning"))
        if _marks_in_a_row(text):
            what = f"more than {MAX_MARKS} accents on one letter"
            self.refuse(line, what, "write the letter with its own accents only")
        return Scalar(unicodedata.normalize("NFC", text), line, plain)

    def is_cut(self, event: yaml.ScalarEvent) -> bool:
        """Tell whether a comment follows on the line, or stands where an empty value might have been."""
        if _COMMENT.match(self.text, _span(event)[1]):
            return True
        # Inside { } libyaml places an empty value beyond the comment, so look from its key's end too.
        return not event.value and _EMPTY_COMMENT.match(self.text, self.end) is not None

    def check_marked(self, event: yaml.Event) -> None:
        """Refuse an anchor or a tag: a name or a type beside the value that the editor sees."""
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            if event.anchor is not None:
                self.error(_line(event), *ANCHOR)
            if event.tag is not None:
                self.error(_line(event), *TAG)

    def check_key(self, key: Scalar, seen: dict[str, Scalar]) -> None:
        if key.text == "<<":
            self.error(key.line, "“<<” is a merge key", "write the merged keys out")
        if not key.text or "\n" in key.text:
            self.error(key.line, "a key is empty or runs over a line", "write a word as the key")
        first = seen.setdefault(unicodedata.normalize("NFC", key.text.casefold()), key)
        if first is not key:
            same = "" if first.text == key.text else f", spelt {_shown(first.text)}"
            what = f"the key {_shown(key.text)} is given a second time, first on line {first.line}{same}"
            self.error(key.line, what, "keep one of them")

    # What is wrong, in words.

    def refuse(self, line: int, what: str, write: str) -> NoReturn:
        self.error(line, what, write)
        raise _RefusedError

    def refuse_syntax(self, error: yaml.YAMLError, *, whole: bool) -> NoReturn:
        """Say what libyaml stumbled on, unless that only follows from an error already noted."""
        line, what, write = explained(error)
        noted = any(problem.line == line for problem in self.problems if problem.severity == "error")
        if self.errors and (noted or not whole or isinstance(error, ReaderError)):
            raise _RefusedError
        self.refuse(line, what, write)

    def error_hidden(self, line: int, char: str) -> None:
        name = unicodedata.name(char, "TAB" if char == "\t" else "no name")
        write = "write a space" if char == "\t" else "delete it, or copy the words again without formatting"
        self.error(line, f"a character that can't be seen: U+{ord(char):04X} ({name})", write)

    def error_conflict(self, line: int) -> None:
        self.error(line, "a conflict marker of git", "settle the conflict and remove the marker lines")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _span(event: yaml.Event) -> tuple[int, int]:
    """Where the event stands in the text: first index, and index after the last."""
    return event.start_mark.index if event.start_mark else 0, event.end_mark.index if event.end_mark else 0


def _lines_of(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """Lines on which `pattern` is found, in one pass over `text`."""
    line, at = 1, 0
    for match in pattern.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        yield line


def _hidden(text: str) -> set[str]:
    return {char for char in set(text) if char != "\n" and _is_hidden(char)}


def _is_hidden(char: str) -> bool:
    code = ord(char)
    return bool(_BLANK.match(char)) or code & _LAST_TWO == _LAST_TWO or unicodedata.category(char) in _REFUSED


def _marks_in_a_row(text: str) -> bool:
    """Tell whether more than `MAX_MARKS` combining marks follow one another."""
    if text.isascii():
        return False
    marks = "".join(sorted(char for char in set(text) if unicodedata.combining(char)))
    return bool(marks) and re.search(f"[{marks}]{{{MAX_MARKS + 1}}}", text) is not None


def _shown(text: str, limit: int = 40) -> str:
    """A piece of the file for a message: one line, short, nothing in it that can't be seen."""
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    seen = (char if char.isprintable() and not _is_hidden(char) else f"<U+{ord(char):04X}>" for char in short)
    return f"“{''.join(seen)}”"
