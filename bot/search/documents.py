"""A fact as the search sees it: fields of words, and the groups of words that mean the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import Fact, FactFile, Name, Statement


@dataclass(frozen=True, slots=True)
class Document:
    """One entry to be found. A field is one text, or a tuple of rows, each a phrase of its own."""

    id: str
    fields: Mapping[str, str | tuple[str, ...]]


def fact_documents(fact_file: FactFile) -> tuple[Document, ...]:
    """Every fact, in order, with the fields that are searched.

    `title` (the words of the id), `asked_as` (rows), `claim`, `figures` (rows), `notes` (where sources
    differ, and the caution), `printed` (rows, one a passage), `said_by` (the names in the chains).
    A withdrawn fact is found as well: the answer has to say that it is withdrawn.
    """
    return tuple(_document(key, fact, fact_file.names) for key, fact in fact_file.facts.items())


def _document(key: str, fact: Fact, names: Mapping[str, Name]) -> Document:
    return Document(
        key,
        {
            "title": key.replace("-", " "),
            "asked_as": fact.asked_as,
            "claim": fact.claim,
            "figures": tuple(f"{figure.as_printed} {figure.of} {figure.unit}" for figure in fact.figures),
            "printed": tuple(passage.exact for said in fact.statements for passage in said.passages),
            "notes": tuple(
                text
                for difference in fact.differs
                for text in (difference.about, *(side.says for side in difference.sides))
            ),
            "said_by": " ; ".join(_speakers(fact.statements, names)),
        },
    )


def _speakers(statements: tuple[Statement, ...], names: Mapping[str, Name]) -> tuple[str, ...]:
    keys = [key for said in statements for hop in said.chain for key in (*hop.who, hop.to) if key]
    return tuple(names[key].name for key in dict.fromkeys(keys) if key in names)


def gap_documents(fact_file: FactFile) -> tuple[Document, ...]:
    """What is known not to be on file; the id is what it is about, the phrases are rows."""
    return tuple(Document(gap.about, {"asked_as": gap.asked_as}) for gap in fact_file.gaps)


def spellings(name: Name) -> tuple[str, ...]:
    """Every way to write a name, the house's first; a title counts where it has two words or more."""
    title = (name.title,) if name.title and " " in name.title else ()
    short = (name.short,) if name.short else ()
    ways = (name.name, *short, *name.accepted, *name.romanised, *name.misspelt, *title)
    return tuple(dict.fromkeys(ways))
