"""What is put into a column comes out of it the same, on either database."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.ledger import Ledger
from bot.ledger.columns import TIME_LENGTH, Time, storable

DIALECT = sa.create_engine("sqlite://").dialect
zones = st.timezones() | st.timedeltas(
    min_value=dt.timedelta(hours=-23), max_value=dt.timedelta(hours=23)
).map(dt.timezone)
# A day from either end of the calendar: a time near it can't be told in another zone.
moments = st.datetimes(dt.datetime(1, 1, 3), dt.datetime(9999, 12, 29), timezones=zones)  # noqa: DTZ001 - the zone is drawn


def kept(moment: dt.datetime) -> str:
    text = Time().process_bind_param(moment, DIALECT)
    assert text is not None
    return text


@given(moments)
def test_a_time_comes_back_equal_in_utc(moment: dt.datetime) -> None:
    back = Time().process_result_value(kept(moment), DIALECT)
    assert back == moment.astimezone(dt.UTC)
    assert back.tzinfo == dt.UTC


@given(moments, moments)
def test_times_sort_as_their_texts_do(one: dt.datetime, two: dt.datetime) -> None:
    assert (kept(one) < kept(two)) == (one.astimezone(dt.UTC) < two.astimezone(dt.UTC))
    assert len(kept(one)) == TIME_LENGTH


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without its zone"):
        Time().process_bind_param(dt.datetime(2025, 1, 13), DIALECT)  # noqa: DTZ001 - that is the point


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    # Every character, the halves of surrogates too, which JSON can bring in.
    texts=st.lists(st.text(st.characters(exclude_categories=[])), min_size=2, max_size=2),
    lines=st.lists(st.text(st.characters(exclude_categories=[]), max_size=5), max_size=3),
    number=st.integers(0),
)
def test_text_comes_back_as_it_was_but_for_what_no_database_takes(
    ledger: Ledger, texts: list[str], lines: list[str], number: int
) -> None:
    made = ledger.proposals.make(
        "suggestion",
        "fact",
        by="U1",
        name=texts[0],
        words=texts[1],
        lines=tuple(lines),
        request=f"{number} {texts} {lines}",
    )
    assert (made.name, made.words) == tuple(map(storable, texts))
    assert made.lines == tuple(map(storable, lines))
    assert ledger.proposals.get(made.id) == made


def test_what_no_database_takes_is_left_out_and_nothing_else() -> None:
    assert storable("a\0b\ud800c\udfffd\ue000é한\U0001f600\n\u202e") == "abcd\ue000é한\U0001f600\n\u202e"
