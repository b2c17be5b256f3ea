"""What is wrong with a file that is no YAML, in an editor's words instead of libyaml's."""

from __future__ import annotations

from typing import Final

import yaml

QUOTE: Final = "put the whole value in double quotes"
_BRACKET: Final = "close it on the lines that follow, and put a comma between the items"
DIRECTIVE: Final = ("a line begins with %, a directive", f"remove it, or {QUOTE}")
ALIAS: Final = ("an unquoted value begins with *, an alias", f"{QUOTE}, or write out what it stands for")
ANCHOR: Final = ("an unquoted value begins with &, an anchor", QUOTE)
TAG: Final = ("an unquoted value begins with !, a tag", QUOTE)

# What libyaml was reading when it gave up (its scanner.c and parser.c) → what is wrong, what to write.
_CONTEXT: Final[dict[str, tuple[str, str]]] = {
    "while scanning a directive": DIRECTIVE,
    "while scanning an alias": ALIAS,
    "while scanning an anchor": ANCHOR,
    "while scanning a tag": TAG,
    "while parsing a tag": TAG,
    "while parsing a node": TAG,
    "while scanning a simple key": ("a line has no colon", "write “key: value”, or indent it under its key"),
    "while scanning a plain scalar": ("a line is indented with a tab", "indent with spaces"),
    "while scanning a quoted scalar": ("a quotation mark is never closed", "close it at the value's end"),
    "while parsing a quoted scalar": (
        "a backslash in double quotes begins no escape that YAML knows",
        r"write \\ for a backslash and \" for a quotation mark, or use single quotes",
    ),
    "while scanning a block scalar": (
        "something follows | or > on its line, or the text below is indented with a tab",
        "leave | or > alone on that line, and indent the text with spaces",
    ),
    "while parsing a flow sequence": ("a [ is never closed, or a comma is missing", _BRACKET),
    "while parsing a flow mapping": ("a { is never closed, or a comma is missing", _BRACKET),
}
# Of these the place to look is where the reading began, not where it gave up.
_AT_START: Final = frozenset(
    {
        "while scanning a simple key",
        "while scanning a quoted scalar",
        "while parsing a flow sequence",
        "while parsing a flow mapping",
    }
)
# Where the context says too little: libyaml's problem → the same.
_SYNTAX: Final[dict[str, tuple[str, str]]] = {
    "mapping values are not allowed in this context": (
        "a colon inside an unquoted value, or a line above it without one",
        f"{QUOTE}, or look for a missing space after the colon above",
    ),
    "did not find expected key": (
        "this line doesn't fit what stands above it",
        f"indent it like the other keys of its block, or {QUOTE}",
    ),
    "found character that cannot start any token": (
        "a tab, or an unquoted value that begins with a character of YAML's own (@, `, %)",
        f"indent with spaces, or {QUOTE}",
    ),
    "did not find expected '-' indicator": ("a list has a line that is no item", "begin each item with “- ”"),
    "did not find expected node content": ("a value is missing, or begins with a comma or bracket", QUOTE),
    "block sequence entries are not allowed in this context": (
        "a list begins on the line of its key",
        f"begin it on a line of its own, or {QUOTE}",
    ),
    "mapping keys are not allowed in this context": ("an unquoted value begins with “? ”", QUOTE),
    "did not find expected <document start>": (
        "something follows where the document has ended",
        "keep one document a file; quote the whole of a value or none of it",
    ),
}
_UNKNOWN: Final = ("this is not YAML", "check quotation marks, colons and indents here and on the line above")


def explained(error: yaml.YAMLError) -> tuple[int, str, str]:
    """Line, what is wrong and what to write, from libyaml's context, problem and marks."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return 0, *_UNKNOWN
    context = error.context or ""
    what, write = _CONTEXT.get(context) or _SYNTAX.get(error.problem or "", _UNKNOWN)
    mark = error.context_mark if context in _AT_START else error.problem_mark
    return (mark.line + 1 if mark else 0), what, write
