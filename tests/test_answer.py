"""From a question to one fact, made ready for a day: what is sure, what warns, what is pasted."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import answer
from bot.answer import MAX_QUESTION, Answer, ask, checked_question
from bot.errors import NotFoundError, QuestionError
from bot.model import Difference, Fact, FactFile, Hedge, Hop, Occasion, Side, Source, Statement, Verification
from bot.search import Found, Index, Match, fact_index
from tests.conftest import changed, file_of, person, spoken

DAY: Final = dt.date(2031, 5, 6)
TODAY: Final = dt.date(2032, 1, 15)
LEE: Final = Hop(who=("lee",), verb="said")
NAMES: Final = {"lee": person("Lee Ann"), "kim": person("Kim Bo")}
OCCASIONS: Final = {"fair": Occasion("the fair"), "trial": Occasion("the trial")}
SOURCES: Final = {
    "paper": Source("Daily Paper", DAY, "https://paper.example", "en", "0" * 64, article="the"),
    "paper-2": Source("Daily Paper", DAY, "https://paper.example/2", "en", "0" * 64, article="the"),
    "radio": Source("Lake Radio", DAY, "https://radio.example", "en", "0" * 64),
}


def fact(*statements: Statement, **fields: Any) -> Fact:  # noqa: ANN401 - fields of any kind
    usual = {
        "claim": "It is so.",
        "status": "claimed",
        "as_of": DAY,
        "shelf_life": "dated",
        "asked_as": ("is it so",),
        "verified": Verification("Ines", DAY),
    }
    return Fact(statements=statements or (spoken(),), **{**usual, **fields})


def at(*occasions: str | None, who: str = "lee", **fields: Any) -> Statement:  # noqa: ANN401 - fields of any kind
    return spoken(*(Hop(who=(who,), verb="said", occasion=each) for each in occasions), **fields)


def made(one: Fact, today: dt.date = TODAY) -> Answer:
    return answer.answer("one", file_of({"one": one}, NAMES, SOURCES, occasions=OCCASIONS), today)


# A question


@pytest.fixture(scope="module")
def index(small: FactFile) -> Index:
    return fact_index(small)


def test_a_sure_question_gets_its_fact(small: FactFile, index: Index) -> None:
    reply = ask("lantern feast", small, index, TODAY)
    assert reply.status == "found"
    assert reply.text == "lantern feast"
    assert reply.answer == answer.answer("tower-reopening", small, TODAY)
    assert reply.matches[0].id == "tower-reopening"


@pytest.mark.parametrize(
    "question", ["who won the world cup in 1998", "", " ", "\u200b", "<!channel>", "٣٤٥", "a" * 4_000]
)
def test_a_question_of_nothing_on_file_gets_no_answer(small: FactFile, index: Index, question: str) -> None:
    reply = ask(question, small, index, TODAY)
    assert reply.status == "none"
    assert reply.answer is None
    assert reply.text == question


def test_an_unsure_question_gets_matches_and_no_answer(small: FactFile, index: Index) -> None:
    reply = ask(_unsure(index), small, index, TODAY)
    assert reply.status == "unsure"
    assert reply.answer is None
    assert len(reply.matches) > 1


def _unsure(index: Index) -> str:
    """A word that several facts share; which one leaves the search unsure is the search's own affair."""
    shared = ("tower", "works office", "May", "Holt", "swan", "clock", "Courier", "base")
    return next(word for word in shared if index.search(word).status == "unsure")


@given(st.text(max_size=60))
def test_only_what_is_found_has_an_answer_and_matches_come_best_first(
    small: FactFile, index: Index, question: str
) -> None:
    reply = ask(question, small, index, TODAY)
    assert (reply.answer is not None) == (reply.status == "found")
    scores = [match.score for match in reply.matches]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len(scores) <= 5
    if reply.answer:
        assert reply.answer.id == reply.matches[0].id


def test_a_withdrawn_fact_is_found_so_that_the_answer_can_say_so(small: FactFile, index: Index) -> None:
    reply = ask("red collar", small, index, TODAY)
    assert reply.answer
    assert reply.answer.warnings[0].startswith("Withdrawn")


@dataclasses.dataclass(frozen=True)
class Fixed:
    """An index that has always found the same."""

    found: Found

    def search(self, _: str) -> Found:
        return self.found


@pytest.mark.parametrize("status", ["unsure", "none"])
def test_a_high_score_alone_is_no_answer(small: FactFile, status: Any) -> None:  # noqa: ANN401 - a literal
    fixed: Any = Fixed(Found(status, (Match("swan-count", 0.99, "why"),)))
    assert ask("swans", small, fixed, TODAY).answer is None


@pytest.mark.parametrize(("status", "gap"), [("unsure", "a gap"), ("none", "a gap"), ("found", None)])
def test_a_gap_is_told_of_where_no_fact_is_found(
    small: FactFile,
    status: Any,  # noqa: ANN401 - a literal
    gap: str | None,
) -> None:
    fixed: Any = Fixed(Found(status, (Match("swan-count", 0.99, "why"),), gap="a gap"))
    assert ask("swans", small, fixed, TODAY).gap == gap


def test_a_phrase_of_a_gap_gets_the_gap_and_no_answer(small: FactFile, index: Index) -> None:
    for gap in small.gaps:
        reply = ask(gap.asked_as[0], small, index, TODAY)
        assert (reply.status, reply.answer, reply.gap) == ("none", None, gap.about)
    assert ask("lantern feast", small, index, TODAY).gap is None


@pytest.mark.parametrize("length", [1, MAX_QUESTION])
def test_a_question_is_trimmed_and_taken(length: int) -> None:
    assert checked_question(f"  {'x' * length}\n") == "x" * length


def test_a_question_too_long_is_refused_with_its_length() -> None:
    with pytest.raises(QuestionError, match=r"That is 1,201 characters; a question has at most 300\."):
        checked_question("x" * 1_201)


# One fact


def test_an_answer_holds_what_its_card_needs(small: FactFile) -> None:
    lean = answer.answer("tower-lean", small, TODAY)
    assert (lean.id, lean.topic, lean.status) == ("tower-lean", "The clock tower of Eldermere", "claimed")
    assert lean.claim == small.facts["tower-lean"].claim
    assert lean.as_of == DAY
    assert lean.related == ("tower-cracks", "tower-sway")
    assert lean.caution is not None
    (source,) = lean.sources
    assert source.outlet == "Eldermere Courier"
    assert source.archive_url == "https://archive.example/courier/clock-tower"
    assert source.printed == (small.facts["tower-lean"].statements[0].passages[0].exact,)
    assert source.link.startswith(f"{source.url}#:~:text=In%20a%20meeting%20behind%20closed%20doors%2C")
    assert source.statements[0].attribution == lean.attribution


def test_statements_are_gathered_by_source_in_their_order() -> None:
    first, second, third = spoken(exact="A"), spoken(exact="B", source="radio"), spoken(exact="C")
    shown = made(fact(first, second, third)).sources
    assert [(each.id, each.printed) for each in shown] == [("paper", ("A", "C")), ("radio", ("B",))]
    assert shown[0].link == "https://paper.example#:~:text=A"
    assert [each.link for each in shown[0].statements] == [
        "https://paper.example#:~:text=A",
        "https://paper.example#:~:text=C",
    ]


def test_an_id_that_is_not_on_file_is_said(small: FactFile) -> None:
    with pytest.raises(NotFoundError, match="There is no fact “tower” on file"):
        answer.answer("tower", small, TODAY)


def test_a_side_is_named_by_its_outlet_even_if_no_statement_is_from_there() -> None:
    differs = (Difference("the number", (Side("radio", "14"), Side("paper", "15")), note="So."),)
    (shown,) = made(fact(differs=differs)).differs
    assert shown.about == "the number"
    assert shown.sides == (("Lake Radio", "14"), ("Daily Paper", "15"))
    assert shown.note == "So."


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (spoken(), None),
        (spoken(LEE, relay_unprinted=True), "The Daily Paper does not say how it got these words"),
        (spoken(LEE, relay_unprinted=True, source="radio"), "Lake Radio does not say how it got these words"),
        (spoken(hedge=Hedge("reportedly", "outlet")), "the Daily Paper"),
        (spoken(LEE, hedge=Hedge("some", "speaker")), "the speaker"),
        (
            spoken(Hop(who=("lee",), verb="said", inferred=True)),
            "part of this chain is inferred, not printed",
        ),
    ],
)
def test_what_the_outlet_does_not_say_is_noted(statement: Statement, words: str | None) -> None:
    note = made(fact(statement)).sources[0].statements[0].note
    assert (note is None) if words is None else (note is not None and words in note)


def test_all_notes_of_a_statement_stand_together() -> None:
    hop = Hop(who=("lee",), verb="said", inferred=True)
    statement = spoken(hop, relay_unprinted=True, hedge=Hedge("some", "speaker"))
    note = made(fact(statement)).sources[0].statements[0].note or ""
    assert note.count("; ") == 2
    assert "“some”" in note


# Warnings


BEFORE, ON, AFTER = DAY - dt.timedelta(days=1), DAY, DAY + dt.timedelta(days=1)
LAPSING: Final = {"shelf_life": "lapsed", "lapses": DAY}
UNVERIFIED: Final = "Not yet verified by an editor"


@pytest.mark.parametrize(
    ("fields", "today", "expected"),
    [
        ({}, ON, ()),
        ({"verified": None}, ON, (UNVERIFIED,)),
        ({"status": "withdrawn"}, ON, ("Withdrawn: do not use",)),
        (
            {"status": "withdrawn", "withdrawn_because": "The office took it back."},
            ON,
            ("Withdrawn: do not use. The office took it back",),
        ),
        ({"status": "superseded", "superseded_by": "two"}, ON, ("Superseded by “two”",)),
        ({"status": "disputed"}, ON, ("Disputed",)),
        ({"status": "confirmed"}, ON, ()),
        ({"status": "record"}, ON, ()),
        (LAPSING, BEFORE, ()),
        (LAPSING, ON, ()),
        (LAPSING, AFTER, ("Lapsed: it spoke of the time until Tuesday",)),
        (LAPSING, TODAY, ("Lapsed: it spoke of the time until May 6, 2031",)),
        ({"review_by": DAY}, ON, ()),
        ({"review_by": DAY}, AFTER, ("Due for review since Tuesday",)),
        ({"review_by": DAY}, TODAY, ("Due for review since May 6, 2031",)),
        ({"verified": None, "review_by": DAY}, TODAY, (UNVERIFIED,)),
        (
            {"differs": (Difference("the toll", ()), Difference("the day", ()), Difference("the place", ()))},
            ON,
            ("Sources differ on the toll, the day and the place",),
        ),
        (
            {"status": "withdrawn", "differs": (Difference("it", ()),), "verified": None, **LAPSING},
            TODAY,
            (
                "Withdrawn: do not use",
                "Lapsed: it spoke of the time until May 6, 2031",
                "Sources differ on it",
                UNVERIFIED,
            ),
        ),
    ],
)
def test_what_warns_is_said_gravest_first(
    fields: dict[str, Any], today: dt.date, expected: tuple[str, ...]
) -> None:
    assert made(fact(**fields), today).warnings == expected


# What is pasted


@pytest.mark.parametrize(
    ("claim", "pasted"),
    [
        ("It is so.", "It is so, the Daily Paper reported May 6, 2031."),
        ("It is so. So it is.", "It is so, the Daily Paper reported May 6, 2031. So it is."),
        ("As of May 6, 2031, it is so.", "As of May 6, 2031, it is so, the Daily Paper reported."),
        ("It is “so.”", "It is “so,” the Daily Paper reported May 6, 2031."),
        ('It is "so." So it is.', 'It is "so," the Daily Paper reported May 6, 2031. So it is.'),
        ("The U.S. was so.", "The U.S. was so, the Daily Paper reported May 6, 2031."),
        ("Donald J. Doe is so. It is.", "Donald J. Doe is so, the Daily Paper reported May 6, 2031. It is."),
        (
            "It was so on Jan. 13. It is.",
            "It was so on Jan. 13, the Daily Paper reported May 6, 2031. It is.",
        ),
    ],
)
def test_the_credit_closes_the_first_sentence(claim: str, pasted: str) -> None:
    assert made(fact(claim=claim)).paste == pasted


def test_the_credit_is_that_of_the_first_statement() -> None:
    one = fact(spoken(LEE, source="radio", date=DAY), spoken())
    assert made(one).paste == "It is so, Lee Ann said May 6, 2031, Lake Radio reported."


def test_what_is_pasted_holds_the_claim_and_its_outlet_once(shipped: FactFile, small: FactFile) -> None:
    for file in (shipped, small):
        for key, each in file.facts.items():
            text = answer.paste(each, file, TODAY)
            assert text.endswith((".", ".”", '."'))
            assert not re.search(r"\.\.|,,|  |None|\.,", text), text
            assert file.sources[each.statements[0].source].outlet in text, key
            assert has_claim_with_one_insertion(text, each.claim), key


def has_claim_with_one_insertion(text: str, claim: str) -> bool:
    words, bare = ([word.strip(',.”"') for word in each.split()] for each in (text, claim))
    more = len(words) - len(bare)
    return more > 0 and any(
        words[:at] == bare[:at] and words[at + more :] == bare[at:] for at in range(len(bare) + 1)
    )


# Origins


@pytest.mark.parametrize(
    ("statements", "origins", "words"),
    [
        ((at("fair"), at("fair", source="radio")), 1, "2 outlets, 1 origin: the fair"),
        ((at("fair"), at("trial", source="radio")), 2, "2 outlets, 2 origins: the fair and the trial"),
        ((at("fair"), at("trial")), 2, "1 outlet, 2 origins: the fair and the trial"),
        ((at("fair"), at("fair", source="paper-2")), 1, "1 outlet, 1 origin: the fair"),
        ((at("fair"),), 1, "1 outlet, 1 origin: the fair"),
        ((at(None, "fair"),), 1, "1 outlet, 1 origin: the fair"),
        ((spoken(),), 0, "Daily Paper: origin not stated"),
        (
            (spoken(), spoken(source="radio")),
            0,
            "Daily Paper: origin not stated. Lake Radio: origin not stated",
        ),
        ((at("fair"), spoken(source="radio")), 1, "Daily Paper: the fair. Lake Radio: origin not stated"),
        ((at("fair"), at(None)), 1, "Daily Paper: the fair; otherwise origin not stated"),
        (
            (at(None), at("fair", source="radio"), at("trial", source="radio"), at(None, source="radio")),
            2,
            "Daily Paper: origin not stated. Lake Radio: the fair and the trial; otherwise origin not stated",
        ),
    ],
)
def test_origins_are_counted_among_declared_occasions_only(
    statements: tuple[Statement, ...], origins: int, words: str
) -> None:
    shown = made(fact(*statements))
    assert (shown.origins, shown.origin) == (origins, words)


def test_two_outlets_of_one_briefing_are_no_corroboration(small: FactFile) -> None:
    cracks = answer.answer("tower-cracks", small, TODAY)
    assert cracks.origins == 1
    assert cracks.origin == "2 outlets, 1 origin: the works office's briefing of May 6"


# The version


def version(file: FactFile) -> str:
    return answer.version("tower-cracks", file)


def test_a_version_is_short_and_the_same_each_time(small: FactFile) -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", version(small))
    assert answer.answer("tower-cracks", small, TODAY).version == version(small)
    assert answer.answer("tower-cracks", small, DAY).version == version(small)


def replaced(file: FactFile, part: str, key: str, **fields: Any) -> FactFile:  # noqa: ANN401 - fields of any kind
    table = getattr(file, part)
    parts: dict[str, Any] = {part: {**table, key: dataclasses.replace(table[key], **fields)}}
    return dataclasses.replace(file, **parts)


def with_occasion(file: FactFile, key: str, label: str) -> FactFile:
    topics = {
        name: dataclasses.replace(
            topic,
            occasions={
                each: Occasion(label) if each == key else occasion
                for each, occasion in topic.occasions.items()
            },
        )
        for name, topic in file.topics.items()
    }
    return dataclasses.replace(file, topics=topics)


def test_a_version_changes_with_all_that_its_card_shows(small: FactFile) -> None:
    cracks = small.facts["tower-cracks"]
    undated = dataclasses.replace(cracks.statements[0], date=None)
    changes = (
        changed(small, "tower-cracks", claim="It is so."),
        changed(small, "tower-cracks", status="withdrawn"),
        changed(small, "tower-cracks", caution="Beware."),
        changed(small, "tower-cracks", verified=Verification("Ines", DAY)),
        changed(small, "tower-cracks", related=("tower-lean",)),
        changed(small, "tower-cracks", differs=()),
        changed(small, "tower-cracks", statements=(undated, *cracks.statements[1:])),
        changed(small, "tower-cracks", statements=tuple(reversed(cracks.statements))),
        replaced(small, "names", "mira-holt", name="Myra Holt"),
        replaced(small, "names", "reporters", name="journalists"),
        replaced(small, "sources", "radio-2031-05-06", outlet="Radio"),
        replaced(small, "sources", "courier-2031-05-06", url="https://courier.example/moved"),
        with_occasion(small, "works-briefing", "the briefing"),
    )  # fmt: skip
    versions = {version(file) for file in changes}
    assert len(versions) == len(changes)
    assert version(small) not in versions


def test_a_version_stays_where_the_change_is_somebody_elses(small: FactFile) -> None:
    others = (
        changed(small, "tower-lean", claim="It is so."),
        replaced(small, "names", "tove-lind", name="Tove Lynd"),
        replaced(small, "sources", "courier-2031-05-09", outlet="Gazette"),
        with_occasion(small, "may-fair", "the fair of May"),
        dataclasses.replace(small, edition="f" * 64),
    )
    assert {version(file) for file in others} == {version(small)}


def test_a_version_is_the_same_however_the_tables_are_ordered(small: FactFile) -> None:
    names = dict(reversed(list(small.names.items())))
    assert list(names) != list(small.names)
    assert version(dataclasses.replace(small, names=names)) == version(small)


def test_a_difference_that_names_an_outlet_changes_with_it() -> None:
    one = fact(differs=(Difference("it", (Side("radio", "yes"), Side("paper", "no"))),))
    file = file_of({"one": one}, NAMES, SOURCES, occasions=OCCASIONS)
    moved = replaced(file, "sources", "radio", outlet="Radio")
    assert answer.version("one", file) != answer.version("one", moved)


def test_every_shipped_fact_can_be_answered_on_any_day(shipped: FactFile) -> None:
    days = (DAY, TODAY, dt.date(2025, 1, 13), dt.date(2024, 2, 29), dt.date.max, dt.date.min)
    for key in shipped.facts:
        for day in days:
            assert answer.answer(key, shipped, day).id == key
