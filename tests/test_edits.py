"""Edits as JSON: what went in comes out, and nothing else is taken for an edit."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.edits import AddFact, AddSource, Edit, Plain, SetFields, Undo, from_json, to_json
from bot.errors import RefusedError

any_text = st.text(st.characters(exclude_categories=()), max_size=20)
plain: st.SearchStrategy[Plain] = st.recursive(
    st.none() | st.booleans() | st.integers() | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=8,
)
fields = st.dictionaries(any_text, plain, max_size=4)
edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(SetFields, any_text, any_text, fields),
    st.builds(AddFact, any_text, any_text, fields),
    st.builds(AddSource, any_text, fields),
    st.builds(Undo, st.integers()),
)


@given(edits)
def test_an_edit_comes_back_from_json_as_it_was(edit: Edit) -> None:
    assert from_json(to_json(edit)) == edit


@given(edits)
def test_the_json_is_one_line_of_ascii(edit: Edit) -> None:
    text = to_json(edit)
    assert text.isascii()
    assert "\n" not in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "{}",
        '"set"',
        '{"undo": "3"}',
        '{"undo": true}',
        '{"undo": 3, "why": "x"}',
        '{"set": "a", "fields": {}}',
        '{"set": "a", "version": 1, "fields": {}}',
        '{"set": "a", "version": "1", "fields": []}',
        '{"set": "a", "version": "1", "fields": {"value": 1.5}}',
        '{"set": "a", "version": "1", "fields": {"value": [{"a": 1.5}]}}',
        '{"set": "a", "version": "1", "fields": {}, "undo": 3}',
        '{"add": "a", "fields": {}}',
        '{"source": 1, "fields": {}}',
        "[" * 100_000,
    ],
)
def test_what_is_no_edit_is_refused_in_words(text: str) -> None:
    with pytest.raises(RefusedError, match="Make it anew"):
        from_json(text)


def test_a_value_nested_without_end_is_refused_in_words() -> None:
    deep = json.dumps({"set": "a", "version": "1", "fields": {"claim": None}})
    with pytest.raises(RefusedError, match="Make it anew"):
        from_json(deep.replace("null", "[" * 5_000 + "]" * 5_000))
