"""Editing from Slack: the forms, what is submitted in them, and where a change goes from there.

Every payload, the submit as well as the command and the button, asks anew whether this is an editor. A
weighty change becomes a proposal for a second editor; everything else is saved and served at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from bot import changes, edit_forms, edit_views
from bot.editing.documents import digest_of
from bot.edits import AddFact, AddSource, Edit, Plain, SetFields
from bot.errors import ChangedError, FieldError, NotFoundError, RefusedError
from bot.form_kit import View
from bot.ledger import Signature
from bot.model import Fact
from bot.render import notice
from bot.slack import proposals
from bot.slack.desk import Desk
from bot.slack.permissions import Standing
from bot.slack.reply import Reply
from bot.slack.requests import Request

REVIEW_AFTER: Final = dt.timedelta(days=90)  # design.md's term, unless the editor names another day
_PROVEN: Final = "Proven: the document on file has these words, character by character."
_UNPROVEN: Final = (
    "Not proven: the desk keeps no document of this source. Compare the words once more yourself."
)
_NO_WINDOW: Final = ("mention", "direct message")


# ── The forms


async def edit(desk: Desk, request: Request, key: str) -> Reply:
    """“edit ID”: the form, filled with the fact."""
    return await opened(desk, request, key)


async def edit_pressed(desk: Desk, request: Request) -> Reply:
    """The Edit button of a card."""
    return await opened(desk, request, request.value.partition("@")[0])


async def opened(
    desk: Desk, request: Request, key: str, filled: Mapping[str, str] | None = None, suggestion: int = 0
) -> Reply:
    """The form for a fact; `filled` stands in its fields instead of the fact's own, for a suggestion."""
    await _editor(desk, request)
    found = _fact(desk, key)
    metadata = edit_forms.packed(
        fact=key, version=changes.digest(found), suggestion=suggestion, marks={**edit_forms.marks_of(found)}
    )
    office = desk.open_office
    waiting = await office.off_loop(office.ledger.proposals.open, "edit", key)
    view = edit_views.edit_form(key, found, metadata, filled or {}, waiting=len(waiting))
    return _window(request, view, f"edit {key}")


async def verify(desk: Desk, request: Request, key: str) -> Reply:
    """“verify ID”: what an editor signs for."""
    await _editor(desk, request)
    found = _fact(desk, key)
    if found.status == "withdrawn":
        raise RefusedError(f"“{key}” is withdrawn: there is nothing to verify. Edit its status first.")
    metadata = edit_forms.packed(fact=key, version=changes.digest(found))
    shown = desk.edition.answer(key, desk.today())
    view = edit_views.verify_form(shown, metadata, desk.today() + REVIEW_AFTER)
    return _window(request, view, f"verify {key}")


async def verify_pressed(desk: Desk, request: Request) -> Reply:
    """The Verify button beside a fact that is due."""
    return await verify(desk, request, request.value.partition("@")[0])


async def withdraw(desk: Desk, request: Request, key: str) -> Reply:
    """“withdraw ID”: asks why."""
    await _editor(desk, request)
    found = _fact(desk, key)
    if found.status == "withdrawn":
        raise RefusedError(f"“{key}” is withdrawn already.")
    metadata = edit_forms.packed(fact=key, version=changes.digest(found))
    return _window(request, edit_views.withdraw_form(key, found, metadata), f"withdraw {key}")


async def add(desk: Desk, request: Request) -> Reply:
    """“add”: the source and its printed words come first."""
    await _editor(desk, request)
    return _window(request, edit_views.statement_form(desk.edition.file), "add")


async def add_source(desk: Desk, request: Request) -> Reply:
    """“source add”."""
    await _editor(desk, request)
    return _window(request, edit_views.source_form(), "add source")


def _window(request: Request, view: View, outcome: str) -> Reply:
    if request.surface in _NO_WINDOW:
        raise RefusedError(
            "A form opens from the slash command or a button only: use the slash command for this."
        )
    return Reply(None, outcome, view=view)


# ── What is submitted


async def edited(desk: Desk, request: Request) -> Reply:
    """The form of a fact: saved, proposed, or shown again beside what somebody else has changed meanwhile."""
    standing = await _editor(desk, request)
    carried = edit_forms.unpacked(request.metadata)
    key = str(carried.get("fact", ""))
    now = _fact(desk, key)
    if changes.digest(now) != carried.get("version"):
        return _changed_meanwhile(request, key, now)
    fields = edit_forms.changed(request.values, now, _marks(carried))
    if not fields:
        raise FieldError({"claim": "Nothing was changed. Change a field, or cancel."})
    wanted = SetFields(key, str(carried["version"]), fields)
    suggestion = carried.get("suggestion")
    try:
        return await _put(
            desk, request, standing, wanted, int(suggestion) if isinstance(suggestion, int) else 0
        )
    except ChangedError:
        # Somebody's save came between the check above and ours.
        return _changed_meanwhile(request, key, _fact(desk, key))


def _changed_meanwhile(request: Request, key: str, now: Fact) -> Reply:
    typed = {name: edit_forms.text(request.values, name) for name in request.values}
    carried = edit_forms.unpacked(request.metadata)
    touched = edit_forms.touched(request.values, _marks(carried))
    # What was not touched shows the newest state now, so that is what it is held against when it is saved.
    marks = edit_forms.marks_of(now) | {
        name: mark for name, mark in _marks(carried).items() if name in touched
    }
    metadata = edit_forms.packed(**(carried | {"version": changes.digest(now), "marks": {**marks}}))
    view = edit_views.both_versions(key, now, metadata, typed, touched)
    return Reply(None, f"edit {key} changed meanwhile", view=view, place="instead")


def _marks(carried: Mapping[str, Plain]) -> dict[str, str]:
    marks = carried.get("marks")
    return {name: str(mark) for name, mark in marks.items()} if isinstance(marks, dict) else {}


async def verified(desk: Desk, request: Request) -> Reply:
    """An editor says that the fact was checked; nothing else in this program writes `verified`."""
    standing = await _editor(desk, request)
    key, version = _carried(request)
    fields: dict[str, Plain] = {
        "verified": {"by": standing.name, "on": desk.today().isoformat()},
        "review_by": edit_forms.text(request.values, "review_by")
        or (desk.today() + REVIEW_AFTER).isoformat(),
    }
    return await _put(desk, request, standing, SetFields(key, version, fields))


async def withdrawn(desk: Desk, request: Request) -> Reply:
    """A fact is taken back: its id stays, its card says why."""
    standing = await _editor(desk, request)
    key, version = _carried(request)
    why = edit_forms.text(request.values, "withdrawn_because")
    fields: dict[str, Plain] = {"status": "withdrawn", "withdrawn_because": " ".join(why.split())}
    return await _put(desk, request, standing, SetFields(key, version, fields), why=why)


async def source_added(desk: Desk, request: Request) -> Reply:
    """A new source record; its digest is taken of the document where the desk keeps it."""
    standing = await _editor(desk, request)
    office, key = desk.open_office, edit_forms.text(request.values, "id")
    digest = await office.off_loop(digest_of, office.store.documents, key)
    if not digest and not edit_forms.text(request.values, "sha256"):
        said = (
            f"The desk keeps no document {key}.txt. Put it into DOCUMENTS_DIR, or write the 64 characters "
            "that sha256sum prints for it."
        )
        raise FieldError({"sha256": said})
    return await _put(desk, request, standing, AddSource(key, edit_forms.source(request.values, digest)))


async def statement_given(desk: Desk, request: Request) -> Reply:
    """The first form of a new fact: its printed words are proven before anything else is asked."""
    await _editor(desk, request)
    office, file = desk.open_office, desk.edition.file
    first = edit_forms.statement(request.values)
    try:
        tried = await office.off_loop(office.store.try_out, edit_forms.trial(first, file, desk.today()))
    except FieldError as error:
        raise FieldError(edit_forms.at_statement(error.fields)) from None
    statement = tried.file.facts[edit_forms.TRIAL].statements[0]
    kept = await office.off_loop(digest_of, office.store.documents, statement.source)
    proof = _PROVEN if kept else _UNPROVEN
    metadata = edit_forms.packed(statement=first)
    if len(metadata) > edit_views.MAX_METADATA:
        raise FieldError({"passages": "These are too many words: quote the shortest that carry the claim."})
    as_of = statement.date or file.sources[statement.source].published
    view = edit_views.fact_form(file, statement, metadata, as_of, proof)
    return Reply(None, "statement given", view=view)


async def fact_given(desk: Desk, request: Request) -> Reply:
    """The second form of a new fact."""
    standing = await _editor(desk, request)
    first = edit_forms.unpacked(request.metadata).get("statement")
    key = edit_forms.text(request.values, "id")
    if key in desk.edition.file.facts:
        raise FieldError({"id": f"“{key}” is on file already; choose another id, or edit that fact."})
    fields = edit_forms.fact(request.values, first if isinstance(first, dict) else {})
    return await _put(desk, request, standing, AddFact(edit_forms.text(request.values, "topic"), key, fields))


# ── Where it goes


async def _put(
    desk: Desk, request: Request, standing: Standing, wanted: Edit, suggestion: int = 0, why: str = ""
) -> Reply:
    """Save what may be saved at once, propose what needs a second editor."""
    signature = Signature(
        how="slack",
        by=request.actor.user,
        name=standing.name,
        why=why or edit_forms.text(request.values, "why"),
        request=f"view {request.view_id}",
    )
    outcome = await proposals.put(desk, wanted, signature, suggestion)
    view = edit_views.done(outcome.title, outcome.words)
    return Reply(notice(outcome.words), outcome.logged, view=view, place="instead")


async def _editor(desk: Desk, request: Request) -> Standing:
    return await desk.open_office.editors.check(request.actor)


def _carried(request: Request) -> tuple[str, str]:
    carried = edit_forms.unpacked(request.metadata)
    return str(carried.get("fact", "")), str(carried.get("version", ""))


def _fact(desk: Desk, key: str) -> Fact:
    found = desk.edition.file.facts.get(key)
    if found is None:
        raise NotFoundError(f"There is no fact “{key}” on file. {desk.command} list shows the ids.")
    return found
