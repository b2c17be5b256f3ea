"""Which of a fact's statements a sentence renders."""

from __future__ import annotations

import pytest

from bot.check import Checker
from bot.check.parsed import parse
from bot.check.review import Span
from bot.check.statements import Rendered, rendered

JOONGANG, JAZEERA = "joongang-2025-01-13", "aljazeera-2025-01-13"


def read(text: str, key: str, checker: Checker, *, source: str = "", beside: bool = False) -> Rendered:
    parsed = parse(text, Span(0, len(text)), checker.book)
    sources = frozenset({source} - {""})
    fact, groups = checker.facts[key], checker.index.groups
    return rendered(parsed, fact, checker.reading(key), groups, sources, beside_quotations=beside)


@pytest.mark.parametrize(
    ("text", "key", "first"),
    [
        ("They were ordered by the regime to commit suicide over capture.", "suicide-orders", 0),
        ("Notes show the regime emphasized self-destruction over being captured.", "suicide-orders", 1),
        ("The Storm Corps men were told to kill themselves, not to be taken prisoner.", "suicide-orders", 2),
        ("Authorities pressured them to self-detonate, memos show.", "suicide-orders", 3),
        ("News of it is spreading secretly within North Korea.", "reaction-at-home", 0),
        ("Families expressed fear and despair.", "reaction-at-home", 1),
        ("Some without direct ties view it positively, hoping for aid.", "reaction-at-home", 2),
        ("The possibility of exchanges is not easy work.", "kremlin-response", 1),
        ("The Kremlin declined to comment on the reported capture.", "kremlin-response", 0),
    ],
)
def test_the_statement_that_is_nearest_comes_first(text: str, key: str, first: int, checker: Checker) -> None:
    assert read(text, key, checker).surely[0] == first


def test_what_lies_far_from_the_sentence_is_not_rendered(checker: Checker) -> None:
    found = read("News of it is spreading secretly within North Korea.", "reaction-at-home", checker)
    assert found.surely == (0,)


def test_where_none_is_nearer_all_are_rendered(checker: Checker) -> None:
    found = read("Yes.", "reaction-at-home", checker)
    assert sorted(found.surely) == sorted(found.maybe) == [0, 1, 2]


def test_of_near_statements_the_outlet_named_decides(checker: Checker) -> None:
    text = "A soldier attempted to detonate a grenade, shouting."

    assert sorted(read(text, "grenade-incident", checker).surely) == [0, 1]
    assert read(text, "grenade-incident", checker, source=JOONGANG).surely == (0,)
    assert read(text, "grenade-incident", checker, source=JAZEERA).surely == (1,)


def test_who_is_credited_renders_nothing(checker: Checker) -> None:
    text = "News of it is spreading secretly, families of deployed soldiers said."
    assert read(text, "reaction-at-home", checker).surely[0] == 0


def test_beside_a_quotation_the_words_outside_it_may_say_too_little(checker: Checker) -> None:
    text = "“We continue to discuss the possibility of exchanges,” he said."
    assert read(text, "kremlin-response", checker, beside=True) == Rendered((), ())


def test_beside_a_quotation_another_statement_may_be_rendered(checker: Checker) -> None:
    text = "They declined comment on the reported capture, “which is not easy work”."
    assert read(text, "kremlin-response", checker, beside=True).surely == (0,)
