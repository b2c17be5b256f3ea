"""Notices: decided once by an editor; each reader told once, in one message, whatever dies in between."""

from __future__ import annotations

import pytest

from bot.ledger import Ledger, Notice, Recipient
from bot.ledger.notices import LEASE
from tests.ledger.made import START, Clock, recorded


@pytest.fixture
def three(ledger: Ledger) -> tuple[int, ...]:
    """Three notices, on one fact, on another, and on both."""
    facts = (["a"], ["b"], ["a", "b"])
    return tuple(
        ledger.notices.make(recorded(ledger, str(number)).number, each).id
        for number, each in enumerate(facts)
    )


def test_a_new_ledger_has_no_notices(ledger: Ledger) -> None:
    assert ledger.notices.open() == ledger.notices.sending() == ()
    assert ledger.notices.unsent() == ()
    assert ledger.notices.get(1) is None
    assert ledger.notices.decide([1], "sending", "U9") == ledger.notices.decide([], "sending", "U9") == ()
    assert ledger.notices.finish(1) is ledger.notices.claim(1) is False
    assert ledger.notices.reached(1) == (0, 0)
    ledger.notices.due([1], {"U1": ["a"]})
    ledger.notices.told(1)
    ledger.notices.failed(1)
    ledger.notices.place(1, "C1", "1.5")


def test_a_revision_has_one_notice(ledger: Ledger, clock: Clock) -> None:
    number = recorded(ledger).number
    made = ledger.notices.make(number, ["b", "a"])
    assert made == Notice(1, number, ("b", "a"), START, "asked", None, None, "", "")
    clock.forward(days=1)
    assert ledger.notices.make(number, ["c"]) == made
    assert ledger.notices.open() == (made,)
    assert ledger.notices.get(made.id) == made


def test_notices_are_decided_once_several_together(
    ledger: Ledger, three: tuple[int, ...], clock: Clock
) -> None:
    one, two, both = three
    ledger.notices.place(one, "C1", "1.5")
    when = clock.forward(days=1)
    assert ledger.notices.decide([one], "dropped", "U8") == (one,)
    assert ledger.notices.decide([both, one, two, 99], "sending", "U9") == (two, both)
    assert ledger.notices.decide(three, "dropped", "U8") == ()
    found = [ledger.notices.get(each) for each in three]
    assert [each and (each.state, each.decided_by, each.decided_at) for each in found] == [
        ("dropped", "U8", when),
        ("sending", "U9", when),
        ("sending", "U9", when),
    ]
    assert found[0]
    assert (found[0].channel, found[0].ts) == ("C1", "1.5")
    assert ledger.notices.open() == ()
    assert ledger.notices.sending() == (found[1], found[2])


def test_each_person_is_told_once_of_all_their_facts(ledger: Ledger, three: tuple[int, ...]) -> None:
    ledger.notices.decide(three, "sending", "U9")
    ledger.notices.due(three, {"U2": ["b"], "U1": {"a", "b", "c"}, "U3": ["c"], "U4": []})
    one, two, both = three
    assert [(each.user, each.facts, each.notices) for each in ledger.notices.unsent()] == [
        ("U1", ("a", "b"), (one, two, both)),
        ("U2", ("b",), (two, both)),
    ]


def test_nobody_is_told_of_a_notice_that_is_not_being_sent(ledger: Ledger, three: tuple[int, ...]) -> None:
    one, two, both = three
    ledger.notices.decide([one], "sending", "U9")
    ledger.notices.decide([two], "dropped", "U9")
    ledger.notices.due(three, {"U1": ["a", "b"]})
    assert [each.notices for each in ledger.notices.unsent()] == [(one,)]
    assert not ledger.notices.finish(two)
    assert not ledger.notices.finish(both)


def test_putting_people_down_again_after_a_crash_tells_nobody_twice(
    ledger: Ledger, three: tuple[int, ...]
) -> None:
    ledger.notices.decide(three, "sending", "U9")
    ledger.notices.due(three, {"U1": ["a"], "U2": ["a"]})
    (first, second) = ledger.notices.unsent()
    ledger.notices.told(first.id)
    ledger.notices.due(three, {"U1": ["a"], "U2": ["a"], "U3": ["a"]})
    (again, third) = ledger.notices.unsent()
    assert again == second
    assert (third.user, third.facts) == ("U3", ("a",))


def test_what_comes_while_a_message_is_sent_is_told_in_the_next(
    ledger: Ledger, three: tuple[int, ...]
) -> None:
    one, two, _ = three
    ledger.notices.decide([one], "sending", "U9")
    ledger.notices.due([one], {"U1": ["a", "b"]})
    (first,) = ledger.notices.unsent()
    assert ledger.notices.claim(first.id)
    ledger.notices.decide([two], "sending", "U9")
    ledger.notices.due([two], {"U1": ["a", "b"]})
    assert ledger.notices.unsent() == ()  # it is being told of the first
    ledger.notices.told(first.id)
    (second,) = ledger.notices.unsent()
    assert second == Recipient(second.id, "U1", ("b",), (two,))
    assert ledger.notices.finish(one)
    assert not ledger.notices.finish(two)


def test_a_claim_is_one_sender_s_until_it_runs_out(
    ledger: Ledger, three: tuple[int, ...], clock: Clock
) -> None:
    ledger.notices.decide(three, "sending", "U9")
    ledger.notices.due(three, {"U1": ["a"]})
    (due,) = ledger.notices.unsent()
    assert ledger.notices.claim(due.id)
    assert not ledger.notices.claim(due.id)
    clock.forward(seconds=LEASE - 1)
    assert not ledger.notices.claim(due.id)
    assert ledger.notices.unsent() == ()
    clock.forward(seconds=1)
    assert ledger.notices.unsent() == (due,)
    assert ledger.notices.claim(due.id)
    ledger.notices.told(due.id)
    clock.forward(seconds=LEASE)
    assert not ledger.notices.claim(due.id)
    assert ledger.notices.unsent() == ()


def test_a_notice_is_finished_when_nobody_is_left_to_tell(ledger: Ledger, three: tuple[int, ...]) -> None:
    one, two, _ = three
    ledger.notices.decide([one, two], "sending", "U9")
    ledger.notices.due([one, two], {"U1": ["a"], "U2": ["a"]})
    first, second = ledger.notices.unsent()
    assert ledger.notices.finish(two)  # it concerns none of them
    ledger.notices.told(first.id)
    assert not ledger.notices.finish(one)
    ledger.notices.failed(second.id)
    assert ledger.notices.finish(one)
    assert not ledger.notices.finish(one)
    assert ledger.notices.reached(one) == (1, 1)
    assert ledger.notices.sending() == ()
    assert ledger.notices.unsent() == ()
    found = ledger.notices.get(one)
    assert found
    assert found.state == "sent"


def test_who_needs_no_word_any_more_is_neither_told_nor_failed(
    ledger: Ledger, three: tuple[int, ...]
) -> None:
    ledger.notices.decide(three, "sending", "U9")
    ledger.notices.due(three, {"U1": ["a", "b"], "U2": ["a"]})
    one, two = ledger.notices.unsent()
    ledger.notices.spare(one.id)
    assert ledger.notices.unsent() == (two,)
    assert ledger.notices.reached(three[0]) == (0, 0)
    ledger.notices.told(two.id)
    assert all(ledger.notices.finish(each) for each in three)
