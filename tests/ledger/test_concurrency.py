"""Several at once, in processes and threads: nothing is lost, and of each thing there is one."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from threading import Barrier

from bot.errors import ChangedError
from bot.ledger import Ledger, Showing, Signature, open_ledger
from tests.ledger.made import Changed, Clock, edition, files, recorded

PROCESSES, WRITES = 4, 50
THREADS, SWAPS = 4, 50


def at_once(*tasks: Callable[[], object]) -> list[object]:
    """Run the tasks in threads that start together, and give back what they gave."""
    gate = Barrier(len(tasks))

    def run(task: Callable[[], object]) -> object:
        gate.wait()
        return task()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def _writes(url: str, process: int) -> None:
    """One process: each of its writes is of another kind, and reads before it."""
    with closing(open_ledger(url, Clock())) as ledger:
        for number in range(WRITES):
            text = f"{process} {number}"
            latest = ledger.revisions.latest()
            signature = Signature("slack", request=text)
            ledger.revisions.record(
                edition(text), latest.edition if latest else None, signature, files(text), [Changed("fact")]
            )
            if number % 5 == 0:
                ledger.questions.ask(f"what of {text}?", "T1", f"U{process}", text)
            ledger.shown.add([Showing("fact", "old", "T1", f"U{text}"), Showing("fact", "old", "T1", "U")])


def test_nothing_is_lost_and_nothing_fails_when_processes_write_at_once(url: str) -> None:
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as pool:
        for done in [pool.submit(_writes, url, process) for process in range(PROCESSES)]:
            done.result()  # a “locked” would be raised here
    texts = {f"{process} {number}" for process in range(PROCESSES) for number in range(WRITES)}
    with closing(open_ledger(url, Clock())) as ledger:
        made = [entry.revision for entry in ledger.revisions.history("fact", limit=1_000)]
        assert len(made) == PROCESSES * WRITES
        assert {each.signature.request for each in made} == texts
        assert all(ledger.revisions.files(edition(text)) == files(text) for text in texts)
        groups = ledger.questions.groups(limit=1_000)
        assert {text for group in groups for text in group.texts} == {
            f"what of {process} {number}?" for process in range(PROCESSES) for number in range(0, WRITES, 5)
        }
        assert ledger.shown.readers(["fact"], 1, {}).keys() == {"U", *(f"U{text}" for text in texts)}


def test_the_head_is_moved_by_one_at_a_time_and_no_move_is_lost(url: str) -> None:
    with closing(open_ledger(url, Clock())) as ledger:
        ledger.revisions.swap(edition("start"), None, Signature("publish"), files("start"), [])

        def editor(thread: int) -> Callable[[], tuple[int, int]]:
            def moves() -> tuple[int, int]:
                won = lost = 0
                while won < SWAPS:
                    head = ledger.revisions.head()
                    text = f"{thread} {won}"
                    try:
                        ledger.revisions.swap(
                            edition(text),
                            head,
                            Signature("slack", request=text),
                            files(text),
                            [Changed("fact")],
                        )
                        won += 1
                    except ChangedError:
                        lost += 1
                return won, lost

            return moves

        at_once(*map(editor, range(THREADS)))
        history = [entry.revision for entry in ledger.revisions.history("fact", limit=1_000)][::-1]
        assert len(history) == THREADS * SWAPS
        assert [each.parent for each in history] == [
            edition("start"),
            *(each.edition for each in history[:-1]),
        ]
        assert ledger.revisions.head() == history[-1].edition
        assert len({each.edition for each in history}) == THREADS * SWAPS


def test_of_several_that_move_the_same_head_one_wins(url: str) -> None:
    with closing(open_ledger(url, Clock())) as ledger:
        parent = None
        for turn in range(10):

            def move(text: str, parent: str | None = parent) -> str | None:
                try:
                    return ledger.revisions.swap(
                        edition(text), parent, Signature("slack"), files(text), []
                    ).edition
                except ChangedError:
                    return None

            told = at_once(*(lambda text=f"{turn} {each}": move(text) for each in range(THREADS)))
            (won,) = [each for each in told if each]
            assert ledger.revisions.head() == won
            parent = str(won)


def test_a_request_delivered_twice_at_once_has_one_effect(ledger: Ledger) -> None:
    def record(text: str) -> object:
        return ledger.revisions.record(
            edition(text), None, Signature("slack", request="view"), files(text), [Changed("fact")]
        )

    made = at_once(*(lambda text=str(number): record(text) for number in range(THREADS)))
    assert len(set(made)) == 1
    assert len(ledger.revisions.history("fact")) == 1

    asked = at_once(*(lambda: ledger.questions.ask("Who?", "T1", "U1", "view") for _ in range(THREADS)))
    assert len(set(asked)) == 1
    assert [each.count for each in ledger.questions.groups()] == [1]

    def propose() -> object:
        return ledger.proposals.make("suggestion", "fact", by="U1", name="", request="view")

    assert len(set(at_once(*[propose] * THREADS))) == 1
    assert len(ledger.proposals.open()) == 1
    number = recorded(ledger, "x").number
    assert len(set(at_once(*[lambda: ledger.notices.make(number, ["fact"])] * THREADS))) == 1
    assert len(ledger.notices.open()) == 1


def test_the_same_question_asked_at_once_by_several_is_one_group(ledger: Ledger) -> None:
    at_once(
        *(
            lambda user=f"U{each}": ledger.questions.ask("Who paid?", "T1", user, user)
            for each in range(THREADS)
        )
    )
    (group,) = ledger.questions.groups()
    assert group.count == THREADS


def _winner(decide: Callable[[str], object]) -> str:
    """The one of several editors whose decision had an effect."""
    editors = [f"U{each}" for each in range(THREADS)]
    told = at_once(*(partial(decide, by) for by in editors))
    (won,) = [by for by, effect in zip(editors, told, strict=True) if effect]
    return won


def test_a_proposal_is_decided_by_one_of_several(ledger: Ledger) -> None:
    made = ledger.proposals.make("edit", "fact", by="U9", name="", request="view").id
    won = _winner(lambda by: ledger.proposals.decide(made, "accepted", by))
    decided = ledger.proposals.get(made)
    assert decided
    assert decided.decided_by == won


def test_a_question_is_answered_by_one_of_several(ledger: Ledger) -> None:
    group = ledger.questions.ask("Who paid?", "T1", "U9", "view").group
    won = _winner(lambda by: ledger.questions.answer(group, f"fact of {by}", by))
    answered = ledger.questions.group(group)
    assert answered
    assert (answered.by, answered.fact) == (won, f"fact of {won}")


def test_a_notice_is_decided_and_sent_by_one_of_several(ledger: Ledger) -> None:
    notice = ledger.notices.make(recorded(ledger).number, ["fact"]).id
    won = _winner(lambda by: ledger.notices.decide([notice], "sending", by))
    decided = ledger.notices.get(notice)
    assert decided
    assert decided.decided_by == won
    ledger.notices.due([notice], {"U9": ["fact"]})
    (due,) = ledger.notices.unsent()
    _winner(lambda _: ledger.notices.claim(due.id))
