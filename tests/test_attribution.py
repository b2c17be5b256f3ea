"""Who said it: AP days, the forms of one attribution, and all of them for every statement on file.

`golden/attribution.txt` holds the short form, the full form and the credit of every shipped statement, for
two days. Read its difference line by line before you keep it; it is written anew by

    python -m tests.test_attribution > tests/golden/attribution.txt
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import re
import sys
from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import validate
from bot.attribution import ap_day, attribute, credit, nearest_human, outlet_name, speaker
from bot.model import FactFile, Hop, Name, Source, Statement
from bot.text import sentences
from tests.conftest import ROOT, file_of, person, spoken, statements

GOLDEN: Final = ROOT / "tests" / "golden" / "attribution.txt"
# Of another year than the words; and the day after them.
DAYS: Final = (dt.date(2026, 11, 22), dt.date(2025, 1, 14))
LONG_AFTER: Final = dt.date(2033, 1, 1)
PUBLISHED: Final = dt.date(2031, 5, 6)  # a Tuesday

NAMES: Final = {
    "lee": person("Lee Ann", short="Lee", title="lawmaker", affiliation="the Blue Party"),
    "kim": person("Kim Bo", title="lawmaker", affiliation="the Green Party"),
    "oh": person("Oh Il", title="spokesman"),
    "han": person("Han Su", title="spokesman"),
    "roe": person("Jane Roe", affiliation="the Blue Party"),
    "ada": person("Ada Im", title="envoy", affiliation="the Blue Party"),
    "office": Name("body", "Public Works Office", "the", short="PWO", accepted=("the town's office",)),
    "clerk": Name(kind="role", name="office clerk", article="an"),
    "crew": Name(kind="role", name="ferry crew", article="the", plural=True),
    "press": Name(kind="role", name="reporters", plural=True),
}  # fmt: skip
SOURCES: Final = {
    "paper": Source("Daily Paper", PUBLISHED, "https://paper.example", "en", "0" * 64, article="the"),
    "radio": Source("Lake Radio", PUBLISHED, "https://radio.example", "en", "0" * 64),
}
FILE: Final = file_of({}, NAMES, SOURCES)


def said(*who: str, **fields: object) -> Hop:
    return Hop(**{"who": who, "verb": "said", **fields})  # type: ignore[arg-type]  # fields of any kind


# Days


@pytest.mark.parametrize(
    ("day", "today", "expected"),
    [
        ("2025-01-13", "2025-01-13", "Monday"),
        ("2025-01-12", "2025-01-13", "Sunday"),
        ("2025-01-14", "2025-01-13", "Tuesday"),
        ("2025-01-07", "2025-01-13", "Tuesday"),
        ("2025-01-19", "2025-01-13", "Sunday"),
        ("2025-01-06", "2025-01-13", "Jan. 6"),
        ("2025-01-20", "2025-01-13", "Jan. 20"),
        ("2024-12-31", "2025-01-02", "Tuesday"),
        ("2024-12-26", "2025-01-02", "Dec. 26, 2024"),
        ("2024-01-13", "2025-01-13", "Jan. 13, 2024"),
        ("2026-01-13", "2025-01-13", "Jan. 13, 2026"),
        ("2024-02-29", "2025-03-01", "Feb. 29, 2024"),
        ("2025-01-15", "2025-12-31", "Jan. 15"),
        ("2025-02-15", "2025-12-31", "Feb. 15"),
        ("2025-03-15", "2025-12-31", "March 15"),
        ("2025-04-15", "2025-12-31", "April 15"),
        ("2025-05-15", "2025-12-31", "May 15"),
        ("2025-06-15", "2025-12-31", "June 15"),
        ("2025-07-15", "2025-12-31", "July 15"),
        ("2025-08-15", "2025-12-31", "Aug. 15"),
        ("2025-09-05", "2025-12-31", "Sept. 5"),
        ("2025-10-15", "2025-12-31", "Oct. 15"),
        ("2025-11-15", "2025-12-31", "Nov. 15"),
        ("2025-12-15", "2025-12-31", "Dec. 15"),
    ],
)
def test_a_day_is_printed_as_ap_prints_it(day: str, today: str, expected: str) -> None:
    assert ap_day(dt.date.fromisoformat(day), dt.date.fromisoformat(today)) == expected


@given(st.dates(), st.dates())
def test_a_day_is_a_weekday_or_has_its_month_and_the_year_where_it_is_another(
    day: dt.date, today: dt.date
) -> None:
    text = ap_day(day, today)
    if text.endswith("day"):
        assert abs(day - today) < dt.timedelta(days=7)
        assert text == day.strftime("%A")
    else:
        assert re.search(r"^[A-Z][a-z]+\.? \d{1,2}\b", text)
        assert text.endswith(f", {day.year}") == (day.year != today.year)


# The examples of the design, from the chains on file


def test_the_relayed_briefing_reads_as_in_the_design(shipped: FactFile) -> None:
    first = shipped.facts["battlefield-failings"].statements[0]
    assert credit(first, "South Korea's spy agency blamed poor tactics.", shipped, DAYS[0]) == (
        "according to Lee Seong-kweun of the People Power Party and Park Sun-won of the Democratic Party, "
        "lawmakers who described a closed-door briefing, the Korea JoongAng Daily reported Jan. 13, 2025"
    )


def test_words_to_reporters_read_as_in_the_design(shipped: FactFile) -> None:
    second = shipped.facts["casualties"].statements[1]
    assert attribute(second, shipped, DAYS[0]).full == (
        "lawmaker Lee Seong-kweun told reporters Jan. 13, 2025, after a National Intelligence Service "
        "briefing, Al Jazeera reported"
    )


# The forms, one by one


TUESDAY: Final = PUBLISHED
REPORTED: Final = "the Daily Paper reported May 6, 2031"
AFTER: Final = said("lee", to="press", setting="after a briefing", occasion="briefing")


@pytest.mark.parametrize(
    ("statement", "short", "full"),
    [
        (
            spoken(),
            REPORTED,
            REPORTED,
        ),
        (
            spoken(source="radio"),
            "Lake Radio reported May 6, 2031",
            "Lake Radio reported May 6, 2031",
        ),
        (
            spoken(voice="caption", credit="YONHAP"),
            "photo caption, credit YONHAP (Daily Paper, May 6, 2031)",
            "according to a photo caption (credit: YONHAP) that the Daily Paper published May 6, 2031",
        ),
        (
            spoken(said("lee")),
            "lawmaker Lee Ann has said (Daily Paper, May 6, 2031)",
            f"lawmaker Lee Ann has said, {REPORTED}",
        ),
        (
            spoken(said("crew")),
            "the ferry crew have said (Daily Paper, May 6, 2031)",
            f"the ferry crew have said, {REPORTED}",
        ),
        (
            spoken(said("office"), date=TUESDAY),
            "the PWO said (Daily Paper, May 6, 2031)",
            "the Public Works Office said May 6, 2031, the Daily Paper reported",
        ),
        (
            spoken(said("office"), date=TUESDAY - dt.timedelta(days=1)),
            "the PWO said (Daily Paper, May 6, 2031)",
            f"the Public Works Office said May 5, 2031, {REPORTED}",
        ),
        (
            spoken(AFTER, date=TUESDAY, source="radio"),
            "lawmaker Lee Ann told reporters (Lake Radio, May 6, 2031)",
            "lawmaker Lee Ann told reporters May 6, 2031, after a briefing, Lake Radio reported",
        ),
        (
            spoken(dataclasses.replace(AFTER, verb="told")),
            "lawmaker Lee Ann told reporters (Daily Paper, May 6, 2031)",
            f"lawmaker Lee Ann told reporters after a briefing, {REPORTED}",
        ),
        (
            spoken(said("lee", "kim")),
            "lawmakers Lee Ann and Kim Bo have said (Daily Paper, May 6, 2031)",
            f"lawmakers Lee Ann and Kim Bo have said, {REPORTED}",
        ),
        (
            spoken(said("lee", with_affiliation=True)),
            "lawmaker Lee Ann has said (Daily Paper, May 6, 2031)",
            f"lawmaker Lee Ann of the Blue Party has said, {REPORTED}",
        ),
        (
            spoken(said("ada", "lee", with_affiliation=True)),
            "envoy Ada Im and lawmaker Lee Ann have said (Daily Paper, May 6, 2031)",
            (f"envoy Ada Im of the Blue Party and lawmaker Lee Ann of the Blue Party have said, {REPORTED}"),
        ),
        (
            spoken(said("office", setting="in a closed-door briefing"), said("lee")),
            "lawmaker Lee Ann said, citing the PWO (Daily Paper, May 6, 2031)",
            (
                "the Public Works Office said in a closed-door briefing, according to lawmaker Lee Ann, "
                f"{REPORTED}"
            ),
        ),
        (
            spoken(said("office"), said("clerk")),
            "the PWO said, according to an office clerk (Daily Paper, May 6, 2031)",
            f"the Public Works Office said, according to an office clerk, {REPORTED}",
        ),
        (
            spoken(said("lee"), said("office")),
            "lawmaker Lee Ann said, according to the PWO (Daily Paper, May 6, 2031)",
            f"lawmaker Lee Ann said, according to the Public Works Office, {REPORTED}",
        ),
        (
            spoken(
                said("office", to="press", setting="in a closed-door briefing"),
                said("lee", "kim", with_affiliation=True),
            ),
            "lawmakers Lee Ann and Kim Bo said, citing the PWO (Daily Paper, May 6, 2031)",
            (
                "the Public Works Office told reporters in a closed-door briefing, according to Lee Ann of "
                "the Blue Party and Kim Bo of the Green Party, lawmakers who described it, "
                f"{REPORTED}"
            ),
        ),
        (
            spoken(said("office", setting="at a hearing"), said("ada", with_affiliation=True)),
            "envoy Ada Im said, citing the PWO (Daily Paper, May 6, 2031)",
            (
                "the Public Works Office said at a hearing, according to Ada Im of the Blue Party, an envoy "
                f"who described it, {REPORTED}"
            ),
        ),
        (
            spoken(said("roe", verb="predicted")),
            "Jane Roe has predicted (Daily Paper, May 6, 2031)",
            f"Jane Roe has predicted, {REPORTED}",
        ),
    ],
)
def test_a_statement_is_credited_in_both_forms(statement: Statement, short: str, full: str) -> None:
    made = attribute(statement, FILE, LONG_AFTER)
    assert made.short == short
    assert made.full == full


def test_within_a_week_the_weekday_stands_for_the_day() -> None:
    made = attribute(spoken(AFTER, date=TUESDAY, source="radio"), FILE, TUESDAY + dt.timedelta(days=1))
    assert made.short == "lawmaker Lee Ann told reporters (Lake Radio, Tuesday)"
    assert made.full == "lawmaker Lee Ann told reporters Tuesday after a briefing, Lake Radio reported"


def test_a_later_speaker_keeps_the_listener_and_the_occasion_that_the_passage_prints() -> None:
    full = attribute(spoken(said("office"), AFTER), FILE, LONG_AFTER).full
    assert "reporters" in full
    assert "after a briefing" in full


def test_two_spokesmen_are_no_spokesmans() -> None:
    full = attribute(spoken(said("oh", "han")), FILE, LONG_AFTER).full
    assert "spokesmans" not in full
    assert "Oh Il" in full
    assert "Han Su" in full


@pytest.mark.parametrize(
    ("chain", "nearest"),
    [
        ((), None),
        ((said("office"),), 0),
        ((said("office"), said("lee")), 1),
        ((said("clerk"), said("office")), 0),
        ((said("kim"), said("lee")), 0),
        ((said("office"), said("crew", "lee")), 1),
    ],
)
def test_the_nearest_human_is_a_named_person_before_anybody_else(
    chain: tuple[Hop, ...], nearest: int | None
) -> None:
    expected = None if nearest is None else chain[nearest]
    assert nearest_human(spoken(*chain), NAMES) == expected


# The credit behind a claim


RELAYED: Final = spoken(
    said("office", setting="in a closed-door briefing"), said("lee", "kim", with_affiliation=True)
)


@pytest.mark.parametrize(
    ("statement", "sentence", "expected"),
    [
        (
            RELAYED,
            "It is so.",
            (
                "the Public Works Office said in a closed-door briefing, according to Lee Ann of the Blue "
                f"Party and Kim Bo of the Green Party, lawmakers who described it, {REPORTED}"
            ),
        ),
        (
            RELAYED,
            "The Public Works Office said so.",
            (
                "according to Lee Ann of the Blue Party and Kim Bo of the Green Party, lawmakers who "
                f"described a closed-door briefing, {REPORTED}"
            ),
        ),
        (
            RELAYED,
            "The PWO said so, lawmakers Lee Ann and Kim Bo said.",
            REPORTED,
        ),
        (
            RELAYED,
            "The PWO said so, lawmaker Lee Ann said.",
            (
                "according to Lee Ann of the Blue Party and Kim Bo of the Green Party, lawmakers who "
                f"described a closed-door briefing, {REPORTED}"
            ),
        ),
        (
            spoken(said("office"), date=TUESDAY),
            "As of May 6, 2031, the town's office said so.",
            "the Daily Paper reported",
        ),
        (
            spoken(said("office"), date=TUESDAY),
            "The cost rose, as of May 6, 2031.",
            "the Public Works Office said May 6, 2031, the Daily Paper reported",
        ),
        (spoken(), "As of May 6, 2031, it is so.", "the Daily Paper reported"),
        (spoken(), "It is so.", REPORTED),
        (
            spoken(said("lee")),
            "Lee Anning said so.",
            f"lawmaker Lee Ann has said, {REPORTED}",
        ),
        (
            spoken(said("lee")),
            "A Lee said so.",
            f"lawmaker Lee Ann has said, {REPORTED}",
        ),
        (
            spoken(said("office")),
            "A man jumped from the Public Works Office.",
            f"the Public Works Office has said, {REPORTED}",
        ),
    ],
)  # fmt: skip
def test_the_credit_says_what_the_sentence_does_not(
    statement: Statement, sentence: str, expected: str
) -> None:
    assert credit(statement, sentence, FILE, LONG_AFTER) == expected


def everything(file: FactFile) -> Iterator[tuple[Statement, str, dt.date]]:
    for (key, _, statement), today in itertools.product(statements(file), DAYS):
        yield statement, sentences(file.facts[key].claim)[0], today


def test_the_credit_drops_just_the_speakers_that_a_sentence_names(shipped: FactFile) -> None:
    tried = 0
    for statement, _, today in everything(shipped):
        for size in range(len(statement.chain) + 1):
            for named in itertools.combinations(statement.chain, size):
                who = [speaker(key, shipped.names) for hop in named for key in hop.who]
                sentence = f"{' and '.join(who)} said it is so." if who else "It is so."
                made = credit(statement, sentence, shipped, today)
                for hop in statement.chain:
                    full = [shipped.names[key].name in made for key in hop.who]
                    relayed = [speaker(key, shipped.names) in made for key in hop.who]
                    assert (not any(relayed)) if hop in named else all(full), (sentence, made)
                tried += 1
    assert tried > 150


# Every statement on file


def test_every_full_form_names_everybody_and_the_outlet(shipped: FactFile) -> None:
    for statement, sentence, today in everything(shipped):
        source = shipped.sources[statement.source]
        made = attribute(statement, shipped, today)
        assert outlet_name(source) in made.full
        assert source.outlet in made.short
        assert outlet_name(source) in credit(statement, sentence, shipped, today)
        for hop in statement.chain:
            for key in (*hop.who, *((hop.to,) if hop.to else ())):
                assert shipped.names[key].name in made.full
            assert (hop.setting or "").partition(" ")[2] in made.full


def test_no_form_holds_a_word_or_a_mark_that_it_must_not(shipped: FactFile, small: FactFile) -> None:
    for file in (shipped, small):
        for statement, sentence, today in everything(file):
            made = attribute(statement, file, today)
            for text in (made.short, made.full, credit(statement, sentence, file, today)):
                assert not re.search(r"reveal|disclos|None|  |\.$|,,|\( | ,|^\s|\s$", text), text
                assert "\n" not in text


def test_a_day_of_the_words_is_given_just_where_it_is_printed(shipped: FactFile) -> None:
    for statement, _, today in everything(shipped):
        if statement.voice != "speaker":
            continue
        words = attribute(statement, shipped, today).full.rpartition(", ")[0]
        printed = statement.date is not None and ap_day(statement.date, today) in words
        assert printed == (statement.date is not None)


# The golden file


def golden(file: FactFile) -> str:
    """Every statement's forms for both days, as text for a person to read."""
    lines: list[str] = []
    for today in DAYS:
        lines += [f"# {today.isoformat()}", ""]
        for key, number, statement in statements(file):
            made = attribute(statement, file, today)
            behind = credit(statement, sentences(file.facts[key].claim)[0], file, today)
            forms = (f"short   {made.short}", f"full    {made.full}", f"credit  {behind}")
            lines += [f"{key} {number}", *(f"  {form}" for form in forms), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def test_every_statement_on_file_reads_as_it_was_read_and_kept(shipped: FactFile) -> None:
    kept = GOLDEN.read_text(encoding="utf-8").splitlines()
    assert golden(shipped).splitlines() == kept


if __name__ == "__main__":
    sys.stdout.write(golden(validate.open_fact_file(ROOT / "facts", ROOT / "seeds")))
