"""From an edit to the bytes of the file that it changes.

What is wanted of a field is held against the model first, so that what is wrong with it is said of the field.
What was written is read back by the strict reader: it says what was wanted, and all else what it said before.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

import yaml

from bot import load, shape, strict_yaml
from bot.changes import digest
from bot.edits import AddFact, AddSource, Plain, SetFields
from bot.errors import ChangedError, FactFileError, FieldError, NotFoundError, RefusedError
from bot.model import Fact, FactFile, Source
from bot.rewriting import splicing, trees, writing
from bot.rewriting.splicing import Page, Splice, UnusualError
from bot.rewriting.trees import Kind, Tree

_END: Final = "..."
_SCHEMA: Final = (
    "# yaml-language-server:"  # the line that tells a text editor which schema completes the file
)
_MOST: Final = 3  # problems of one field that are told at once
_BY_HAND: Final = "{} is laid out in a way that can't be edited from here; edit it in a text editor."
_NOT_READ: Final = "apply takes files that were read into a fact file"
_NO_ID: Final = f"this is no id; write small letters a–z, digits and single hyphens, at most {shape.MAX_ID}"


def apply(edit: SetFields | AddFact | AddSource, files: load.Files, file: FactFile) -> dict[str, bytes]:
    """The new content of each file that the edit changes; none where everything stands there already.

    file: what the files were read into. Raises ChangedError where the fact is gone, or is not the edit's
    version; FieldError for what the model doesn't take; NotFoundError for a topic's file that is not there;
    RefusedError where the file is laid out so that it can only be edited by hand.
    """
    match edit:
        case SetFields():
            return _set(edit, files, file)
        case AddFact():
            return _add(edit, files, file)
        case AddSource():
            return _source(edit, files, file)


def _set(edit: SetFields, files: load.Files, file: FactFile) -> dict[str, bytes]:
    fact = file.facts.get(edit.fact)
    if fact is None:
        raise ChangedError(
            f"“{edit.fact}” is no longer on file. Look for what took its place, and edit that."
        )
    if digest(fact) != edit.version:
        raise ChangedError(
            f"“{edit.fact}” has been changed since you opened it. Look at what it says now, and edit that."
        )
    wanted = _wanted(edit.fields, Fact, edit.fact)
    name = file.places["facts", edit.fact].file
    page, root = _opened(files[name])
    said = _dict(splicing.plain(root))
    facts = _dict(said["facts"])
    old = _dict(facts[edit.fact])
    different = {key: each for key, each in wanted.items() if _differs(old.get(key), each)}
    if not different:
        return {}
    new = {key: each for key, each in {**old, **different}.items() if each is not None}

    def splices() -> Iterator[Splice]:
        _, node = splicing.child(splicing.child(root, "facts")[1], edit.fact)
        return splicing.entries(page, node, different, Fact)

    return _written(files, name, page, splices, {**said, "facts": {**facts, edit.fact: new}})


def _differs(old: Tree | None, new: Tree | None) -> bool:
    return old is not new if old is None or new is None else not trees.is_same(old, new)


def _add(edit: AddFact, files: load.Files, file: FactFile) -> dict[str, bytes]:
    if edit.file not in file.topics:
        raise NotFoundError(f"There is no topic in {edit.file}; choose one that is on file.")
    _check_id(edit.id, file.facts)
    new = _there(_wanted(edit.fields, Fact, edit.id, whole=True))
    page, root = _opened(files[edit.file])
    said = _dict(splicing.plain(root))

    def splices() -> Iterator[Splice]:
        key, facts = splicing.child(root, "facts")
        yield _appended(page, key, facts, edit.id, new)

    wanted = {**said, "facts": {**_dict(said["facts"]), edit.id: new}}
    return _written(files, edit.file, page, splices, wanted)


def _appended(page: Page, key: yaml.Node, facts: yaml.Node, name: str, wanted: dict[str, Tree]) -> Splice:
    """The fact's lines behind the last fact's, after a blank line where the topic has one between facts."""
    if not facts.value:  # facts: {}
        column = key.start_mark.column + writing.STEP
        lines = page.newline.join(["", *_fact_lines(name, wanted, column)])
        return Splice(len(page.text[: splicing.start(facts)].rstrip()), splicing.end(page, facts), lines)
    if splicing.is_flow(facts):
        raise UnusualError
    (last, value), *before = reversed(facts.value)
    above = page.line_end(splicing.end(page, before[0][1] if before else key))
    blank = not page.text[above : page.line_end(above)].strip()
    at = page.line_end(splicing.end(page, value))
    lines_of_fact = _fact_lines(name, wanted, last.start_mark.column)
    return Splice(at, at, page.lines(["", *lines_of_fact] if blank else lines_of_fact))


def _fact_lines(name: str, wanted: dict[str, Tree], column: int) -> list[str]:
    return [f"{' ' * column}{name}:", *writing.block(wanted, Fact, column + writing.STEP)]


def _source(edit: AddSource, files: load.Files, file: FactFile) -> dict[str, bytes]:
    _check_id(edit.id, file.sources)
    wanted = _there(_wanted(edit.fields, Source, edit.id, whole=True))
    first = (
        data.decode("utf-8-sig").partition("\n")[0]
        for name, data in files.items()
        if name.startswith("seeds/")
    )
    schema = next((line.rstrip() for line in first if line.startswith(_SCHEMA)), None)
    lines = [*([schema] if schema else []), *writing.block(wanted, Source, 0), _END, ""]
    return {f"seeds/{edit.id}.yaml": "\n".join(lines).encode()}


def _check_id(key: str, known: Mapping[str, object]) -> None:
    if not shape.ID.fullmatch(key) or len(key) > shape.MAX_ID:
        raise FieldError({"id": _NO_ID})
    if key in known:
        raise FieldError({"id": f"“{key}” is on file already; give this one another id, or edit that one"})


# ── What is wanted, held against the model


def _wanted(
    fields: Mapping[str, Plain], kind: Kind, key: str, *, whole: bool = False
) -> dict[str, Tree | None]:
    """The fields as trees. Raises FieldError with everything that is wrong with them.

    whole: are these all the fields that there are?
    """
    kinds, required = trees.fields(kind), trees.required(kind)
    wrong: dict[str, str] = {}
    found: dict[str, Tree | None] = {}
    for name, value in fields.items():
        if name not in kinds:
            wrong[name] = "there is no such field"
        elif value is None:
            found[name] = None
        else:
            found[name] = tree = trees.wanted(value)
            if said := _problems(tree, kinds[name], ("facts", key, name)):
                wrong[name] = ". ".join(said[:_MOST])
    for name in required:
        if found[name] is None if name in found else whole and name not in wrong:
            wrong[name] = f"{name} is missing; write {name}: {required[name]}"
    if wrong:
        raise FieldError(wrong)
    return found


def _problems(tree: Tree, kind: Kind, path: shape.Path) -> list[str]:
    """What the strict reader and the model have against a value."""
    text = writing.literal(tree)
    if any("\ud800" <= char <= "\udfff" for char in _characters(tree)):
        return [
            "half of a character that can't be seen; delete it, or copy the words again without formatting"
        ]
    node, found = strict_yaml.read(f"value: {text}\n{_END}\n".encode(), "")
    if isinstance(node, strict_yaml.Mapping):
        reading = shape.Reading("")
        reading.value(node.entries[0][1], kind, path)
        found = tuple(reading.problems)
    return list(dict.fromkeys(f"{each.what}; {each.write}" for each in found if each.severity == "error"))


def _characters(tree: Tree) -> str:
    match tree:
        case list():
            return "".join(map(_characters, tree))
        case dict():
            return "".join(key + _characters(each) for key, each in tree.items())
        case str():
            return tree


def _there(fields: Mapping[str, Tree | None]) -> dict[str, Tree]:
    return {key: each for key, each in fields.items() if each is not None}


# ── The file, read, spliced, and read back


def _opened(data: bytes) -> tuple[Page, yaml.Node]:
    """The text of a file that the strict reader takes, and where its values stand."""
    page = Page(data.removeprefix(BOM_UTF8).decode())
    root = yaml.compose(page.text, Loader=yaml.CSafeLoader)
    if root is None:
        raise TypeError(_NOT_READ)
    return page, root


def _written(
    files: load.Files, name: str, page: Page, splices: Callable[[], Iterable[Splice]], wanted: Tree
) -> dict[str, bytes]:
    """The file with the splices made, if it then says what is wanted."""
    try:
        text = page.with_all(splices()).encode()
    except UnusualError:
        raise RefusedError(_BY_HAND.format(name)) from None
    data = BOM_UTF8 + text if files[name].startswith(BOM_UTF8) else text
    node, problems = strict_yaml.read(data, name)
    if node is None:
        raise FactFileError(each for each in problems if each.severity == "error")
    if not trees.is_same(trees.read(node), wanted):
        raise RefusedError(_BY_HAND.format(name))
    return {name: data} if data != files[name] else {}


def _dict(tree: Tree) -> dict[str, Tree]:
    """A tree that the model takes for a fact, or for what holds facts."""
    if not isinstance(tree, dict):
        raise TypeError(_NOT_READ)
    return tree
