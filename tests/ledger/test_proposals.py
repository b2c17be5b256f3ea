"""Proposals: kept once, decided once."""

from __future__ import annotations

import pytest

from bot.ledger import Ledger, Proposal, ProposalState
from tests.ledger.made import START, Clock


def suggested(ledger: Ledger, fact: str = "fact", request: str = "view V1") -> Proposal:
    return ledger.proposals.make(
        "suggestion", fact, by="U1", name="Ana Ferreira", request=request, words="It was 350."
    )


def edited(ledger: Ledger, fact: str = "fact", request: str = "view V2") -> Proposal:
    return ledger.proposals.make(
        "edit",
        fact,
        by="U2",
        name="Ben Okafor",
        request=request,
        edit='{"claim": "…"}',
        why="a new count",
        lines=("killed 300 → 350",),
    )


def test_a_new_ledger_has_no_proposals(ledger: Ledger) -> None:
    assert ledger.proposals.open() == ()
    assert ledger.proposals.get(1) is None
    assert ledger.proposals.decide(1, "accepted", "U9") is False
    ledger.proposals.place(1, "C1", "1.5")


def test_a_proposal_is_kept_with_all_that_was_said_of_it(ledger: Ledger) -> None:
    suggestion, edit = suggested(ledger), edited(ledger)
    assert suggestion == Proposal(
        *(1, "suggestion", "fact", "", "It was 350.", "U1", "Ana Ferreira", "", START),
        *("open", None, None, "", "", ()),
    )
    assert edit == Proposal(
        *(2, "edit", "fact", '{"claim": "…"}', "", "U2", "Ben Okafor", "a new count", START),
        *("open", None, None, "", "", ("killed 300 → 350",)),
    )
    assert (ledger.proposals.get(1), ledger.proposals.get(2)) == (suggestion, edit)


def test_a_request_that_is_delivered_twice_is_kept_once(ledger: Ledger, clock: Clock) -> None:
    first = suggested(ledger)
    clock.forward(days=1)
    again = suggested(ledger, "another fact")
    assert again == first
    assert (first.is_repeat, again.is_repeat) == (False, True)
    assert ledger.proposals.open() == (first,)


def test_open_proposals_are_found_by_kind_and_by_fact(ledger: Ledger) -> None:
    one, two = suggested(ledger, "one", "a"), edited(ledger, "one", "b")
    three, four = suggested(ledger, "two", "c"), edited(ledger, "two", "d")
    ledger.proposals.decide(four.id, "declined", "U9")
    assert ledger.proposals.open() == (one, two, three)
    assert ledger.proposals.open("edit") == (two,)
    assert ledger.proposals.open("suggestion") == (one, three)
    assert ledger.proposals.open(fact="two") == (three,)
    assert ledger.proposals.open("edit", "two") == ()


@pytest.mark.parametrize("state", ["accepted", "declined", "outdated"])
def test_a_proposal_is_decided_once(ledger: Ledger, clock: Clock, state: ProposalState) -> None:
    made = suggested(ledger)
    ledger.proposals.place(made.id, "C1", "1.5")
    when = clock.forward(days=1)
    assert ledger.proposals.decide(made.id, state, "U8") is True
    clock.forward(days=1)
    assert ledger.proposals.decide(made.id, "accepted", "U9") is False
    found = ledger.proposals.get(made.id)
    assert found
    assert (found.state, found.decided_by, found.decided_at) == (state, "U8", when)
    assert (found.channel, found.ts) == ("C1", "1.5")
