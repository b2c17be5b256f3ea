"""An edition is freed a little at a time, and made without cyclic collections."""

from __future__ import annotations

import gc
import weakref
from dataclasses import dataclass

import pytest

from bot import load
from bot.slack import editions
from bot.slack.memory import let_go, uncollected


@dataclass
class Leaf:
    """Something that can be watched being freed; slots would not let it."""

    number: int


def test_what_is_let_go_is_freed_and_what_others_hold_stays() -> None:
    leaves = [Leaf(number) for number in range(5_000)]
    watched = [weakref.ref(each) for each in leaves]
    kept = leaves[7]
    holder: list[object] = [{"all": tuple(leaves), "nested": [{"one": leaves[0]}]}]
    del leaves
    let_go(holder)
    assert holder == []
    assert [each() for each in watched if each() is not None] == [kept]


def test_an_edition_that_is_let_go_is_gone_without_a_collection(small_files: load.Files) -> None:
    gc.disable()
    try:
        holder: list[object] = [editions.ready(editions.read(small_files))]
        cards = weakref.ref(holder[0].cards)  # type: ignore[attr-defined] # an edition
        assert cards() is not None
        let_go(holder)
        assert cards() is None
    finally:
        gc.enable()


def test_collections_go_on_afterwards_and_after_an_error() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), uncollected():
        _ = 1 / 0
    assert gc.isenabled()


def test_where_they_were_off_they_stay_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
