"""What of a claim can be proven by machine: its quotations, numbers and days stand in its passages.

The rest (that a claim says no more than its source) is the editor's, and no program's. A claim is what
gets pasted into a story, so what can be held against the printed words is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from bot.model import Fact, Source
from bot.text import MONTHS, full_day

Found = Iterator[tuple[str, str]]

_QUOTED: Final = re.compile(r"“([^”]+)”|\"([^\"]+)\"")
_DAY: Final = re.compile(
    rf"({'|'.join(re.escape(month) for month in MONTHS)}) ([0-9]{{1,2}})(?:, ([0-9]{{4}}))?"
)
_NUMBER: Final = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
# Outlets set quotation marks and apostrophes each in their own way; house style is one way.
_MARKS: Final = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " "})


def unproven(fact: Fact, sources: Sequence[Source]) -> Found:
    """What the claim says and none of its passages does: pairs of what is wrong and what to write."""
    printed = " ".join(passage.exact for statement in fact.statements for passage in statement.passages)
    yield from _quotations(fact.claim, printed.translate(_MARKS))
    yield from _days(fact, printed, sources)
    yield from _numbers(fact, printed)


def _quotations(claim: str, printed: str) -> Found:
    for found in _QUOTED.finditer(claim):
        # The comma or full stop before a closing mark is the house's, not the speaker's.
        words = (found.group(1) or found.group(2)).rstrip(",.")
        if words.translate(_MARKS).casefold() not in printed.casefold():
            yield f"the claim quotes “{words}”, which no passage prints", "quote the printed words, or none"


def _days(fact: Fact, printed: str, sources: Sequence[Source]) -> Found:
    known = {fact.as_of, *(source.published for source in sources)}
    known |= {day for each in fact.statements for day in (each.date, each.before) if day}
    known |= {fact.lapses} if fact.lapses else set()
    for found in _DAY.finditer(fact.claim):
        month, day, year = found.groups()
        on_file = any(
            f"{MONTHS[each.month - 1]} {each.day}" == f"{month} {day}" and year in (None, str(each.year))
            for each in known
        )
        if not on_file and f"{month} {day}" not in printed:
            yield (
                f"the claim says {found.group()}, which stands in no passage and no date",
                "write a printed day",
            )
    as_of = re.match(r"As of (.+?, [0-9]{4}),", fact.claim)
    if as_of and as_of[1] != full_day(fact.as_of):
        yield f"the claim is as of {as_of[1]}, the fact as of {full_day(fact.as_of)}", "write one day"
    if sources and fact.as_of > max(source.published for source in sources):
        yield "as_of is later than every source", "write the day of which the sources speak"


def _numbers(fact: Fact, printed: str) -> Found:
    known = {_value(each) for each in _NUMBER.findall(printed)} | {figure.value for figure in fact.figures}
    for number in _NUMBER.findall(_DAY.sub("", fact.claim)):
        if _value(number) not in known:
            yield f"the claim says {number.rstrip(',')}, which no passage prints", "write the printed number"


def _value(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def is_dated_without_a_day(fact: Fact) -> bool:
    """Does a perishable claim lack its “As of”?"""
    return fact.shelf_life == "dated" and not fact.claim.startswith("As of ")
