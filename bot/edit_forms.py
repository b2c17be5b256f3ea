"""From what an editor typed in a form to the values that the file is to hold.

Nothing is guessed: what can't be read is a FieldError at its field. White space at the ends goes, and a
line's end inside a claim becomes a space, as YAML folds it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Final

from bot import edit_views
from bot.edits import AddFact, Plain
from bot.errors import FieldError
from bot.model import Fact, FactFile

Values = Mapping[str, str | tuple[str, ...]]

TRIAL: Final = "a-fact-that-is-tried-out"
# What validation and proof say of a statement → the field of the first form that it is about.
_PARTS_NAMED: Final = (
    ("no source", "source"),
    ("quote", "quotes"),
    ("credit", "credit"),
    ("chain", "who"),
    ("told", "to"),
    ("younger", "date"),
)
_PARTS: Final = 6  # of a figure's line; see `edit_views.FIGURE_HINT`
_SOURCE: Final = "outlet article headline byline published url archive_url language sha256 note".split()
_TEXTS: Final = ("claim", "status", "superseded_by", "caution", "review_by")


def changed(given: Values, fact: Fact, marks: Mapping[str, str] | None = None) -> dict[str, Plain]:
    """The fields in which a filled form differs from the fact; None takes a key out.

    marks: those of the fields as they stood when the form was opened first (`marks_of`): what the editor has
    left as it stood then is no change, though somebody else may have changed it since. Raises FieldError for
    a figure's line that can't be read.
    """
    before = edit_views.values(fact)
    theirs = touched(given, marks) if marks else before
    after = {name: _folded(name, text(given, name)) for name in before if name in given and name in theirs}
    differing = {name: value for name, value in after.items() if value != _folded(name, before[name])}
    made: dict[str, Plain] = {name: differing[name] or None for name in _TEXTS if name in differing}
    if "figures" in differing:
        made["figures"] = figures(text(given, "figures")) or None
    if "asked_as" in differing:
        made["asked_as"] = [*lines(text(given, "asked_as"))] or None
    if "status" in made and fact.withdrawn_because is not None:
        made["withdrawn_because"] = None  # it is back, and says why it was gone no longer
    return made


def marks_of(fact: Fact) -> dict[str, str]:
    """A few hex digits for each field's words, by which they are known again."""
    return {name: _mark(name, words) for name, words in edit_views.values(fact).items()}


def touched(given: Values, marks: Mapping[str, str]) -> frozenset[str]:
    """The fields that no longer hold what they held when the form was opened first."""
    return frozenset(
        name for name, mark in marks.items() if name in given and _mark(name, text(given, name)) != mark
    )


def _mark(name: str, words: str) -> str:
    return hashlib.sha256(_folded(name, words).encode()).hexdigest()[:8]


def text(given: Values, name: str) -> str:
    """One field as text; of several choices the first."""
    value = given.get(name, "")
    return value.strip() if isinstance(value, str) else next(iter(value), "")


def several(given: Values, name: str) -> list[Plain]:
    """All that was chosen in a field."""
    value = given.get(name, ())
    return [*value] if isinstance(value, tuple) else [*filter(None, (value,))]


def lines(typed: str) -> tuple[str, ...]:
    """The lines that hold something; a dash before one, as YAML has it, is not part of it."""
    stripped = (each.strip().removeprefix("- ").strip() for each in typed.splitlines())
    return tuple(each for each in stripped if each)


def figures(typed: str) -> list[Plain]:
    """Figures, one a line; raises FieldError for a line that does not have six parts."""
    return [_figure(number, each) for number, each in enumerate(lines(typed), 1)]


def _figure(number: int, line: str) -> dict[str, Plain]:
    parts = [each.strip() for each in line.split("|")]
    if len(parts) != _PARTS:
        said = f"Line {number} has {len(parts)} parts and needs {_PARTS}, with | between them."
        raise FieldError({"figures": said})
    of, unit, value, qualifier, as_printed, statement = parts
    made: dict[str, Plain] = {"of": of, "unit": unit, "value": value.replace(",", "")}
    return (
        made
        | ({"qualifier": qualifier} if qualifier else {})
        | {"as_printed": as_printed, "statement": statement}
    )


def statement(given: Values) -> dict[str, Plain]:
    """A new fact's first statement, from the first form; what was left empty is left out."""
    voice = text(given, "voice")
    made: dict[str, Plain] = {
        "voice": voice,
        "source": text(given, "source"),
        "chain": [*_chain(given)] if voice == "speaker" else None,
        "date": text(given, "date"),
        "credit": text(given, "credit"),
        "passages": [{"exact": each} for each in lines(text(given, "passages"))],
        "quotes": [*lines(text(given, "quotes"))],
    }
    return {name: value for name, value in made.items() if value}


def _chain(given: Values) -> list[Plain]:
    first: dict[str, Plain] = {
        "who": several(given, "who"),
        "verb": text(given, "verb"),
        "to": text(given, "to"),
        "occasion": text(given, "occasion"),
    }
    relayed: dict[str, Plain] = {"who": several(given, "by"), "verb": "said"}
    hops = [first, *([relayed] if relayed["who"] else [])]
    return [{name: value for name, value in hop.items() if value} for hop in hops if hop["who"]]


def fact(given: Values, first: Mapping[str, Plain]) -> dict[str, Plain]:
    """A new fact's keys, from the second form and the statement that the first has made."""
    made: dict[str, Plain] = {
        "claim": _folded("claim", text(given, "claim")),
        "status": text(given, "status"),
        "as_of": text(given, "as_of"),
        "shelf_life": text(given, "shelf_life"),
        "lapses": text(given, "lapses"),
        "figures": figures(text(given, "figures")),
        "statements": [dict(first)],
        "caution": _folded("caution", text(given, "caution")),
        "asked_as": [*lines(text(given, "asked_as"))],
    }
    return {name: value for name, value in made.items() if value}


def source(given: Values, digest: str) -> dict[str, Plain]:
    """A source record's keys; `digest` stands for one that was left empty."""
    made = {name: " ".join(text(given, name).split()) for name in _SOURCE} | {
        "sha256": text(given, "sha256") or digest
    }
    return {name: value for name, value in made.items() if value}


def trial(first: Mapping[str, Plain], file: FactFile, today: dt.date) -> AddFact:
    """A fact that is never saved, made of a first statement alone, to see whether that can stand."""
    source = file.sources.get(str(first.get("source")))
    fields: dict[str, Plain] = {
        "claim": "To be written.",
        "status": "claimed",
        "as_of": (source.published if source else today).isoformat(),
        "shelf_life": "permanent",
        "statements": [dict(first)],
        "asked_as": [TRIAL.replace("-", " ")],
    }
    return AddFact(next(iter(file.topics), ""), TRIAL, fields)


def at_statement(fields: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with a trial, at the first form's fields: what is said of its parts names them."""
    said = "; ".join(fields.values())
    named = [field for word, field in _PARTS_NAMED if word in said]
    return {next(iter(named), "passages"): said}


def packed(**what: Plain) -> str:
    """Ids, versions and a proven statement as the text that a form carries along."""
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"))


def unpacked(metadata: str) -> dict[str, Plain]:
    """What `packed` packed; empty for anything else."""
    try:
        found = json.loads(metadata)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _folded(name: str, typed: str) -> str:
    return typed.strip() if name in ("figures", "asked_as") else " ".join(typed.split())
