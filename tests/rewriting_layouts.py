"""Topics laid out in every way that YAML has: quotes, brackets, indents, comments, blank lines, line ends."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from hypothesis import strategies as st

from bot.rewriting.trees import Tree

_word = st.text(st.sampled_from("abcdefghijklmnop"), min_size=1, max_size=6)
simple = st.lists(_word, min_size=1, max_size=4).map(" ".join)
odd = st.sampled_from(
    ["NO", "010", "a: b", "a # b", "- x", "it's", '"q"', "a, b", "[x]", "é", "한국", "x\u00a0y", "a\nb"]
)
text = simple | odd
day = st.dates().map(str)
identifier = st.sampled_from(["one", "two", "three-3"])
passages = st.lists(st.fixed_dictionaries({"exact": text}, optional={"prefix": text}), min_size=1, max_size=2)
hops = st.lists(
    st.fixed_dictionaries(
        {
            "who": identifier | st.lists(identifier, min_size=1, max_size=2),
            "verb": st.sampled_from(["said", "told"]),
        },
        optional={"to": identifier, "setting": text, "inferred": st.sampled_from(["true", "false"])},
    ),
    min_size=1,
    max_size=2,
)
statement = st.fixed_dictionaries(
    {"voice": st.sampled_from(["speaker", "outlet"]), "source": identifier, "passages": passages},
    optional={
        "chain": hops,
        "quotes": st.lists(text, min_size=1, max_size=2),
        "hedge": st.fixed_dictionaries({"word": text, "by": st.just("outlet")}),
        "date": day,
    },
)
figure = st.fixed_dictionaries(
    {
        "of": text,
        "unit": text,
        "value": st.integers(0, 99).map(str),
        "as_printed": text,
        "statement": st.just("1"),
    },
    optional={"qualifier": text},
)
required: Mapping[str, st.SearchStrategy[Any]] = {
    "claim": text,
    "status": st.sampled_from(["record", "claimed"]),
    "as_of": day,
    "shelf_life": st.sampled_from(["permanent", "dated"]),
    "statements": st.lists(statement, min_size=1, max_size=3),
    "asked_as": st.lists(text, min_size=1, max_size=5),
}
optional: Mapping[str, st.SearchStrategy[Any]] = {
    "figures": st.lists(figure, min_size=1, max_size=3),
    "caution": text,
    "verified": st.fixed_dictionaries({"by": text, "on": day}),
    "review_by": day,
    "related": st.lists(identifier, min_size=1, max_size=3),
}
values: Mapping[str, st.SearchStrategy[Any]] = {**required, **optional}
OPTIONAL: Final = frozenset(optional)
NAMES: Final = b"names:\n  one: {kind: person, name: One}\n...\n"
SEED: Final = b"outlet: P\npublished: 2031-01-01\nurl: https://p.example/\nlanguage: en\nsha256: 'x'\n...\n"


@dataclass(frozen=True)
class Layout:
    """A topic's text as pieces, each with the field of the second fact that it belongs to; and the files."""

    name: str
    pieces: tuple[tuple[str, str], ...]

    @property
    def files(self) -> dict[str, bytes]:
        whole = "".join(piece for _, piece in self.pieces)
        return {self.name: whole.encode(), "facts/names.yaml": NAMES, "seeds/p.yaml": SEED}


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    newline = draw(st.sampled_from(["\n", "\n", "\n", "\r\n"]))
    column = draw(st.sampled_from([2, 2, 4]))
    pieces = [("", f"# made\ntopic: T\n{_between(draw)}facts:\n")]
    for key in ("first", "second", "third"):
        tree = draw(st.fixed_dictionaries(dict(required), optional=dict(optional)))
        order = draw(st.permutations(sorted(tree)))
        inside = draw(st.sampled_from([1, 2, 2, 3])) + column
        pieces.append(("", f"{_between(draw)}{' ' * column}{key}:{_trailing(draw)}\n"))
        for name in order:
            owner = name if key == "second" else ""
            pieces.append(("", _between(draw)))
            pieces.append((owner, _entry(draw, name, tree[name], inside)))
    pieces.append(("", f"{_between(draw)}...\n"))
    return Layout(
        "facts/made.yaml", tuple((owner, each.replace("\n", newline)) for owner, each in pieces if each)
    )


def _between(draw: st.DrawFn) -> str:
    return draw(
        st.sampled_from(
            ["", "", "", "\n", "      # about what follows\n", "# - left: out\n", "\n  # two\n\n"]
        )
    )


def _trailing(draw: st.DrawFn) -> str:
    return draw(st.sampled_from(["", "", "", " # so", "  # - a: b"]))


def _entry(draw: st.DrawFn, key: str, tree: Tree, column: int) -> str:
    head = f"{' ' * column}{key}:"
    if isinstance(tree, str):
        return head + _scalar_after_key(draw, tree, column)
    if draw(st.sampled_from([False, False, True])):
        return f"{head} {_flow(draw, tree, column)}{_trailing(draw)}\n"
    if isinstance(tree, list):
        at = column + draw(st.sampled_from([0, 2, 2, 4]))
        items = "".join(_between(draw) * (n > 0) + _item(draw, each, at) for n, each in enumerate(tree))
        return f"{head}{_trailing(draw)}\n{items}"
    at = column + draw(st.sampled_from([2, 2, 4]))
    return f"{head}{_trailing(draw)}\n" + "".join(_entry(draw, name, each, at) for name, each in tree.items())


def _item(draw: st.DrawFn, tree: Tree, column: int) -> str:
    dash = f"{' ' * column}- "
    if isinstance(tree, str):
        return f"{dash}{_scalar(draw, tree)}{_trailing(draw)}\n"
    if isinstance(tree, list) or draw(st.booleans()):
        return f"{dash}{_flow(draw, tree, column)}{_trailing(draw)}\n"
    entries = "".join(_entry(draw, name, each, column + 2) for name, each in tree.items())
    return dash + entries.lstrip(" ")


def _scalar_after_key(draw: st.DrawFn, value: str, column: int) -> str:
    is_simple = all((char.isascii() and char.isalpha()) or char == " " for char in value)
    style = draw(st.sampled_from(["line", "line", "|-", ">-", "below"])) if is_simple else "line"
    pad = " " * (column + 6)  # a comment as far in as a block's text would belong to it
    if style == "line":
        return f" {_scalar(draw, value)}{_trailing(draw)}\n"
    if style == "below":
        return f"\n{pad}{_scalar(draw, value)}{_trailing(draw)}\n"
    return f" {style}\n{pad}{value}\n"


def _scalar(draw: st.DrawFn, value: str) -> str:
    styles = ['"']
    if value.isprintable():
        styles.append("'")
    if all(char.isascii() and (char.isalnum() or char in " -") for char in value) and value[0].isalnum():
        styles.append("")
    style = draw(st.sampled_from(styles))
    return {'"': json.dumps(value), "'": "'" + value.replace("'", "''") + "'", "": value}[style]


def _flow(draw: st.DrawFn, tree: Tree, column: int) -> str:
    if isinstance(tree, str):
        return _scalar(draw, tree)
    pad = " " * (column + 4)
    gap, joint = draw(
        st.sampled_from([("", ", "), (" ", ", "), ("\n" + pad, ",\n" + pad), ("\n" + pad, ", # c\n" + pad)])
    )
    if isinstance(tree, list):
        return f"[{gap}{joint.join(_flow(draw, each, column) for each in tree)}{gap}]"
    return f"{{{gap}{joint.join(f'{key}: {_flow(draw, each, column)}' for key, each in tree.items())}{gap}}}"
