"""Answers and lists as JSON, in the shape that scripts rely on (docs/commands.md)."""

from __future__ import annotations

from typing import Any

from bot import lint
from bot.answer import Answer, Reply
from bot.check import Evidence, Note, Review
from bot.check import Problem as Finding
from bot.errors import Problem
from bot.model import FactFile


def reply(made: Reply) -> dict[str, Any]:
    """One question: text, status, matches, the answer or null, and the known gap or null."""
    matches = [{"id": each.id, "score": round(each.score, 4), "why": each.why} for each in made.matches]
    return {
        "text": made.text,
        "status": made.status,
        "matches": matches,
        "answer": answer(made.answer) if made.answer else None,
        "gap": made.gap,
    }


def answer(made: Answer) -> dict[str, Any]:
    """One fact as it is answered."""
    return {
        "id": made.id,
        "claim": made.claim,
        "attribution": {"short": made.attribution.short, "full": made.attribution.full},
        "status": made.status,
        "as_of": made.as_of.isoformat(),
        "warnings": list(made.warnings),
        "paste": made.paste,
        "sources": [
            {
                "id": each.id,
                "outlet": each.outlet,
                "url": each.url,
                "link": each.link,
                "printed": list(each.printed),
            }
            for each in made.sources
        ],
        "origins": made.origins,
    }


def facts(file: FactFile, topic: str | None) -> list[dict[str, str]]:
    """Every fact, or those of one topic: id, topic, claim."""
    return [
        {"id": key, "topic": each.topic, "claim": fact.claim}
        for each in file.topics.values()
        if topic is None or each.topic == topic
        for key, fact in each.facts.items()
    ]


def sources(file: FactFile) -> list[dict[str, str | None]]:
    """Every source record, without its digest."""
    return [
        {
            "id": key,
            "outlet": each.outlet,
            "headline": each.headline,
            "byline": each.byline,
            "published": each.published.isoformat(),
            "url": each.url,
        }
        for key, each in file.sources.items()
    ]


def review(made: Review) -> dict[str, Any]:
    """A draft and what was found in it; places count its characters from 0, `end` is the one after."""
    return {
        "text": made.text,
        "facts": list(made.facts),
        "problems": [_finding(each) for each in made.problems],
        "notes": [_note(each) for each in made.notes],
    }


def _finding(one: Finding) -> dict[str, str | int | None]:
    """A problem of a draft; null stands for what it has not: all of the evidence, or a source."""
    evidence = one.evidence or Evidence("", 0)
    return {
        "kind": one.kind,
        "words": one.words,
        "fact": one.fact,
        "message": one.message,
        "suggestion": one.suggestion,
        "start": one.span.start,
        "end": one.span.end,
        "file": evidence.file or None,
        "line": evidence.line or None,
        "outlet": evidence.outlet or None,
        "printed": evidence.printed or None,
        "link": evidence.link or None,
    }


def _note(one: Note) -> dict[str, str | int | None]:
    return {"message": one.message, "fact": one.fact, "start": one.span.start, "end": one.span.end}


def report(made: lint.Report) -> dict[str, Any]:
    """What lint found, and the counts."""
    return {
        "problems": [problem(each) for each in made.problems],
        "facts": made.facts,
        "sources": made.sources,
        "proven": made.proven,
        "unproven": made.unproven,
        "undocumented": list(made.undocumented),
    }


def problem(one: Problem) -> dict[str, str | int]:
    """One problem."""
    return {
        "file": one.file,
        "line": one.line,
        "id": one.id,
        "what": one.what,
        "write": one.write,
        "severity": one.severity,
    }
