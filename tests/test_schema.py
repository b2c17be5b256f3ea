"""The JSON Schema and the field table say what the loader does, as both are made from the dataclasses."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bot import model, schema, shape, strict_yaml
from tests.conftest import ROOT, SMALL
from tests.test_validate import PLACES, VALUES, put, trees

SCHEMA: Final = schema.json_schema()
FILES: Final = sorted(
    path for folder in (ROOT, SMALL) for kind in ("facts", "seeds") for path in (folder / kind).glob("*.yaml")
)
# What is made of the files, and no editor writes.
MADE: Final = (model.FactFile, model.Place)
RECORDS: Final[list[Any]] = [
    each for each in vars(model).values() if dataclasses.is_dataclass(each) and each not in MADE
]
# They hold nothing but one key, so the table shows what stands below it.
WHOLE_FILES: Final = (model.Names, model.Gaps)


def as_an_editor_reads(value: Any, wanted: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any tree
    """Strings as YAML types where the schema wants them: the strict reader leaves that to the schema too."""
    if "$ref" in wanted:
        wanted = SCHEMA["$defs"][wanted["$ref"].rpartition("/")[2]]
    if isinstance(value, dict):
        inner = wanted.get("properties", {})
        rest = wanted.get("additionalProperties") or {}
        return {key: as_an_editor_reads(each, inner.get(key, rest)) for key, each in value.items()}
    if isinstance(value, list):
        lists = [each for each in (wanted, *wanted.get("anyOf", ())) if "items" in each]
        return [as_an_editor_reads(each, lists[0]["items"] if lists else {}) for each in value]
    if wanted.get("type") in ("integer", "number") and re.fullmatch(r"-?\d+(\.\d+)?", value):
        return float(value) if "." in value else int(value)
    return value == "true" if wanted.get("type") == "boolean" and value in ("true", "false") else value


def refused(tree: Any, name: str) -> list[str]:  # noqa: ANN401 - any tree
    wanted = {**SCHEMA["$defs"][name], "$defs": SCHEMA["$defs"]}
    made = as_an_editor_reads(tree, wanted)
    return [error.message for error in Draft202012Validator(wanted).iter_errors(made)]


def tree_of(text: str) -> Any:  # noqa: ANN401 - any tree
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes strings only


class CoreLoader(yaml.BaseLoader):
    """YAML 1.2's core schema, as language servers read it: a plain word may be a null, true or a number."""


def plainly(made: Callable[[str], object]) -> Callable[[yaml.BaseLoader, yaml.ScalarNode], object]:
    return lambda loader, node: made(str(loader.construct_scalar(node)))


CORE: Final[Mapping[str, tuple[str, str, Callable[[str], object]]]] = {
    "null": (r"~|null|Null|NULL", "~nN", lambda _: None),
    "bool": (r"true|True|TRUE|false|False|FALSE", "tTfF", lambda text: text.lower() == "true"),
    "int": (r"[-+]?[0-9]+", "-+0123456789", int),
    "float": (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789", float),
}
for name, (pattern, first, made) in CORE.items():
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(f"({pattern})$"), list(first))
    CoreLoader.add_constructor(f"tag:yaml.org,2002:{name}", plainly(made))


def kind_of(path: Any) -> str:  # noqa: ANN401 - a path
    if path.parent.name == "seeds":
        return "Source"
    return {"names.yaml": "Names", "not-on-file.yaml": "Gaps"}.get(path.name, "Topic")


def test_the_schema_is_a_valid_json_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_on_file_is_accepted(path: Any) -> None:  # noqa: ANN401 - a path
    tree = tree_of(path.read_text(encoding="utf-8"))
    assert refused(tree, kind_of(path)) == []
    assert any(
        refused(tree, other) for other in ("Source", "Names", "Gaps", "Topic") if other != kind_of(path)
    )
    made = as_an_editor_reads(tree, SCHEMA["$defs"][kind_of(path)])
    assert Draft202012Validator(SCHEMA).is_valid(made)


def test_the_files_are_found() -> None:
    assert len(FILES) >= 9


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("topik",), "Tower"),
        (("facts", "tower-height", "clame"), "It is so."),
        (("facts", "tower-height", "statements", 0, "speaker"), "x"),
        (("facts", "tower-height", "statements", 0, "passages", 0, "words"), "x"),
        (("facts", "tower-height", "verified", "at"), "x"),
        (("facts", "tower-height", "status"), "sure"),
        (("facts", "tower-height", "as_of"), "May 6"),
        (("facts", "tower-height", "statements"), []),
        (("facts", "tower-height", "statements"), "x"),
        (("facts", "tower-height", "claim"), None),
        (("facts", "tower-height", "claim"), ""),
        (("facts", "tower-height", "claim"), ["x"]),
        (("facts", "tower-cracks", "figures", 0, "value"), "many"),
        (("facts", "tower-cracks", "figures", 0, "statement"), "1.5"),
        (("facts", "Tower_Cracks"), {}),
        (("topic",), None),
    ],
)
def test_a_wrong_tree_is_refused(place: tuple[str | int, ...], value: object) -> None:
    tree = trees()
    assert refused(tree, "Topic") == []
    assert refused(grown(tree, place, value), "Topic")


def grown(tree: Any, place: tuple[str | int, ...], value: object) -> Any:  # noqa: ANN401 - any tree
    """The tree with one place replaced or added, or taken away where the value is None."""
    inner = tree
    for step in place[:-1]:
        inner = inner[step]
    if value is None:
        del inner[place[-1]]
    else:
        inner[place[-1]] = value
    return tree


@settings(max_examples=80)
@given(at=st.sampled_from(PLACES), value=VALUES)
def test_what_the_loader_takes_the_schema_takes_too(at: tuple[str | int, ...], value: object) -> None:
    tree = put(trees(), at, value)
    node, _ = strict_yaml.read(
        json.dumps(tree, ensure_ascii=False).encode(errors="replace") + b"\n...\n", "f"
    )
    reading = shape.Reading("f")
    if (
        node is not None
        and isinstance(reading.value(node, model.Topic, ()), model.Topic)
        and not reading.problems
    ):
        assert refused(tree, "Topic") == []


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_has_a_meaning_that_the_schema_and_the_table_repeat(record: Any) -> None:  # noqa: ANN401 - a class
    definition = SCHEMA["$defs"][record.__name__]
    assert definition["additionalProperties"] is False
    assert list(definition["properties"]) == [field.name for field in dataclasses.fields(record)]
    for field in dataclasses.fields(record):
        doc = field.metadata["doc"]
        assert doc
        assert definition["properties"][field.name]["description"] == doc
        required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        assert (field.name in definition["required"]) == required
        if record not in WHOLE_FILES:
            row = re.escape(f"| `{field.name}` | {'yes' if required else ''} | ")
            assert re.search(rf"^{row}[^|]+ \| {re.escape(doc)} \|$", schema.field_table(), re.MULTILINE)


def test_the_table_has_a_heading_for_every_record() -> None:
    headings = re.findall(r"^### (\w+)$", schema.field_table(), re.MULTILINE)
    assert set(headings) == {record.__name__ for record in RECORDS if record not in WHOLE_FILES}


def test_days_are_patterns_that_the_shipped_dates_match() -> None:
    pattern = SCHEMA["$defs"]["Fact"]["properties"]["as_of"]["pattern"]
    assert re.search(pattern, dt.date(2025, 1, 13).isoformat())
    assert not re.search(pattern, "Jan. 13, 2025")


# ── One kind of file, for completion in a text editor

SHIPPED: Final = sorted([*(ROOT / "facts").glob("*.yaml"), *(ROOT / "seeds").glob("*.yaml")])
NAMED: Final[Mapping[str, schema.Kind]] = {
    "Source": "source",
    "Names": "names",
    "Gaps": "not-on-file",
    "Topic": "topic",
}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_first_line_of_a_file_points_to_the_schema_that_takes_it(path: Path) -> None:
    text, kind = path.read_text(encoding="utf-8"), NAMED[kind_of(path)]
    assert text.splitlines()[0] == schema.schema_line(kind)
    pointed = path.parent / text.splitlines()[0].partition("$schema=")[2]
    written = json.loads(pointed.read_text(encoding="utf-8"))
    assert written == schema.kind_schema(kind), "run: factdesk schema --write"
    tree = as_an_editor_reads(tree_of(text), SCHEMA["$defs"][kind_of(path)])
    assert not [error.message for error in Draft202012Validator(written).iter_errors(tree)]
    for other in NAMED.values():
        if other != kind:
            assert not Draft202012Validator(schema.kind_schema(other)).is_valid(tree)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_language_server_has_nothing_against_a_file_on_file(path: Path) -> None:
    tree = yaml.load(path.read_text(encoding="utf-8"), Loader=CoreLoader)  # noqa: S506 - of plain values only
    validator = Draft202012Validator(schema.kind_schema(NAMED[kind_of(path)]))
    assert [error.message for error in validator.iter_errors(tree)] == []


@pytest.mark.parametrize("kind", NAMED.values())
def test_the_schema_of_a_kind_holds_what_it_points_to_and_no_more(kind: schema.Kind) -> None:
    made = schema.kind_schema(kind)
    pointed = set(re.findall(r"#/\$defs/(\w+)", json.dumps(made)))
    assert pointed == set(made["$defs"])


def test_words_of_digits_need_no_quotation_marks_in_a_text_editor() -> None:
    tree = trees()
    tree["facts"]["tower-cracks"]["asked_as"].append(14)  # “- 14”, as YAML reads it
    assert refused(tree, "Topic") == []
    tree["facts"]["tower-cracks"]["asked_as"].append([14])
    assert refused(tree, "Topic")
