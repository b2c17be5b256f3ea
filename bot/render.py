"""From answers to messages in Slack's Block Kit, as plain values.

Editors' and sources' words stand in `rich_text` and `plain_text`, where nothing is parsed: a
`<!channel>` or a backtick in a claim, a quote or a question comes out as text. The top-level `text`
(notifications, screen readers) is mrkdwn and therefore cut and escaped. Limits are Slack's, from
its Block Kit reference; where a message would be too long it says that there is more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.answer import Answer, ShownDifference, ShownSource, ShownStatement
from bot.model import FactFile
from bot.text import counted, cut, fit, full_day, joined, visible

Block = Mapping[str, Any]

MAX_BLOCKS: Final = 50
MAX_TEXT: Final = 3_900  # of the top-level text: Slack advises 4,000
MAX_ALL: Final = 12_000  # over all blocks: undocumented, measured at about 13,200
_PLAIN: Final = 2_000
_URL: Final = 3_000
_BUTTON: Final = 75
_LISTED: Final = 60  # facts that one list shows; Slack's blocks would hold more, a person's eye does not
_PICKED: Final = 3


@dataclass(frozen=True, slots=True)
class Message:
    """What goes to Slack: the text for notifications, and the blocks."""

    text: str
    blocks: tuple[Block, ...]


def card(answer: Answer, why: str = "", *, shareable: bool = True, shared_by: str | None = None) -> Message:
    """The one fact: claim, credit, warning, printed words with their link, and what to paste.

    `why` is for the person who asked; `shareable` says whether there is anybody to share it with here;
    `shared_by` is the user id under which a shared card stands.
    """
    head = [_rich(_section(_text(answer.claim, bold=True))), _context(_capital(answer.attribution.short))]
    if answer.warnings:
        head.append(_context("⚠️ " + " · ".join(answer.warnings)))
    sources = [block for source in answer.sources for block in _source(source)]
    paste = _rich(_section(_text("To paste, with credit:")), _preformatted(answer.paste))
    foot = [] if not why else [_context(_capital(why))]
    if shared_by is not None:
        foot = [_rich(_section(_text("Shared from the fact file by "), _user(shared_by)))]
    # Head, paste and buttons always fit; sources give way, and the card says so.
    return message(
        f"{answer.claim} {answer.attribution.short}",
        [*head, *sources],
        [paste, _actions(answer, shareable=shareable and shared_by is None), *foot],
        f"There is more: press “More”, or ask for show {answer.id}.",
    )


def more(answer: Answer) -> Message:
    """The whole of it: chain, origins, differences, cautions, links."""
    blocks: list[Block] = [_rich(_section(_text(answer.claim, bold=True)))]
    facts = f"{answer.id} · {answer.status} · as of {answer.as_of.isoformat()} · version {answer.version}"
    blocks.append(_context(facts))
    blocks.append(_labelled("Where it comes from", f"{answer.origin}."))
    if answer.caution:
        blocks.append(_labelled("Be careful", answer.caution))
    blocks += [_difference(each) for each in answer.differs]
    for source in answer.sources:
        blocks += [_statement(source, statement) for statement in source.statements]
    if answer.related:
        blocks.append(_labelled("See also", joined(answer.related)))
    return message(f"More on {answer.id}", blocks, [], f"There is more: factdesk show {answer.id}")


def pick(answers: tuple[Answer, ...], question: str = "") -> Message:
    """Up to three facts to choose from, and “None of these”; the question is repeated as text."""
    by = f" by “{cut(visible(question), 300)}”" if visible(question) else ""
    blocks: list[Block] = [_rich(_section(_text(f"Not sure which fact you mean{by}. Is it one of these?")))]
    for number, answer in enumerate(answers[:_PICKED], 1):
        blocks.append(
            {
                "type": "section",
                "text": _plain(cut(answer.claim, 300)),
                "accessory": _button("Show this one", f"pick_{number}", _value(answer)),
            }
        )
    nothing = _button("None of these", "pick_none", "none")
    return message("Not sure which fact you mean", blocks, [{"type": "actions", "elements": [nothing]}])


def nothing(question: str, command: str) -> Message:
    """Nothing on file; the question is repeated as text, to the person who asked only."""
    asked = f"“{cut(visible(question), 300)}”" if visible(question) else "this question"
    hint = (
        f"That does not make it false: the fact file does not speak of it. {command} list shows what is "
        "on file; other words may help."
    )
    lines = [_section(_text("Nothing on file for "), _text(asked), _text(".")), _section(_text(hint))]
    return message("Nothing on file for this question", [_rich(*lines)])


def none_of_these(command: str) -> Message:
    """The answer to “None of these”."""
    words = f"Then it can't be found with these words. {command} list shows what is on file; others may help."
    return notice(words)


def notice(words: str) -> Message:
    """A sentence from Factdesk: an error, a refusal, a confirmation."""
    return message(cut(words, MAX_TEXT), [_rich(_section(_text(cut(words, _PLAIN))))])


def report(answer: Answer, user: str, channel: str | None) -> Message:
    """To the fact desk: somebody pressed “Report a problem” on this version of this fact."""
    where = [_text(" in "), {"type": "channel", "channel_id": channel}] if channel else []
    said = _section(_user(user), _text(" reports a problem with "), _text(answer.id, bold=True), *where)
    blocks = [
        _rich(said),
        _rich(_section(_text(answer.claim))),
        _context(f"Version {answer.version} · {answer.attribution.short}"),
        _rich(*[_section(_link(_address(each.link, each), each.outlet)) for each in answer.sources]),
    ]
    return message(f"A problem with {answer.id} was reported", blocks, [_actions(answer, shareable=False)])


def facts(file: FactFile, topic: str | None, command: str) -> Message:
    """What is on file: every fact by topic, or, past sixty facts, the topics with their counts."""
    chosen = [each for each in file.topics.values() if topic is None or each.topic == topic]
    if topic is None and len(file.facts) > _LISTED and len(chosen) > 1:
        rows = [f"{each.topic}: {counted(len(each.facts), 'fact')}" for each in chosen[:_LISTED]]
        left = f"And {len(chosen) - _LISTED:,} more topics. " if len(chosen) > _LISTED else ""
        hint = f"{left}{command} list TOPIC shows a topic's facts."
        return message("Topics on file", [_heading("Topics on file"), _bullets(rows), _context(hint)])
    blocks: list[Block] = []
    for each in chosen:
        rows = [f"{key}: {cut(fact.claim, 110)}" for key, fact in each.facts.items()]
        blocks += [_heading(f"{each.topic} ({counted(len(rows), 'fact')})"), _bullets(rows[:_LISTED])]
        if len(rows) > _LISTED:
            blocks.append(_context(f"And {len(rows) - _LISTED:,} more; ask for one in your own words."))
    hint = f"{command} show ID shows one; {command} and your own words finds one."
    return message("Facts on file", blocks, [_context(hint)])


def sources(file: FactFile) -> Message:
    """The documents that the facts rest on."""
    lines = []
    for key, source in file.sources.items():
        headline = source.headline or "headline not on file"
        by = f", by {source.byline}" if source.byline else ""
        said = _text(f" ({key}): {headline}{by}, {full_day(source.published)}")
        lines.append(_section(_link(source.url, source.outlet), said))
    if not lines:
        return notice("No source is on file.")
    return message("Sources on file", [_heading("Sources on file"), *[_rich(line) for line in lines]])


def usage(command: str) -> Message:
    """What the bot understands."""
    rows = [
        f"{command} casualties: ask in a word, or in your own words",
        f"{command} show ID: the fact of this id",
        f"{command} list, {command} list TOPIC: what is on file",
        f"{command} sources: the documents behind it",
        f"{command} help: this",
    ]
    also = "Or mention the bot in a channel, or write to it. Answers are for your eyes until you share them."
    kept = "Questions are neither logged nor stored."
    head = _rich(_section(_text("Factdesk answers from the desk's fact file, and from nothing else.")))
    return message("How to ask Factdesk", [head, _bullets(rows), _context(also), _context(kept)])


# ── Fitting a message into Slack's limits


def message(
    text: str,
    blocks: Iterable[Block],
    tail: Iterable[Block] = (),
    overflow: str = "There is more than fits here.",
) -> Message:
    """Blocks and tail within Slack's limits; where blocks had to go, `overflow` says that there is more."""
    last = tuple(tail)
    room = MAX_ALL - sum(length(block) for block in last) - len(overflow)
    kept: list[Block] = []
    for block in blocks:
        room -= length(block)
        if room < 0 or len(kept) + len(last) + 1 >= MAX_BLOCKS:
            kept.append(_context(overflow))
            break
        kept.append(block)
    return Message(fit(text, MAX_TEXT), (*kept, *last))


def length(value: object) -> int:
    """Characters of all texts in a block, as Slack counts them towards a message's limit."""
    if isinstance(value, Mapping):
        return sum(
            len(inner) if key in ("text", "url") and isinstance(inner, str) else length(inner)
            for key, inner in value.items()
        )
    return sum(length(inner) for inner in value) if isinstance(value, list | tuple) else 0


# ── Parts of a card


def _source(source: ShownSource) -> Iterator[Block]:
    """One outlet: its name, then a block a statement, so that one too many gives way alone."""
    for number, statement in enumerate(source.statements):
        head = [_section(_text(source.outlet, bold=True))] if number == 0 else []
        opens = _section(_link(_address(statement.link, source), f"{source.outlet}: open at these words"))
        note = [_section(_text(f"{_capital(statement.note)}.", italic=True))] if statement.note else []
        yield _rich(*head, _quotation(statement), opens, *note)


def _statement(source: ShownSource, statement: ShownStatement) -> Block:
    lines = [_section(_text(f"{_capital(statement.attribution.full)}.")), _quotation(statement)]
    if statement.note:
        lines.append(_section(_text(f"{_capital(statement.note)}.", italic=True)))
    links = [_link(_address(statement.link, source), "Open at these words")]
    if source.archive_url:
        links += [_text(" · "), _link(source.archive_url, "Archived copy")]
    return _rich(*lines, _section(*links))


def _quotation(statement: ShownStatement) -> Block:
    return {"type": "rich_text_quote", "elements": [_text(" … ".join(statement.printed))]}


def _address(link: str, source: ShownSource) -> str:
    """The link, or the plain address where Slack would refuse its length."""
    return link if len(link) <= _URL else source.url


def _difference(difference: ShownDifference) -> Block:
    sides = [_section(_text(f"{outlet}: "), _text(says)) for outlet, says in difference.sides]
    note = [_section(_text(difference.note, italic=True))] if difference.note else []
    return _rich(_section(_text(f"Sources differ: {difference.about}", bold=True)), *sides, *note)


def _actions(answer: Answer, *, shareable: bool) -> Block:
    value = _value(answer)
    share = [_button("Share here", "share", value, style="primary")] if shareable else []
    buttons = [*share, _button("More", "more", value), _button("Report a problem", "report", value)]
    return {"type": "actions", "elements": buttons}


def _value(answer: Answer) -> str:
    """All that a button carries: the fact's id and version."""
    return f"{answer.id}@{answer.version}"


# ── Block Kit's smallest parts


def _text(words: str, *, bold: bool = False, italic: bool = False) -> dict[str, Any]:
    style = {name: True for name, on in (("bold", bold), ("italic", italic)) if on}
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def _link(url: str, words: str) -> dict[str, Any]:
    return {"type": "link", "url": url, "text": words}


def _user(user: str) -> dict[str, Any]:
    return {"type": "user", "user_id": user}


def _section(*elements: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


def _preformatted(words: str) -> dict[str, Any]:
    return {"type": "rich_text_preformatted", "elements": [_text(words)]}


def _rich(*elements: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(elements)}


def _bullets(rows: list[str]) -> dict[str, Any]:
    items = [_section(_text(row)) for row in rows]
    return _rich({"type": "rich_text_list", "style": "bullet", "elements": items})


def _labelled(label: str, words: str) -> dict[str, Any]:
    return _rich(_section(_text(f"{label}: ", bold=True), _text(words)))


def _heading(words: str) -> dict[str, Any]:
    return {"type": "header", "text": _plain(cut(words, 150))}


def _plain(words: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": words, "emoji": False}


def _context(words: str) -> dict[str, Any]:
    return {"type": "context", "elements": [_plain(cut(words, _PLAIN))]}


def _button(label: str, action: str, value: str, style: str | None = None) -> dict[str, Any]:
    button = {"type": "button", "text": _plain(cut(label, _BUTTON)), "action_id": action, "value": value}
    return {**button, "style": style} if style else button


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
