"""Who was shown which fact in which version, and which shared cards have to be mended."""

from __future__ import annotations

import dataclasses

import pytest

from bot.ledger import Card, Ledger, Showing
from bot.ledger.tables import cards, shown
from tests.ledger.made import START, Clock


def showing(
    user: str = "U1", fact: str = "fact", version: str = "old", ts: str = "", channel: str = "C1"
) -> Showing:
    return Showing(fact, version, "T1", user, channel if ts else "", ts)


def test_a_new_ledger_has_shown_nobody_anything(ledger: Ledger) -> None:
    ledger.shown.add([])
    assert ledger.shown.readers(["fact"], 30, {}) == {}
    assert ledger.shown.cards(["fact"]) == ()
    ledger.shown.mend(1, "new")


@pytest.mark.parametrize(
    ("asked", "but", "found"),
    [
        (["fact"], {"fact": "new"}, {"U1": {"fact"}, "U2": {"fact"}}),
        (["fact"], {"fact": "old"}, {"U2": {"fact"}}),
        (["fact"], {"fact": "older"}, {"U1": {"fact"}}),
        (["fact"], {}, {"U1": {"fact"}, "U2": {"fact"}}),
        (["fact", "other"], {"fact": "old", "other": "new"}, {"U1": {"other"}, "U2": {"fact"}}),
        (["fact", "other"], {"fact": "new", "other": "new"}, {"U1": {"fact", "other"}, "U2": {"fact"}}),
        (["other"], {"other": "old"}, {}),
        (["nothing"], {}, {}),
        ([], {}, {}),
    ],
)
def test_the_readers_of_facts_are_those_who_were_shown_another_version(
    ledger: Ledger, asked: list[str], but: dict[str, str], found: dict[str, set[str]]
) -> None:
    ledger.shown.add([showing("U1"), showing("U1", "other"), showing("U2", version="older")])
    assert ledger.shown.readers(asked, 30, but) == found


def test_who_was_shown_the_new_version_too_is_still_told_of_the_old(ledger: Ledger) -> None:
    ledger.shown.add([showing(version="old"), showing(version="new")])
    assert ledger.shown.readers(["fact"], 30, {"fact": "new"}) == {"U1": {"fact"}}


def test_only_the_last_days_count_and_the_last_showing_of_a_version(ledger: Ledger, clock: Clock) -> None:
    ledger.shown.add([showing("U1"), showing("U2")])
    clock.forward(days=20)
    ledger.shown.add([showing("U2")])
    clock.forward(days=10)
    assert ledger.shown.readers(["fact"], 30, {}).keys() == {"U1", "U2"}  # 30 days to the microsecond
    clock.forward(seconds=1)
    assert ledger.shown.readers(["fact"], 30, {}).keys() == {"U2"}
    assert ledger.shown.readers(["fact"], 9, {}) == {}


def test_the_same_showings_are_kept_once(ledger: Ledger) -> None:
    for _ in range(3):
        ledger.shown.add([showing(), showing(), showing(ts="1.5"), showing(ts="1.5")])
    assert len(ledger.shown.cards(["fact"])) == 1
    assert ledger.shown.readers(["fact"], 30, {}) == {"U1": {"fact"}}


def test_a_shared_card_is_on_record_until_it_is_mended_and_after(ledger: Ledger, clock: Clock) -> None:
    ledger.shown.add([showing(ts="1.5"), showing(fact="other", ts="1.5"), showing("U2")])
    clock.forward(days=1)
    ledger.shown.add([showing(ts="1.5", version="new"), showing("U3", ts="2.5", channel="C2")])
    first = Card(1, "fact", "old", "T1", "U1", "C1", "1.5", START)
    found = ledger.shown.cards(["fact"])
    assert [(each.id, each.user, each.channel, each.ts, each.version) for each in found] == [
        (1, "U1", "C1", "1.5", "old"),
        (found[1].id, "U3", "C2", "2.5", "old"),
    ]
    assert found[0] == first
    ledger.shown.mend(1, "new")
    assert ledger.shown.cards(["fact"]) == (dataclasses.replace(first, version="new"), found[1])
    assert [each.fact for each in ledger.shown.cards(["other", "nothing"])] == ["other"]


def test_who_shared_a_card_was_shown_it(ledger: Ledger) -> None:
    ledger.shown.add([showing(ts="1.5")])
    assert ledger.shown.readers(["fact"], 30, {"fact": "new"}) == {"U1": {"fact"}}


def test_there_is_no_room_for_a_question_in_what_is_kept_of_a_showing() -> None:
    assert {each.name for each in shown.columns} == {"fact", "user_id", "team", "version", "at"}
    assert {each.name for each in cards.columns} == {
        *("id", "fact", "user_id", "team", "version", "at", "channel", "ts")
    }


def test_many_showings_are_kept_at_once(ledger: Ledger) -> None:
    many = [showing(f"U{user}", f"fact-{fact}") for user in range(40) for fact in range(50)]
    ledger.shown.add(many)
    found = ledger.shown.readers([f"fact-{fact}" for fact in range(50)], 1, {})
    assert {user: len(facts) for user, facts in found.items()} == {f"U{user}": 50 for user in range(40)}
