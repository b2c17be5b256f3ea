"""What changed between two editions, in values and in words."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.changes import FactChange, compare, digest, surroundings
from bot.model import (
    Difference,
    Fact,
    FactFile,
    Figure,
    Gap,
    Hedge,
    Hop,
    Name,
    Occasion,
    Passage,
    Side,
    Source,
    Statement,
    Verification,
)
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
    "differs": (
        Difference("the count", (Side("courier-2031-05-06", "ten"), Side("radio-2031-05-06", "two"))),
    ),
    "figures": (Figure("injured", "people", Decimal(2), "two people", 1),),
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
    assert surroundings(small, renamed) == ("name mira-holt: name: “Mira Holt” → “M. Holt”",)


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


# ── Figures


def figures(small: FactFile, *now: Figure, was: tuple[Figure, ...] = ()) -> tuple[str, ...]:
    before = changed(small, CRACKS, figures=was) if was else small
    return one(before, changed(small, CRACKS, figures=now)).lines


def test_a_figure_come_or_gone_is_named_with_what_it_counts(small: FactFile) -> None:
    cracks = small.facts[CRACKS].figures[0]
    people = Figure("injured", "people", Decimal(2), "two people", 1, "over")
    assert figures(small, cracks, people, was=(cracks,)) == (
        "figure added: injured (over 2 people), attribution unchanged",
    )
    assert figures(small, cracks, was=(cracks, people)) == (
        "figure removed: injured (over 2 people), attribution unchanged",
    )


def test_figures_in_another_order_are_said_as_such(small: FactFile) -> None:
    cracks = small.facts[CRACKS].figures[0]
    people = Figure("injured", "people", Decimal(2), "two people", 1)
    assert figures(small, people, cracks, was=(cracks, people)) == (
        "figures: another order, attribution unchanged",
    )


def test_figures_of_one_thing_in_two_statements_are_told_apart(small: FactFile) -> None:
    first = small.facts[CRACKS].figures[0]
    second = dataclasses.replace(first, statement=2)
    more = dataclasses.replace(second, value=Decimal(15))
    assert figures(small, first, more, was=(first, second)) == (
        "cracks (statement 2) 14 → 15, attribution unchanged",
    )


def test_a_figure_that_stood_there_twice_is_no_trouble(small: FactFile) -> None:
    first = small.facts[CRACKS].figures[0]
    assert figures(small, first, was=(first, first)) == (
        "figure removed: cracks (some 14 cracks), attribution unchanged",
    )


# ── Statements


def with_statements(small: FactFile, *made: Statement) -> FactFile:
    return changed(small, CRACKS, statements=made)


def test_whom_an_editor_reads_of_is_named_as_on_the_card_and_by_key_where_names_are_alike(
    small: FactFile,
) -> None:
    hop = Hop(who=("works-office",), verb="said")
    first = dataclasses.replace(small.facts[CRACKS].statements[0], chain=(hop,))
    old = with_statements(small, first)
    told = dataclasses.replace(first, chain=(dataclasses.replace(hop, to="mira-holt"),))
    assert one(old, with_statements(small, told)).lines[0] == (
        "statement 1 (Lakeside Radio): chain: works office said → works office told Holt"
    )
    twin = dataclasses.replace(small, names={**small.names, "twin": small.names["works-office"]})
    other = dataclasses.replace(first, chain=(dataclasses.replace(hop, who=("twin",)),))
    assert (
        one(with_statements(twin, first), with_statements(twin, other))
        .lines[0]
        .endswith("chain: works-office said → twin said")
    )


def test_a_quote_is_added_and_removed_whole(small: FactFile) -> None:
    first, *others = small.facts[CRACKS].statements
    quote = " ".join(f"word{number}" for number in range(60))
    more = dataclasses.replace(first, quotes=(*first.quotes, quote))
    old, new = with_statements(small, first, *others), with_statements(small, more, *others)
    assert one(old, new).lines == (f"statement 1 (Lakeside Radio): quote added: “{quote}”",)
    assert one(new, old).lines == (f"statement 1 (Lakeside Radio): quote removed: “{quote}”",)


def test_statements_in_another_order_are_said_as_such_with_the_credit_that_the_card_now_has(
    small: FactFile,
) -> None:
    first, second, *others = small.facts[CRACKS].statements
    change = one(small, with_statements(small, second, first, *others))
    assert change.lines[0] == "statements: another order, now 2 and 1"
    assert [line.partition(":")[0] for line in change.lines[1:]] == ["attribution"]
    assert change.concerns_readers


def test_a_statement_put_first_leaves_those_behind_it_as_they_were(small: FactFile) -> None:
    statements = small.facts[CRACKS].statements
    new = dataclasses.replace(small.facts["swan-count"].statements[0])
    lines = one(small, with_statements(small, new, *statements)).lines
    assert [line.partition(":")[0] for line in lines] == ["statement 1 (Eldermere Courier)", "attribution"]
    assert new.passages[0].exact in lines[0]
    gone = one(with_statements(small, new, *statements), small).lines
    assert ": removed: " in gone[0]


def test_a_statement_that_was_edited_and_moved_is_known_again(small: FactFile) -> None:
    first, second, *_ = small.facts[CRACKS].statements
    edited = dataclasses.replace(first, date=dt.date(2031, 5, 1))
    lines = one(with_statements(small, first, second), with_statements(small, edited)).lines
    assert any("date: " in line for line in lines)
    assert any(": removed: " in line and second.passages[0].exact in line for line in lines)


def test_a_hedge_is_shown_in_words(small: FactFile) -> None:
    first, *others = small.facts[CRACKS].statements
    bare = dataclasses.replace(first, hedge=None)
    hedged = dataclasses.replace(first, hedge=Hedge("reportedly", "outlet"))
    change = one(with_statements(small, bare, *others), with_statements(small, hedged, *others))
    assert change.lines[0].endswith("hedge: none → “word reportedly, by outlet”")


# ── What a second editor must be able to read


WORDS: Final = tuple(f"word{number:03}" for number in range(120))


@given(places=st.sets(st.integers(0, len(WORDS) - 1), min_size=1, max_size=8))
def test_every_word_of_a_long_claim_that_changed_is_shown_on_both_sides(
    small: FactFile, places: set[int]
) -> None:
    new = [f"new{number:03}" if number in places else word for number, word in enumerate(WORDS)]
    before, after = (changed(small, LEAN, claim=" ".join(each)) for each in (WORDS, new))
    (line,) = one(before, after).lines
    old_side, _, new_side = line.partition(" → ")
    assert all(WORDS[place] in old_side and f"new{place:03}" in new_side for place in places)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a b", "a\u00a0b", "“a b” → “a\\u00a0b”"),
        ("one\ntwo", "one two", "“one\\u000atwo” → “one two”"),
        ("ab c", "a\u200bb c", "“ab c” → “a\\u200bb c”"),
    ],
)
def test_what_can_t_be_seen_is_spelled_out(small: FactFile, before: str, after: str, shown: str) -> None:
    old, new = (changed(small, LEAN, caution=each) for each in (before, after))
    assert one(old, new).lines == (f"caution: {shown}",)


def test_a_new_fact_has_all_its_printed_words_in_its_lines(small: FactFile) -> None:
    name, topic = next(iter(small.topics.items()))
    facts = {key: fact for key, fact in topic.facts.items() if key != CRACKS}
    less = dataclasses.replace(small, topics={**small.topics, name: dataclasses.replace(topic, facts=facts)})
    said, fact = "\n".join(one(less, small).lines), small.facts[CRACKS]
    passages = [each.exact for statement in fact.statements for each in statement.passages]
    assert passages
    assert all(each in said for each in (fact.claim, fact.status, "some 14 cracks", *passages))


def test_that_the_attribution_stands_is_said_where_a_claim_or_a_figure_changed(small: FactFile) -> None:
    change = one(small, changed(small, LEAN, claim="Other.", status="disputed", caution="Beware."))
    assert [line.endswith(", attribution unchanged") for line in change.lines] == [True, False, False]
    first, *rest = small.facts[CRACKS].figures
    more = dataclasses.replace(first, value=Decimal(15))
    lines = one(small, changed(small, CRACKS, status="disputed", figures=(more, *rest))).lines
    assert lines == ("status: claimed → disputed", "cracks 14 → 15, attribution unchanged")


# ── Nothing that differs is left unsaid


def mutations(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - records of any kind
    """The record with one field of it, or of what it holds, another: every field of every kind in turn."""
    for field in dataclasses.fields(value):
        inner, at = getattr(value, field.name), f"{path}.{field.name}"
        if field.name in ("edition", "places"):  # how it was read, not what it says
            continue
        if isinstance(inner, Mapping):
            for key, each in inner.items():
                for where, other in mutations(each, f"{at}[{key}]"):
                    yield where, dataclasses.replace(value, **{field.name: {**inner, key: other}})
        elif isinstance(inner, tuple) and inner and dataclasses.is_dataclass(inner[0]):
            for where, other in mutations(inner[0], at):
                yield where, dataclasses.replace(value, **{field.name: (other, *inner[1:])})
        else:
            other = with_another(value, field.name)
            if other != value:
                yield at, other


MORE: Final[dict[str, Any]] = {
    "archive_url": "https://archive.example/",
    "note": "A note.",
    "headline": "A headline",
    "byline": "A byline",
    "place": "Paris",
    "short": "Short",
    "title": "warden",
    "affiliation": "the Party",
    "part_of": "works-office",
    "synonyms": (("pylon", "mast"),),
    "article": "the",
    **dict.fromkeys(("accepted", "romanised", "misspelt", "posts", "called", "adjectives"), ("one more",)),
}
EMPTY.update(MORE)


def test_whatever_differs_between_two_files_is_said(small: FactFile) -> None:
    kinds = set()
    for where, other in mutations(small):
        assert compare(small, other) or surroundings(small, other), where
        kinds.add(where.rpartition(".")[2])
    for kind in (Fact, Statement, Hop, Passage, Figure, Name, Source, Occasion, Gap):
        assert {each.name for each in dataclasses.fields(kind)} <= kinds | WHOLE, kind
    assert {"topic", "synonyms"} <= kinds


# What holds records of its own, and is reached through them.
WHOLE: Final = frozenset({"statements", "figures", "passages", "chain", "differs", "verified"})


def test_a_topic_s_name_words_and_order_are_said(small: FactFile) -> None:
    name, topic = next(iter(small.topics.items()))

    def said(**fields: Any) -> tuple[str, ...]:  # noqa: ANN401 - values of any field
        new = dataclasses.replace(topic, **fields)
        return surroundings(small, dataclasses.replace(small, topics={**small.topics, name: new}))

    assert said(topic="The tower") == (
        "topic The clock tower of Eldermere: topic: “The clock tower of Eldermere” → “The tower”",
    )
    assert said(synonyms=(*topic.synonyms, ("pylon", "mast"))) == (
        "topic The clock tower of Eldermere: synonyms: 1 added: “pylon and mast”",
    )
    turned = dict(reversed(tuple(topic.facts.items())))
    assert said(facts=turned) == ("topic The clock tower of Eldermere: facts: another order",)


def test_a_fact_that_stands_in_another_topic_is_said(small: FactFile) -> None:
    (one_file, one_topic), (other_file, other_topic) = small.topics.items()
    facts = {key: fact for key, fact in one_topic.facts.items() if key != LEAN}
    topics = {
        one_file: dataclasses.replace(one_topic, facts=facts),
        other_file: dataclasses.replace(other_topic, facts={**other_topic.facts, LEAN: small.facts[LEAN]}),
    }
    moved = dataclasses.replace(small, topics=topics)
    assert compare(small, moved) == ()
    assert surroundings(small, moved) == (f"{LEAN}: from {one_file} to {other_file}",)


def test_only_facts_that_name_somebody_are_looked_at_when_a_name_changes(small: FactFile) -> None:
    name = dataclasses.replace(small.names["tove-lind"], name="T. Lind")
    found = compare(small, dataclasses.replace(small, names={**small.names, "tove-lind": name}))
    assert [each.id for each in found] == ["swan-count"]
