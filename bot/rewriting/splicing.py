"""From a value's place in a file to the pieces of text that have to change, and no others.

YAML's parser says where each value begins and ends. A changed value's own characters are replaced, a new
entry's lines are put in, one that goes loses its lines; whatever else stands in the file is not touched, so
that comments, order, quotation marks and blank lines stay as the editor has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from unicodedata import normalize

import yaml

from bot.rewriting.trees import Kind, Tree, fields, is_same, item
from bot.rewriting.writing import entry, inline, list_item, scalar

Entry = tuple[yaml.Node, yaml.Node]  # key and value
_BLANK_END = re.compile(r"(?:\r?\n[ \t]*)+\Z")


@dataclass(frozen=True, slots=True)
class Splice:
    """This text in the place of what stands from start to before end (indices into the page)."""

    start: int
    end: int
    text: str


class UnusualError(Exception):
    """The YAML is laid out in a way that can't be edited piece by piece."""


@dataclass(frozen=True, slots=True)
class Page:
    """A file's text. It ends in the line `...`, so every value ends before a line feed."""

    text: str

    @property
    def newline(self) -> str:
        """How its lines end."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def lines(self, lines: Iterable[str]) -> str:
        """Lines to be put in between others."""
        return "".join(line + self.newline for line in lines)

    def line_start(self, index: int) -> int:
        """Where the line of this index begins."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Where the next line begins."""
        return self.text.index("\n", index) + 1

    def is_first(self, index: int) -> bool:
        """Does nothing but white space stand before it on its line?"""
        return not self.text[self.line_start(index) : index].strip()

    def with_all(self, splices: Iterable[Splice]) -> str:
        """The text with every splice made."""
        parts: list[str] = []
        at = 0
        for each in sorted(splices, key=lambda splice: (splice.start, splice.end)):
            if each.start < at:
                raise UnusualError
            parts += [self.text[at : each.start], each.text]
            at = each.end
        return "".join([*parts, self.text[at:]])


def plain(node: yaml.Node) -> Tree:
    """What a node says, as `trees.read` has it of the strict reader's."""
    match node:
        case yaml.MappingNode():
            return {normalize("NFC", key.value): plain(value) for key, value in node.value}
        case yaml.SequenceNode():
            return [plain(each) for each in node.value]
        case _:
            return normalize("NFC", node.value)


def child(node: yaml.Node, key: str) -> Entry:
    """The entry of a key. Raises UnusualError where there is none."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == key:
                return name, value
    raise UnusualError


def start(node: yaml.Node) -> int:
    """The index of a node's first character."""
    return int(node.start_mark.index)


def end(page: Page, node: yaml.Node) -> int:
    """The index after a node's last character; libyaml's own mark is behind the comments that follow."""
    if isinstance(node, yaml.CollectionNode) and not is_flow(node):
        last = node.value[-1]
        return end(page, last[1] if isinstance(last, tuple) else last)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        text = page.text[start(node) : node.end_mark.index]
        return start(node) + len(_BLANK_END.sub("", text))
    return int(node.end_mark.index)


def is_flow(node: yaml.Node) -> bool:
    """Does it stand inside {…} or […]?"""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def edited(page: Page, node: yaml.Node, new: Tree, kind: Kind, name: str) -> Iterator[Splice]:
    """What makes a value say something else. Raises UnusualError where that can't be done in its place."""
    if is_same(plain(node), new):
        return
    match node, new:
        case yaml.ScalarNode(), str():
            gap = "" if start(node) < end(page, node) else " "
            yield Splice(
                start(node), end(page, node), gap + scalar(new, kind, name=name, style=node.style or "")
            )
        case yaml.MappingNode(flow_style=False), dict():
            gone = {key.value: None for key, _ in node.value if key.value not in new}
            yield from entries(page, node, {**gone, **new}, kind)
        case yaml.SequenceNode(flow_style=False), list():
            yield from _items(page, node, new, kind, name)
        case (yaml.MappingNode(), dict()) | (yaml.SequenceNode(), list()):
            yield Splice(start(node), end(page, node), _flow(page, node, new, kind, name))
        case _:
            raise UnusualError


# ── Blocks


def entries(page: Page, node: yaml.Node, new: Mapping[str, Tree | None], kind: Kind) -> Iterator[Splice]:
    """Give keys of a mapping new values; None takes a key out, and what is not named stays as it is."""
    if is_flow(node):
        whole = {key: each for key, each in {**_dict(plain(node)), **new}.items() if each is not None}
        yield Splice(start(node), end(page, node), _flow(page, node, whole, kind, ""))
        return
    kinds = fields(kind)
    kept = [each for each in node.value if new.get(each[0].value, "") is not None]
    if not kept:
        raise UnusualError
    yield from _taken_out(page, node.value, kept)
    column = node.value[0][0].start_mark.column
    for key, value in node.value:
        wanted = new.get(key.value)
        if wanted is not None:
            yield from _entry_edited(page, (key, value), wanted, kinds[key.value])
    present = {key.value for key, _ in node.value}
    for name in (name for name in kinds if name not in present):
        wanted = new.get(name)
        if wanted is not None:
            yield _put_in(page, kept, entry(name, wanted, kinds[name], column), _before(kept, name, kinds))


def _entry_edited(page: Page, pair: Entry, wanted: Tree, kind: Kind) -> Iterator[Splice]:
    key, value = pair
    try:
        yield from tuple(edited(page, value, wanted, kind, key.value))
    except UnusualError:  # a list where one word stood, or the other way round: write the entry anew
        lines = entry(key.value, wanted, kind, key.start_mark.column)
        yield Splice(start(key), end(page, value), page.newline.join(lines).lstrip())


def _taken_out(page: Page, all_entries: Sequence[Entry], kept: Sequence[Entry]) -> Iterator[Splice]:
    """Take out the lines of the entries that are not kept."""
    gone = [each for each in all_entries if each not in kept]
    if gone and not page.is_first(start(all_entries[0][0])):
        # The first key stands behind the dash of its list: the next that is kept moves up to it.
        first = start(kept[0][0])
        if start(all_entries[0][0]) < first:
            yield Splice(start(all_entries[0][0]), first, "")
        gone = [each for each in gone if start(each[0]) > first]
    for key, value in gone:
        yield Splice(page.line_start(start(key)), page.line_end(end(page, value)), "")


def _before(kept: Sequence[Entry], name: str, kinds: Mapping[str, Kind]) -> int | None:
    """Which of the entries a new key follows: the nearest before it in the model's order."""
    order = list(kinds)
    earlier = order[: order.index(name)]
    places = {key.value: number for number, (key, _) in enumerate(kept)}
    return next((places[each] for each in reversed(earlier) if each in places), None)


def _put_in(page: Page, kept: Sequence[Entry], lines: list[str], after: int | None) -> Splice:
    if after is not None:
        at = page.line_end(end(page, kept[after][1]))
        return Splice(at, at, page.lines(lines))
    key = kept[0][0]
    return Splice(start(key), start(key), page.lines(lines).lstrip() + " " * key.start_mark.column)


def _items(page: Page, node: yaml.Node, new: list[Tree], kind: Kind, name: str) -> Iterator[Splice]:
    """Make a block list hold other items; those that stay keep their lines."""
    old, of = node.value, item(kind)
    if not new:
        raise UnusualError
    flow = is_flow(old[0])
    for tag, low, high, new_low, new_high in _steps([plain(each) for each in old], new):
        if tag == "equal":
            continue
        pairs = min(high - low, new_high - new_low)
        for number in range(pairs):
            yield from _item_edited(page, old[low + number], new[new_low + number], of, name)
        for each in old[low + pairs : high]:
            dash = _dash(page, node, each)
            yield Splice(page.line_start(dash), page.line_end(end(page, each)), "")
        more = [
            line
            for each in new[new_low + pairs : new_high]
            for line in list_item(each, of, node.start_mark.column, name, flow=flow)
        ]
        if more:
            before = low + pairs
            at = (
                page.line_end(end(page, old[before - 1]))
                if before
                else page.line_start(_dash(page, node, old[0]))
            )
            yield Splice(at, at, page.lines(more))


def _item_edited(page: Page, node: yaml.Node, new: Tree, kind: Kind, name: str) -> Iterator[Splice]:
    try:
        yield from tuple(edited(page, node, new, kind, name))
    except UnusualError:
        lines = list_item(new, kind, node.start_mark.column - 2, name)
        yield Splice(start(node), end(page, node), page.newline.join(lines).lstrip()[2:])


def _dash(page: Page, whole: yaml.Node, node: yaml.Node) -> int:
    """The index of an item's dash, which is the first thing on its line."""
    column, at = whole.start_mark.column, page.line_start(start(node))
    while not page.text.startswith(" " * column + "-", at):
        if at <= start(whole):
            raise UnusualError
        at = page.line_start(at - 1)
    return at + column


def _steps(old: list[Tree], new: list[Tree]) -> Sequence[tuple[str, int, int, int, int]]:
    texts = [repr(each) for each in old], [repr(each) for each in new]
    return SequenceMatcher(None, *texts, autojunk=False).get_opcodes()


# ── On one line, or within brackets over several


def _flow(page: Page, node: yaml.Node, new: Tree, kind: Kind, name: str) -> str:
    """The text of a value inside {…} or […]: what stays the same in it, character by character."""
    match node, new:
        case _ if is_same(plain(node), new):
            return page.text[start(node) : end(page, node)]
        case yaml.ScalarNode(), str():
            return scalar(new, kind, name=name, style=node.style or "", flow=True)
        case yaml.MappingNode(), dict():
            return _bracketed(page, node, _flow_entries(page, node, new, fields(kind)))
        case yaml.SequenceNode(), list():
            return _bracketed(page, node, _flow_items(page, node, new, item(kind), name))
        case _:
            return inline(new, kind, name)


def _flow_entries(page: Page, node: yaml.Node, new: dict[str, Tree], kinds: Mapping[str, Kind]) -> list[str]:
    kept = [each for each in node.value if each[0].value in new]
    texts = [
        page.text[start(key) : start(value)] + _flow(page, value, new[key.value], kinds[key.value], key.value)
        for key, value in kept
    ]
    present = {key.value for key, _ in kept}
    after: dict[int, list[str]] = {}
    for name in (name for name in kinds if name in new and name not in present):
        before = _before(kept, name, kinds)
        text = f"{name}: {inline(new[name], kinds[name], name)}"
        after.setdefault(-1 if before is None else before, []).append(text)
    return [*after.get(-1, []), *(text for n, each in enumerate(texts) for text in (each, *after.get(n, [])))]


def _flow_items(page: Page, node: yaml.Node, new: list[Tree], kind: Kind, name: str) -> list[str]:
    texts: list[str] = []
    for _, low, high, new_low, new_high in _steps([plain(each) for each in node.value], new):
        for number in range(new_low, new_high):
            old = low + number - new_low
            texts.append(
                _flow(page, node.value[old], new[number], kind, name)
                if old < high
                else inline(new[number], kind, name)
            )
    return texts


def _bracketed(page: Page, node: yaml.Node, texts: list[str]) -> str:
    """The parts with the brackets, and what stands between them, as they were."""
    if not node.value:
        return f"{page.text[start(node)]}{', '.join(texts)}{page.text[end(page, node) - 1]}"
    ends = [(each[0], each[1]) if isinstance(each, tuple) else (each, each) for each in node.value]
    opening = page.text[start(node) : start(ends[0][0])]
    closing = page.text[end(page, ends[-1][1]) : end(page, node)]
    between = page.text[end(page, ends[0][1]) : start(ends[1][0])] if len(ends) > 1 else ", "
    return opening + (", " if "#" in between else between).join(texts) + closing


def _dict(tree: Tree) -> dict[str, Tree]:
    if not isinstance(tree, dict):
        raise UnusualError
    return tree
