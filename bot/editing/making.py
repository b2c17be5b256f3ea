"""What an edit makes of the files: rewritten, held against every rule, proven against the documents.

Nothing is written here. What is wrong with the edited fact is said of its field; what is wrong elsewhere is
said as lint says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot import lint, load, rewriting, shape, validate
from bot.changes import FactChange, compare, digest
from bot.editing.readings import Readings
from bot.editing.values import Saved, Tried
from bot.edits import AddFact, AddSource, Edit, SetFields, Undo
from bot.errors import (
    ChangedError,
    ConfigurationError,
    FactFileError,
    FieldError,
    NotFoundError,
    RefusedError,
)
from bot.ledger import Revision, Revisions
from bot.model import Fact, FactFile

_KINDS: Final = {AddFact: "facts", AddSource: "sources"}


@dataclass(frozen=True, slots=True)
class _Past:
    """A revision of the ledger: the files after it and before it, and their facts."""

    after: load.Files
    before: load.Files
    facts_after: Mapping[str, Fact]
    facts_before: Mapping[str, Fact]


def tried(
    edit: Edit, files: load.Files, revisions: Revisions, documents: Path | None, readings: Readings
) -> Tried:
    """The fact file as the edit makes it.

    Raises ChangedError where the fact, or lines that are to be restored, have changed since; FieldError for
    what is wrong with a field of the edit; FactFileError for what is wrong elsewhere, before it or after it;
    NotFoundError for a topic or a revision that is not there; RefusedError where nothing would change, or it
    can't be done from here.
    """
    old = _sound(readings.parse(files), revisions)
    past = _past(edit.revision, revisions) if isinstance(edit, Undo) else None
    made = _changed(edit, files, old, past)
    if made == dict(files):
        raise RefusedError("Nothing would change: this is what stands on file already.")
    file = _checked(edit, readings.parse(made))
    if past:
        _check_reach(past, old, file)
    made = without_old_checks(edit, made, old, file, past.facts_before if past else {})
    if load.edition(made) != file.edition:
        file = _checked(edit, readings.parse(made))
    _prove(edit, old, file, documents)
    return Tried(made, file, compare(old, file))


def _sound(loaded: load.Loaded, revisions: Revisions) -> FactFile:
    """A fact file that can be served: one that is served is."""
    latest = revisions.latest()
    is_served = latest is not None and latest.edition == loaded.fact_file.edition
    return loaded.fact_file if is_served and not loaded.problems else validate.checked(loaded)


def _changed(edit: Edit, files: load.Files, old: FactFile, past: _Past | None) -> load.Files:
    if past:
        return _with(files, rewriting.without(files, past.after, past.before))
    if isinstance(edit, Undo):
        raise TypeError("an Undo has a past")
    return _with(files, rewriting.apply(edit, files, old))


def _with(files: load.Files, changed: Mapping[str, bytes | None]) -> load.Files:
    return {name: data for name, data in {**files, **changed}.items() if data is not None}


def without_old_checks(
    edit: Edit, files: load.Files, old: FactFile, file: FactFile, restored: Mapping[str, Fact]
) -> load.Files:
    """The files without `verified` and `review_by` where an editor checked other words than now stand there.

    That is so after a weighty change, unless the edit itself says who verified it, or an Undo restores the
    very fact that was checked.
    """
    for change in compare(old, file):
        fact = file.facts.get(change.id)
        if fact is None or fact.verified is None or not _is_outdated(change, fact, edit, restored):
            continue
        drop = SetFields(change.id, digest(fact), {"verified": None, "review_by": None})
        files = _with(files, rewriting.apply(drop, files, file))
    return files


def _is_outdated(change: FactChange, fact: Fact, edit: Edit, restored: Mapping[str, Fact]) -> bool:
    if isinstance(edit, Undo):
        return change.kind == "changed" and restored.get(change.id) != fact
    of_the_edit = edit.fields if isinstance(edit, SetFields) and edit.fact == change.id else {}
    return change.kind == "changed" and change.is_weighty and "verified" not in of_the_edit


# ── Undo


def _past(number: int, revisions: Revisions) -> _Past:
    revision = revisions.get(number)
    if revision is None:
        raise NotFoundError(f"There is no revision {number} in the history.")
    if revision.parent is None:
        raise RefusedError(f"Revision {number} is where the history begins: there is nothing before it.")
    after, before = revisions.files(revision.edition), revisions.files(revision.parent)
    return _Past(after, before, load.parse(after).fact_file.facts, load.parse(before).fact_file.facts)


def _check_reach(past: _Past, old: FactFile, file: FactFile) -> None:
    """A merge by lines that would change any other fact than the revision did has taken one for another."""
    reach = _different(past.facts_after, past.facts_before)
    if beyond := _different(old.facts, file.facts) - reach:
        raise ChangedError(
            f"What stands around it has changed too much since: {', '.join(sorted(beyond))} would change as "
            "well. Edit the fact as it stands now."
        )


def _different(one: Mapping[str, Fact], other: Mapping[str, Fact]) -> set[str]:
    return {key for key in {*one, *other} if one.get(key) != other.get(key)}


# ── What is wrong, and with which field


def _checked(edit: Edit, loaded: load.Loaded) -> FactFile:
    found = tuple(validate.broken(loaded))
    _refuse(edit, found)
    errors = [each for each in loaded.problems if each.severity == "error"]
    errors += [validate.problem(loaded, *each) for each in found]
    if errors:
        raise FactFileError(errors)
    return loaded.fact_file


def _refuse(edit: Edit, found: Iterable[tuple[shape.Path, str, str]]) -> None:
    """Raise FieldError for what is wrong with the fields of the edit; of one field, all of it."""
    wrong: dict[str, list[str]] = {}
    for path, what, write in found:
        if field := _field(edit, path):
            wrong.setdefault(field, []).append(f"{what}; {write}")
    if wrong:
        raise FieldError({field: ". ".join(dict.fromkeys(said)) for field, said in wrong.items()})


def _field(edit: Edit, path: shape.Path) -> str | None:
    """The field of the edit that a problem is about; None where it is not the edit's."""
    if isinstance(edit, Undo):
        return None
    entry = ("facts", edit.fact) if isinstance(edit, SetFields) else (_KINDS[type(edit)], edit.id)
    if path[:2] == entry:
        return str(path[2]) if len(path) > 2 else "id"  # noqa: PLR2004 - (kind, id, field, …)
    # Of a phrase that two facts have, the one that stands last is told, be it the other one.
    return "asked_as" if "asked_as" in path and "asked_as" in edit.fields else None


def _prove(edit: Edit, old: FactFile, file: FactFile, folder: Path | None) -> None:
    """Hold the edited fact against the documents at hand; what was unproven before is not this edit's."""
    if folder is None:
        return
    match edit:
        case SetFields(fact=key) | AddFact(id=key):
            documents = _documents(folder, {each.source for each in file.facts[key].statements})
            before = set(lint.unproven(old.facts[key], documents)) if key in old.facts else set()
            found = [each for each in lint.unproven(file.facts[key], documents) if each not in before]
            _refuse(edit, ((("facts", key, *path), what, write) for path, what, write in found))
        case AddSource(id=key):
            _refuse(edit, lint.digests(file, _documents(folder, {key})))
        case Undo():
            pass


def _documents(folder: Path, sources: Iterable[str]) -> dict[str, bytes]:
    """The texts of these sources, as far as they are there."""
    paths = {key: folder / f"{key}.txt" for key in sources}
    try:
        return {key: path.read_bytes() for key, path in paths.items() if path.is_file()}
    except OSError as error:
        raise ConfigurationError(
            f"{folder} can't be read ({error.strerror}), so no quote can be proven; check its permissions."
        ) from error


def repeated(revision: Revision, revisions: Revisions) -> Saved:
    """What an earlier delivery of the same request brought about."""
    files = revisions.files(revision.edition)
    file = load.parse(files).fact_file
    before = load.parse(revisions.files(revision.parent)).fact_file if revision.parent else None
    changes = compare(before, file) if before else ()
    return Saved(revision, file, changes, files, is_repeat=True)
