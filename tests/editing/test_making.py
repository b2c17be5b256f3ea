"""What an edit makes of the files: the rules, the proof, and whose check still stands."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot import load
from bot.changes import digest
from bot.editing import FolderStore, Tried
from bot.edits import AddFact, AddSource, Edit, Plain, SetFields, Undo
from bot.errors import ChangedError, FactFileError, FieldError, NotFoundError, RefusedError
from bot.ledger import Ledger
from tests.editing.desk import FACT, Desk, fact, signature, source

HEIGHT = "tower-height"  # the fact of the small file that an editor has verified
TEXT = "A swan was seen at the weir. “It is white,” the warden said."


def refused(store: FolderStore, edit: Edit) -> Mapping[str, str]:
    with pytest.raises(FieldError) as caught:
        store.try_out(edit)
    return caught.value.fields


# Whose check still stands


@pytest.mark.parametrize(
    "fields",
    [
        {"claim": "The clock tower, built in 1884, stands 31.5 meters high."},
        {"status": "claimed"},
        {"figures": None},
        {"claim": "The clock tower, built in 1884, stands 31.5 meters high.", "review_by": "2032-01-01"},
    ],
)
def test_a_weighty_change_of_a_verified_fact_ends_the_check(
    desk: Desk, store: FolderStore, fields: dict[str, Plain]
) -> None:
    tried = store.try_out(desk.setting(HEIGHT, **fields))
    assert (tried.file.facts[HEIGHT].verified, tried.file.facts[HEIGHT].review_by) == (None, None)
    assert b"Ines Marlo" not in tried.files["facts/clock-tower.yaml"]
    assert [change.id for change in tried.changes] == [HEIGHT]
    assert tried.file.edition == load.edition(tried.files)


@pytest.mark.parametrize(
    "fields",
    [
        {"caution": "Measured by eye."},
        {"asked_as": ["height", "how tall"]},
        {"review_by": "2032-01-01"},
        {
            "claim": "The clock tower, built in 1884, stands 31.5 meters high.",
            "verified": {"by": "Ines Marlo", "on": "2031-05-09"},
        },
    ],
)
def test_another_change_or_one_that_says_who_checked_it_keeps_the_check(
    desk: Desk, store: FolderStore, fields: dict[str, Plain]
) -> None:
    verified = store.try_out(desk.setting(HEIGHT, **fields)).file.facts[HEIGHT].verified
    assert verified is not None
    assert verified.by == "Ines Marlo"


def test_an_undo_brings_the_check_back_with_the_words_that_were_checked(
    desk: Desk, store: FolderStore
) -> None:
    checked = desk.file.facts[HEIGHT]
    saved = store.save(desk.setting(HEIGHT, status="claimed"), signature())
    assert saved.file.facts[HEIGHT].verified is None
    assert store.save(Undo(saved.revision.number), signature(how="undo")).file.facts[HEIGHT] == checked


def test_an_undo_brings_no_check_back_to_words_that_changed_since(desk: Desk, store: FolderStore) -> None:
    first = store.save(desk.setting(HEIGHT, status="claimed"), signature())
    store.save(desk.setting(HEIGHT, asked_as=["height", "how tall"]), signature())
    undone = store.save(Undo(first.revision.number), signature(how="undo")).file.facts[HEIGHT]
    assert (undone.status, undone.verified, undone.review_by) == ("record", None, None)


# What is wrong, and with which field


@pytest.mark.parametrize(
    ("key", "fields", "field", "words"),
    [
        (
            "tower-lean",
            {"claim": "No full stop"},
            "claim",
            "the claim has no full stop; end it with a full stop",
        ),
        ("tower-lean", {"claim": "It was 99 meters."}, "claim", "the claim says 99, which no passage prints"),
        ("tower-lean", {"related": ["nothing"]}, "related", "there is no fact “nothing”"),
        ("tower-lean", {"shelf_life": "lapsed"}, "shelf_life", "shelf_life lapsed and lapses go together"),
        (
            "tower-lean",
            {"review_by": "2032-01-01"},
            "review_by",
            "review_by is set by an editor who verifies",
        ),
        ("tower-lean", {"status": "confirmed"}, "status", "confirmed needs two independent origins"),
        ("tower-lean", {"asked_as": ["sway"]}, "asked_as", "“sway” is asked of tower-lean too"),
        ("tower-sway", {"asked_as": ["lean"]}, "asked_as", "“lean” is asked of tower-lean too"),
        ("tower-lean", {"asked_as": ["food for the swans"]}, "asked_as", "“food for the swans” is asked of"),
        ("tower-lean", {"statements": FACT["statements"]}, "figures", "figure 1: “more than 12 centimeters”"),
    ],
)
def test_a_broken_rule_of_the_edited_fact_is_said_of_its_field(
    desk: Desk, store: FolderStore, key: str, fields: dict[str, Plain], field: str, words: str
) -> None:
    found = refused(store, desk.setting(key, **fields))
    assert found[field].startswith(words)


def test_all_that_is_wrong_is_said_at_once(desk: Desk, store: FolderStore) -> None:
    found = refused(store, desk.setting("tower-lean", claim="It was 99 meters", related=["nothing"]))
    assert found["claim"] == (
        "the claim has no full stop; end it with a full stop. "
        "the claim says 99, which no passage prints; write the printed number"
    )
    assert found["related"] == "there is no fact “nothing”; write an id that is on file"


def test_a_new_fact_and_a_new_source_have_their_problems_said_of_their_fields(store: FolderStore) -> None:
    assert list(refused(store, fact(claim="The weir was mended 3 times"))) == ["claim"]
    assert refused(store, source(url="ftp://x"))["url"].startswith("url is no web address")
    assert list(refused(store, source("swans", sha256="x", language="English"))) == ["sha256", "language"]


def test_what_is_wrong_elsewhere_is_said_as_lint_says_it(desk: Desk, store: FolderStore) -> None:
    broken = desk.files["facts/swans.yaml"].replace(b"related: [swan-collar]", b"related: [nothing]")
    edit = desk.setting("tower-lean", caution="New.")
    desk.path("facts/swans.yaml").write_bytes(broken)
    with pytest.raises(FactFileError, match=r"facts/swans\.yaml:\d+: swan-count: there is no fact “nothing”"):
        store.try_out(edit)


def test_an_edit_that_changes_nothing_is_refused_in_words(desk: Desk, store: FolderStore) -> None:
    caution = desk.file.facts["tower-lean"].caution
    with pytest.raises(RefusedError, match="Nothing would change"):
        store.try_out(desk.setting("tower-lean", caution=caution))


# Proof


def proving(desk: Desk, ledger: Ledger) -> FolderStore:
    return desk.store(ledger, documents=desk.path("documents"))


def stated(exact: str, *quotes: str) -> list[Plain]:
    statement: dict[str, Plain] = {
        "voice": "outlet",
        "source": "courier-2031-05-09",
        "passages": [{"exact": exact}],
    }
    return [{**statement, **({"quotes": list(quotes)} if quotes else {})}]


def with_text(desk: Desk) -> None:
    path = desk.path("documents/courier-2031-05-09.txt")
    path.write_text(path.read_text(encoding="utf-8") + TEXT, encoding="utf-8")


def test_a_new_fact_is_proven_against_the_document_at_hand(desk: Desk, ledger: Ledger) -> None:
    with_text(desk)
    store = proving(desk, ledger)
    edit = fact(claim="A swan was seen.", statements=stated("A swan was seen at the weir."))
    assert store.try_out(edit).file.facts["weir"].claim == "A swan was seen."
    edit = fact(claim="A swan was seen.", statements=stated("A swan was seen at a weir."))
    said = refused(store, edit)["statements"]
    assert said.startswith(
        "statement 1: passage 1 does not stand in the document character by character; compare"
    )
    edit = fact(
        claim="A swan was seen.", statements=stated("A swan was seen at the weir.", "A swan was seen")
    )
    assert "stands in no quotation marks" in refused(store, edit)["statements"]
    edit = fact(claim="It is white.", statements=stated("“It is white,” the warden said.", "It is white,"))
    assert isinstance(store.try_out(edit), Tried)


def test_without_the_document_nothing_is_proven(desk: Desk, ledger: Ledger) -> None:
    desk.path("documents/courier-2031-05-09.txt").unlink()
    assert isinstance(proving(desk, ledger).try_out(fact()), Tried)
    assert isinstance(desk.store(ledger).try_out(fact()), Tried)


def test_what_was_unproven_before_does_not_hold_up_an_edit(desk: Desk, ledger: Ledger) -> None:
    desk.path("documents/courier-2031-05-06.txt").write_text("Another text.", encoding="utf-8")
    store = proving(desk, ledger)
    edited = store.try_out(desk.setting("tower-lean", caution="New.")).file.facts["tower-lean"]
    assert edited.caution == "New."


def test_a_source_is_held_against_its_document(desk: Desk, ledger: Ledger) -> None:
    desk.path("documents/courier-2031-05-10.txt").write_text("New.", encoding="utf-8")
    store = proving(desk, ledger)
    assert "the document's sha256 is another one" in refused(store, source())["sha256"]
    digest_of = "cc1d9d7d9ad2e3c4eba4d8bf2be7ad4ac9ad8f9e7ddcb07d0ed0fe0e63a5c3c9"
    assert refused(store, source(sha256=digest_of)).keys() == {"sha256"}


# Undo


def test_an_undo_that_would_leave_the_file_invalid_is_refused(desk: Desk, store: FolderStore) -> None:
    added = store.save(fact(), signature())
    store.save(desk.setting("swan-count", related=["swan-collar", "weir"]), signature())
    before = desk.files
    with pytest.raises(FactFileError, match="there is no fact “weir”"):
        store.save(Undo(added.revision.number), signature(how="undo"))
    assert desk.files == before


def test_an_older_revision_is_undone_where_its_lines_are_untouched(desk: Desk, store: FolderStore) -> None:
    first = store.save(desk.setting("tower-lean", caution="First."), signature())
    old = desk.file.facts
    store.save(desk.setting("tower-sway", caution="Second."), signature())
    store.save(desk.setting("tower-lean", asked_as=["lean", "how far"]), signature())
    facts = store.save(Undo(first.revision.number), signature(how="undo")).file.facts
    assert facts["tower-lean"].caution == "Said behind closed doors; the office has published no survey."
    assert facts["tower-lean"].asked_as == ("lean", "how far")
    assert facts["tower-sway"].caution == "Second."
    assert old["tower-lean"].caution == "First."


def test_an_undo_of_words_that_changed_again_says_what_to_do(desk: Desk, store: FolderStore) -> None:
    first = store.save(desk.setting("tower-lean", caution="First."), signature())
    store.save(desk.setting("tower-lean", caution="Second."), signature())
    with pytest.raises(ChangedError, match="Undo the later change first, or edit the fact"):
        store.save(Undo(first.revision.number), signature(how="undo"))


def test_an_undo_of_what_is_not_there_says_so(desk: Desk, store: FolderStore) -> None:
    first = store.take_in(store.read(), desk.file)
    with pytest.raises(NotFoundError, match="There is no revision 99"):
        store.try_out(Undo(99))
    with pytest.raises(RefusedError, match="nothing before it"):
        store.try_out(Undo(first.revision.number))
    saved = store.save(desk.setting("tower-lean", caution="First."), signature())
    store.save(Undo(saved.revision.number), signature(how="undo"))
    with pytest.raises(RefusedError, match="Nothing would change"):
        store.save(Undo(saved.revision.number), signature(how="undo"))


def test_an_undo_can_be_undone(desk: Desk, store: FolderStore) -> None:
    before = desk.files
    saved = store.save(source(), signature())
    undone = store.save(Undo(saved.revision.number), signature(how="undo"))
    assert desk.files == before
    again = store.save(Undo(undone.revision.number), signature(how="undo"))
    assert desk.files == again.files == saved.files


# Trying out


@pytest.mark.parametrize(
    "make", [lambda d: d.setting("tower-lean", caution="N."), lambda _: fact(), lambda _: source()]
)
def test_trying_out_writes_nothing(desk: Desk, store: FolderStore, ledger: Ledger, make: object) -> None:
    assert callable(make)
    edit: SetFields | AddFact | AddSource = make(desk)
    before = desk.files
    tried = store.try_out(edit)
    assert tried.files != before
    assert desk.files == before
    assert ledger.revisions.latest() is None
    saved = store.save(edit, signature())
    assert (saved.files, saved.changes, saved.file) == (tried.files, tried.changes, tried.file)


def test_the_version_of_an_edit_is_the_facts_digest(desk: Desk, store: FolderStore) -> None:
    stale = SetFields("tower-lean", digest(desk.file.facts["tower-sway"]), {"caution": "New."})
    with pytest.raises(ChangedError):
        store.try_out(stale)
