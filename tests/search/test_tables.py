"""Tables: every count against one made word by word in plain Python."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log, log1p

import numpy as np
import pytest
from hypothesis import given

from bot.search import Document
from bot.search.groups import groups_of
from bot.search.rows import Rows, read_rows
from bot.search.tables import K1, LEAST_LENGTH, SATURATION, B, Tables
from tests.search.made import NEWS, NO_GROUPS, documents, titled, tokens

GROUPS = groups_of((("ferry", "harbour"), ("killed", "died"), ("school", "the mayor")), ())
NEAR = 1e-5


@dataclass(frozen=True)
class Counted:
    """What stands in the tables, by key and entry, counted with dictionaries."""

    worth: dict[tuple[str, int], float]
    amount: dict[tuple[str, int], float]
    own: dict[tuple[str, int], float]
    frequency: dict[tuple[str, int], float]
    rarity: dict[str, float]
    total: list[float]


def rarity(frequency: float, entries: int) -> float:
    return log1p(max(entries - frequency + 0.5, 0.1) / (frequency + 0.5))


def counted(rows: Rows) -> Counted:
    worth: dict[tuple[str, int], float] = {}
    said: Counter[tuple[str, int]] = Counter()
    times: Counter[tuple[str, int]] = Counter()
    weighed, plain = [0.0] * rows.entries, [0] * rows.entries
    for row, (entry, found) in enumerate(zip(rows.owners().tolist(), tokens(rows), strict=True)):
        weight = float(rows.weight[row])
        for key, _, kind in found:
            at = key, entry
            worth[at] = max(weight, worth.get(at, 0))
            said[at] += weight  # type: ignore[assignment] # a Counter of reals
            times[at] += 1
            weighed[entry] += weight * (kind > 0)
            plain[entry] += kind > 0
    mean, mean_plain = sum(weighed) / rows.entries, sum(plain) / rows.entries
    density = {(key, entry): said[key, entry] / weighed[entry] for key, entry in said}
    every = {key: sum(value for (other, _), value in density.items() if other == key) for key, _ in density}
    rarities = {
        key: rarity(sum(value for (other, _), value in worth.items() if other == key), rows.entries)
        for key in rows.keys
    }
    return Counted(
        worth=worth,
        amount={
            at: said[at] / (said[at] + SATURATION * max(weighed[at[1]] / mean, LEAST_LENGTH)) for at in said
        },
        own={
            at: worth[at] * log(1 + density[at] / every[at[0]] * rows.entries) / log(1 + rows.entries)
            for at in said
        },
        frequency={
            at: times[at] / (times[at] + K1 * (1 - B + B * plain[at[1]] / mean_plain)) for at in times
        },
        rarity=rarities,
        total=[sum(kind * rarities[key] for key, _, kind in found) for found in tokens(rows)],
    )


def held(tables: Tables, rows: Rows, line: int) -> dict[tuple[str, int], float]:
    return {
        (key, int(tables.entry[at])): float(tables.hold[line, at])
        for number, key in enumerate(rows.keys)
        for at in range(tables.first[number], tables.first[number + 1])
    }


@given(documents(NEWS, most=6))
def test_the_tables_are_what_counting_word_by_word_gives(made: tuple[Document, ...]) -> None:
    rows = read_rows(made, GROUPS)
    tables = Tables.build(rows)
    if not rows.texts:
        assert not tables.entry.size
        return
    expected = counted(rows)
    for line, values in enumerate((expected.worth, expected.amount, expected.own, expected.frequency)):
        assert held(tables, rows, line) == pytest.approx(values, abs=NEAR)
    assert dict(zip(rows.keys, tables.rarity.tolist(), strict=True)) == pytest.approx(
        expected.rarity, abs=NEAR
    )
    assert tables.total.tolist() == pytest.approx(expected.total, abs=NEAR)


@given(documents(NEWS, most=6))
def test_every_share_is_within_0_and_1_and_every_word_is_somewhat_rare(made: tuple[Document, ...]) -> None:
    tables = Tables.build(read_rows(made, GROUPS))
    assert ((tables.hold > 0) & (tables.hold <= 1 + NEAR)).all()
    assert (tables.rarity > 0).all()
    assert (tables.total > 0).all()


@given(documents(NEWS, most=6))
def test_the_entries_of_a_key_ascend_and_stand_once(made: tuple[Document, ...]) -> None:
    rows = read_rows(made, GROUPS)
    tables = Tables.build(rows)
    assert (tables.first[0], tables.first[-1]) == (0, len(tables.entry))
    for start, end in zip(tables.first, tables.first[1:], strict=False):
        assert (np.diff(tables.entry[start:end]) > 0).all()


def test_rarity_falls_with_every_further_entry_that_has_the_word() -> None:
    keys = "abcdefghij"
    rows = read_rows(titled(*(" ".join(f"q{key}x" for key in keys[at:]) for at in range(10))), NO_GROUPS)
    rarities = Tables.build(rows).rarity.tolist()
    assert rarities == sorted(rarities, reverse=True)
    assert len(set(rarities)) == len(rarities)


def test_a_word_of_one_entry_is_as_rare_as_any_and_one_of_all_hardly_rare() -> None:
    rows = read_rows(titled(*("quokka" if n else "quokka numbat" for n in range(20))), NO_GROUPS)
    tables = Tables.build(rows)
    common, rare = tables.rarity.tolist()
    assert rare == pytest.approx(tables.rarest)
    assert 0 < common < 0.05


def test_a_word_in_a_passing_mention_counts_less_towards_how_often_it_is() -> None:
    passing = (*titled("numbat"), Document("x", {"said_by": "quokka"}), Document("y", {"title": "bilby"}))
    tables = Tables.build(read_rows(passing, NO_GROUPS))
    _, quokka, bilby = tables.rarity.tolist()
    assert quokka == pytest.approx(rarity(0.5, 3))
    assert bilby == pytest.approx(rarity(1, 3))


def test_a_word_that_only_one_entry_has_is_all_its_own() -> None:
    tables = Tables.build(read_rows(titled("quokka", "numbat bilby", "bilby"), NO_GROUPS))
    quokka, numbat, bilby_beside, bilby_alone = tables.hold[2].tolist()
    assert quokka == numbat == pytest.approx(1)
    assert bilby_beside < bilby_alone < 1


def test_what_a_removed_document_had_stands_nowhere_and_disturbs_nothing() -> None:
    earlier = read_rows(titled("quokka", "numbat"), NO_GROUPS)
    rows = read_rows(titled("bilby", "numbat"), NO_GROUPS, earlier)
    tables, fresh = Tables.build(rows), Tables.build(read_rows(titled("bilby", "numbat"), NO_GROUPS))
    stands = {key: int(n) for key, n in zip(rows.keys, np.diff(tables.first), strict=True)}
    assert {key for key, n in stands.items() if n} == {"numbat", "bilbi"}
    assert sorted(tables.total.tolist()) == sorted(fresh.total.tolist())
    assert tables.rarest == fresh.rarest


@pytest.mark.parametrize("titles", [(), ("",), ("", "?!")], ids=["no document", "no word", "no words"])
def test_nothing_is_counted_where_there_is_nothing(titles: tuple[str, ...]) -> None:
    tables = Tables.build(read_rows(titled(*titles), NO_GROUPS))
    assert (tables.hold.shape, len(tables.total), tables.first.tolist()) == ((4, 0), 0, [0])
    assert tables.rarest > 0
