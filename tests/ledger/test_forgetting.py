"""What is kept on a person goes when it should, and nothing else does."""

from __future__ import annotations

import dataclasses
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.ledger import FORGOTTEN, Forgotten, Ledger, Showing, Signature, open_ledger
from tests.ledger.made import Changed, Clock, edition, files

WHO, NAME = "U0FORGET1", "Ana Ferreira"
OTHER, OTHERS_NAME = "U0FORGET12", "Ben Okafor"  # an id that begins with the first
TEXT = "Did the minister take the ferry?"


def _filled(ledger: Ledger) -> None:
    """Put both people everywhere that a person can be."""
    revisions, proposals, notices = ledger.revisions, ledger.proposals, ledger.notices
    for number, (one, two, name, second) in enumerate(
        [(WHO, OTHER, NAME, OTHERS_NAME), (OTHER, WHO, OTHERS_NAME, NAME)], 1
    ):
        text = f"text {number}"
        signature = Signature(
            "slack", one, name, f"asked by <@{one}> and <@{two}>", f"{one}:view", second, two
        )
        changed = Changed("fact", lines=(f"note: “<@{one}>” → “<@{two}>”",), before=one, after=two)
        made = revisions.record(edition(text), None, signature, files(text), [changed])
        ledger.shown.add(
            [Showing("fact", "old", "T1", one, "C1", f"{number}.5"), Showing("b", "old", "T1", one)]
        )
        asked = ledger.questions.ask(f"{TEXT} {'I mean ' * number}", "T1", one, f"{one}:ask")
        ledger.questions.ask("Who owns it?", "T1", one, f"{one}:ask 2")
        ledger.questions.place(asked.group, "C9", f"{number}.1")
        for kind in ("edit", "suggestion"):
            proposal = proposals.make(  # the same words for both kinds
                "edit" if kind == "edit" else "suggestion",
                "fact",
                by=one,
                name=name,
                request=f"{one}:{kind}",
                edit=f'{{"note": "<@{one}>"}}',
                words=f"<@{two}> says so",
                why=f"see <@{two}>",
                lines=(f"<@{one}>", f"<@{two}>"),
            )
            proposals.place(proposal.id, "C8", f"{number}.2")
            proposals.decide(proposal.id, "accepted", two)
        notice = notices.make(made.number, ["fact", "b"])
        notices.decide([notice.id], "sending", one)
        notices.due([notice.id], {one: ["fact"], two: ["b"]})
    ledger.questions.answer(2, "fact", WHO, f"ask <@{WHO}>, or <@{OTHER}>")


def _texts(url: str) -> list[str]:
    """Every value of every column of every table, whatever its type."""
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    found = sa.MetaData()
    with engine.begin() as connection:
        found.reflect(connection)
        values: list[Any] = [
            value
            for table in found.sorted_tables
            for row in connection.execute(sa.select(table))
            for value in row
        ]
    engine.dispose()
    return [str(value) for value in values]


def _names(texts: list[str], who: str) -> list[str]:
    """The texts that have the id, and not as the beginning of another."""
    return [text for text in texts if who in text.replace(OTHER, "") or (who == OTHER and OTHER in text)]


def test_a_person_who_is_forgotten_is_in_no_table(ledger: Ledger, url: str) -> None:
    _filled(ledger)
    before = _texts(url)
    assert len(_names(before, WHO)) > 20
    assert before.count(NAME) >= 4
    ledger.forget(WHO)
    after = _texts(url)
    assert _names(after, WHO) == []
    assert [text for text in after if NAME in text] == []
    assert any(FORGOTTEN in text for text in after)


def test_what_is_kept_on_others_stays(ledger: Ledger, url: str) -> None:
    _filled(ledger)
    proposals = ledger.proposals.get(4)
    ledger.forget(WHO)
    assert len(_names(_texts(url), OTHER)) > 10
    assert _texts(url).count(OTHERS_NAME) >= 4
    assert ledger.shown.readers(["fact", "b"], 30, {}) == {OTHER: {"fact", "b"}}
    assert [each.users for each in ledger.questions.groups(None)] == [(OTHER,), (OTHER,)]
    assert proposals
    assert ledger.proposals.get(4) == dataclasses.replace(
        proposals,
        decided_by=None,
        words=f"<@{FORGOTTEN}> says so",
        why=f"see <@{FORGOTTEN}>",
        lines=(f"<@{OTHER}>", f"<@{FORGOTTEN}>"),
    )
    assert [each.user for each in ledger.notices.unsent()] == [OTHER]


def test_forgetting_says_what_went(ledger: Ledger) -> None:
    _filled(ledger)
    assert ledger.forget(WHO) == Forgotten(
        showings=2,
        cards=1,
        questions=2,
        suggestions=1,
        recipients=2,
        signatures=7,  # as editor, approver, proposer, of two decisions, of a notice, of an answer
        posts=(("C8", "1.2"), ("C9", "1.1")),
    )
    assert ledger.forget(WHO) == Forgotten(0, 0, 0, 0, 0, 0, ())


def test_a_stranger_is_forgotten_without_a_trace_of_it(ledger: Ledger, url: str) -> None:
    _filled(ledger)
    before = _texts(url)
    assert (
        ledger.forget("U0STRANGER")
        == ledger.forget("%")
        == ledger.forget("_")
        == Forgotten(0, 0, 0, 0, 0, 0, ())
    )
    assert _texts(url) == before


def test_the_history_stays_without_the_name(ledger: Ledger) -> None:
    _filled(ledger)
    before = [entry.revision.number for entry in ledger.revisions.history("fact")]
    ledger.forget(WHO)
    newest, oldest = ledger.revisions.history("fact")
    assert [newest.revision.number, oldest.revision.number] == before
    assert oldest.revision.signature == Signature(
        "slack",
        None,
        FORGOTTEN,
        f"asked by <@{FORGOTTEN}> and <@{OTHER}>",
        f"{FORGOTTEN}:view",
        OTHERS_NAME,
        OTHER,
    )
    assert (newest.revision.signature.approved_by, newest.revision.signature.approver) == (FORGOTTEN, None)
    assert oldest.change.lines == (f"note: “<@{FORGOTTEN}>” → “<@{OTHER}>”",)
    assert ledger.revisions.files(edition("text 1")) == files("text 1")


def test_a_group_that_somebody_else_asked_too_keeps_its_post(ledger: Ledger) -> None:
    first = ledger.questions.ask(TEXT, "T1", WHO, "a")
    ledger.questions.ask(TEXT, "T1", OTHER, "b")
    ledger.questions.place(first.group, "C1", "1.5")
    assert ledger.forget(WHO).posts == ()
    (group,) = ledger.questions.groups()
    assert (group.id, group.channel, group.ts, group.users) == (first.group, "C1", "1.5", (OTHER,))


def test_a_group_that_nobody_else_asked_goes_and_its_post_is_named(ledger: Ledger) -> None:
    first = ledger.questions.ask(TEXT, "T1", WHO, "a")
    ledger.questions.place(first.group, "C1", "1.5")
    assert ledger.forget(WHO).posts == (("C1", "1.5"),)
    assert ledger.questions.groups(None) == ()
    again = ledger.questions.ask(TEXT, "T1", OTHER, "b")
    assert again.id > first.id  # a button under the old post means nothing else now


def test_a_shared_card_can_still_be_mended(ledger: Ledger) -> None:
    ledger.shown.add([Showing("fact", "old", "T1", WHO, "C1", "1.5")])
    ledger.forget(WHO)
    (card,) = ledger.shown.cards(["fact"])
    assert (card.user, card.channel, card.ts) == ("", "C1", "1.5")


def test_nothing_of_it_is_left_in_sqlite_s_files(tmp_path: Path, clock: Clock) -> None:
    secret = "the unpublished story of the ferry"
    with closing(open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", clock)) as ledger:
        for number in range(20):
            ledger.questions.ask(f"{secret} {number}", "T1", WHO, f"a {number}")
            ledger.questions.ask(f"what else {number}?", "T1", OTHER, f"b {number}")

        def bytes_on_disk() -> bytes:
            return b"".join(path.read_bytes() for path in sorted(tmp_path.iterdir()))

        assert secret.encode() in bytes_on_disk()
        ledger.forget(WHO)
        assert secret.encode() not in bytes_on_disk()
        assert b"what else" in bytes_on_disk()
        clock.forward(days=31)
        ledger.purge(30, 30)
        assert b"what else" not in bytes_on_disk()


# ── What goes by itself


def test_questions_go_after_their_days_even_if_they_are_open(ledger: Ledger, clock: Clock) -> None:
    first = ledger.questions.ask(TEXT, "T1", WHO, "a")
    second = ledger.questions.ask("Who owns it?", "T1", WHO, "b")
    ledger.questions.answer(second.group, "fact", "U9")
    clock.forward(days=30)
    ledger.questions.ask(TEXT, "T1", OTHER, "c")
    assert ledger.purge(30, 30) == 0  # 30 days to the microsecond
    clock.forward(seconds=1)
    assert ledger.purge(30, 30) == 2
    (left,) = ledger.questions.groups(None)
    assert (left.id, left.users) == (first.group, (OTHER,))
    clock.forward(days=30)
    assert ledger.purge(30, 30) == 1
    assert ledger.questions.groups(None) == ()


def test_suggestions_go_when_they_were_decided_long_enough_ago(ledger: Ledger, clock: Clock) -> None:
    def make(kind: Any, request: str) -> int:  # noqa: ANN401 - either kind
        return ledger.proposals.make(kind, "fact", by=WHO, name=NAME, request=request).id

    decided, waiting, edited = make("suggestion", "a"), make("suggestion", "b"), make("edit", "c")
    clock.forward(days=100)
    ledger.proposals.decide(decided, "declined", "U9")
    ledger.proposals.decide(edited, "accepted", "U9")
    clock.forward(days=30)
    assert ledger.purge(30, 30) == 0
    clock.forward(days=1)
    assert ledger.purge(30, 30) == 1
    assert [bool(ledger.proposals.get(each)) for each in (decided, waiting, edited)] == [False, True, True]


def test_showings_and_cards_go_after_theirs(ledger: Ledger, clock: Clock) -> None:
    ledger.shown.add([Showing("fact", "old", "T1", WHO, "C1", "1.5")])
    clock.forward(days=7)
    ledger.shown.add([Showing("fact", "old", "T1", OTHER)])
    assert ledger.purge(365, 7) == 0
    clock.forward(seconds=1)
    assert ledger.purge(365, 7) == 2
    assert ledger.shown.cards(["fact"]) == ()
    assert ledger.shown.readers(["fact"], 365, {}) == {OTHER: {"fact"}}


def test_who_was_told_goes_and_who_has_to_be_told_stays(ledger: Ledger, clock: Clock) -> None:
    made = ledger.revisions.record(edition(), None, Signature("file"), files(), [])
    notice = ledger.notices.make(made.number, ["fact"]).id
    ledger.notices.decide([notice], "sending", "U9")
    ledger.notices.due([notice], {f"U{number}": ["fact"] for number in range(3)})
    told, failed, _ = ledger.notices.unsent()
    ledger.notices.told(told.id)
    ledger.notices.failed(failed.id)
    clock.forward(days=31)
    assert ledger.purge(30, 30) == 2
    (left,) = ledger.notices.unsent()
    assert left.user == "U2"
    assert ledger.notices.get(notice)


def test_the_history_and_its_editions_never_go(ledger: Ledger, url: str, clock: Clock) -> None:
    ledger.revisions.record(edition(), None, Signature("file", WHO, NAME), files(), [Changed("fact")])
    ledger.revisions.begin(edition("two"), edition(), Signature("slack"), files("two"), [])
    before = _texts(url)
    clock.forward(days=10_000)
    assert ledger.purge(0, 0) == 0
    assert _texts(url) == before
