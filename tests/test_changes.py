"""What changed between two editions, in values and in words."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Any, Final

import pytest

from bot.changes import FactChange, compare, digest, surroundings
from bot.model import Fact, FactFile, Figure, Hedge, Hop, Passage, Side, Statement, Verification
from tests.conftest import changed

LEAN: Final = "tower-lean"
CRACKS: Final = "tower-cracks"


def one(old: FactFile, new: FactFile) -> FactChange:
    (change,) = compare(old, new)
    return change


def altered(value: Any) -> Any:  # noqa: ANN401 - a value of any field
    """Another value of the same kind."""
    match value:
        case bool():
            return not value
        case int() | Decimal():
            return value + 1
        case dt.date():
            return value + dt.timedelta(days=1)
        case str():
            return f"{value} or so"
        case tuple():
            return value[:-1] if len(value) > 1 else (*value, *value)
    raise AssertionError(value)


EMPTY: Final[dict[str, Any]] = {
    "lapses": dt.date(2031, 6, 1),
    "caution": "Beware.",
    "verified": Verification("Eddie", dt.date(2031, 5, 7)),
    "review_by": dt.date(2031, 6, 1),
    "superseded_by": "tower-sway",
    "withdrawn_because": "It was wrong.",
    "to": "works-office",
    "occasion": "works-briefing",
    "setting": "at a meeting",
    "prefix": "before ",
    "suffix": " after",
    "date": dt.date(2031, 5, 6),
    "before": dt.date(2031, 5, 7),
    "hedge": Hedge("reportedly", "outlet"),
    "credit": "YONHAP",
    "qualifier": "about",
    "quotes": ("quoted",),
    "chain": (Hop(who=("works-office",), verb="said"),),
    "related": ("tower-sway",),
    "differs": (),
    "figures": (),
}


def with_another(record: Any, name: str) -> Any:  # noqa: ANN401 - a record of any kind
    value = getattr(record, name)
    fixed = {
        "source": "courier-2031-05-09",
        "to": "works-office",
        "verb": "claimed",
        "status": "disputed",
        "shelf_life": "lapsed",
        "voice": "outlet",
        "by": "outlet",
    }
    if name in fixed:
        return dataclasses.replace(record, **{name: fixed[name]})
    if value in (None, (), "") or isinstance(value, Hedge | Verification):
        return dataclasses.replace(record, **{name: EMPTY[name] if value in (None, (), "") else None})
    return dataclasses.replace(record, **{name: altered(value)})


def names(kind: type[Any]) -> list[str]:
    return [each.name for each in dataclasses.fields(kind)]


@pytest.mark.parametrize("name", names(Fact))
def test_a_change_of_any_field_of_a_fact_has_words(small: FactFile, name: str) -> None:
    fact = small.facts[CRACKS]
    new = changed(small, CRACKS, **{name: getattr(with_another(fact, name), name)})
    change = one(small, new)
    assert name in change.parts
    assert change.lines


@pytest.mark.parametrize("name", names(Statement))
def test_a_change_of_any_field_of_a_statement_has_words(small: FactFile, name: str) -> None:
    first, *others = small.facts[CRACKS].statements
    new = changed(small, CRACKS, statements=(with_another(first, name), *others))
    assert any(line.startswith("statement 1 (") for line in one(small, new).lines)


@pytest.mark.parametrize("name", names(Hop))
def test_a_change_of_any_field_of_a_hop_has_words_and_is_weighty(small: FactFile, name: str) -> None:
    first, *others = small.facts[CRACKS].statements
    hop, *further = first.chain
    moved = dataclasses.replace(first, chain=(with_another(hop, name), *further))
    new = changed(small, CRACKS, statements=(moved, *others))
    change = one(small, new)
    assert "chain" in change.parts
    assert change.is_weighty
    assert any("chain: " in line for line in change.lines)


@pytest.mark.parametrize("name", names(Figure))
def test_a_change_of_any_field_of_a_figure_has_words(small: FactFile, name: str) -> None:
    first, *others = small.facts[CRACKS].figures
    new = changed(small, CRACKS, figures=(with_another(first, name), *others))
    change = one(small, new)
    assert change.is_weighty
    assert change.lines


@pytest.mark.parametrize("name", names(Passage))
def test_a_change_of_any_field_of_a_passage_has_words(small: FactFile, name: str) -> None:
    first, *others = small.facts[CRACKS].statements
    passage, *further = first.passages
    moved = dataclasses.replace(first, passages=(with_another(passage, name), *further))
    change = one(small, changed(small, CRACKS, statements=(moved, *others)))
    assert any("passage 1" in line for line in change.lines)


def test_two_equal_files_differ_in_nothing(small: FactFile) -> None:
    assert compare(small, small) == ()
    assert surroundings(small, small) == ()


def test_a_figure_names_what_it_counts_and_both_numbers(small: FactFile) -> None:
    first, *others = small.facts[CRACKS].figures
    more = dataclasses.replace(first, value=Decimal(2_400_000))
    change = one(small, changed(small, CRACKS, figures=(more, *others)))
    assert change.lines == (f"{first.of} 14 → 2,400,000, attribution unchanged",)
    less = dataclasses.replace(first, value=Decimal(13), qualifier="about")
    assert one(small, changed(small, CRACKS, figures=(less, *others))).lines == (
        "cracks: some 14 → about 13, attribution unchanged",
    )


def test_a_long_claim_is_shown_where_it_differs(small: FactFile) -> None:
    claim = " ".join(f"word{number}" for number in range(60))
    old, new = (changed(small, LEAN, claim=each) for each in (claim, claim.replace("word30", "other")))
    (line,) = one(old, new).lines
    assert "word30" in line
    assert "other" in line
    assert "word2 " not in line
    assert len(line) < len(claim)


def test_a_name_s_new_title_changes_the_attribution_of_the_facts_that_it_stands_in(small: FactFile) -> None:
    old_name = small.names["mira-holt"]
    renamed = dataclasses.replace(
        small, names={**small.names, "mira-holt": dataclasses.replace(old_name, name="M. Holt")}
    )
    found = compare(small, renamed)
    assert found
    assert all(each.parts == ("attribution",) for each in found)
    assert all(each.concerns_readers and not each.is_weighty for each in found)
    assert surroundings(small, renamed) == (
        "name mira-holt: name: “Mira Holt → M. Holt”".replace(
            "“Mira Holt → M. Holt”", "“Mira Holt” → “M. Holt”"
        ),
    )


def test_a_fact_come_or_gone_is_weighty_and_only_a_gone_one_concerns_readers(small: FactFile) -> None:
    name, topic = next(iter(small.topics.items()))
    facts = {key: fact for key, fact in topic.facts.items() if key != LEAN}
    less = dataclasses.replace(small, topics={**small.topics, name: dataclasses.replace(topic, facts=facts)})
    gone, come = one(small, less), one(less, small)
    assert (gone.kind, gone.is_weighty, gone.concerns_readers, gone.after) == ("removed", True, True, None)
    assert (come.kind, come.is_weighty, come.concerns_readers, come.before) == ("added", True, False, None)


@pytest.mark.parametrize(
    ("name", "weighty", "readers"),
    [
        ("claim", True, True),
        ("status", True, True),
        ("caution", False, False),
        ("asked_as", False, False),
        ("related", False, False),
        ("review_by", False, False),
    ],
)
def test_what_needs_a_second_editor_and_what_readers_are_told(
    small: FactFile,
    name: str,
    weighty: bool,  # noqa: FBT001 - a column of the table
    readers: bool,  # noqa: FBT001 - a table's columns
) -> None:
    fact = small.facts[LEAN]
    change = one(small, changed(small, LEAN, **{name: getattr(with_another(fact, name), name)}))
    assert (change.is_weighty, change.concerns_readers) == (weighty, readers)


def test_another_order_of_phrases_is_said_as_such(small: FactFile) -> None:
    turned = small.facts[LEAN].asked_as[::-1]
    assert one(small, changed(small, LEAN, asked_as=turned)).lines == ("asked_as: another order",)


def test_the_digest_is_of_the_fact_alone(small: FactFile) -> None:
    fact = small.facts[LEAN]
    assert digest(fact) == digest(dataclasses.replace(fact))
    assert digest(fact) != digest(dataclasses.replace(fact, caution="Other."))
    assert len(digest(fact)) == 12


def test_before_and_after_are_what_the_card_says(small: FactFile) -> None:
    change = one(small, changed(small, LEAN, claim="Other."))
    assert change.before is not None
    assert change.before.startswith(small.facts[LEAN].claim)
    assert change.after is not None
    assert change.after.startswith("Other. ")


def test_sides_of_a_difference_are_shown(shipped: FactFile) -> None:
    key, fact = next((key, fact) for key, fact in shipped.facts.items() if fact.differs)
    first, *others = fact.differs
    sides = (*first.sides[:-1], Side(first.sides[-1].source, "something else"))
    change = one(shipped, changed(shipped, key, differs=(dataclasses.replace(first, sides=sides), *others)))
    assert any(first.about in line and "something else" in line for line in change.lines)
