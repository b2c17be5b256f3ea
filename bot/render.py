"""From answers to messages in Slack's Block Kit, as plain values.

A `<!channel>` or a backtick in a claim, a quote or a question comes out as text (see `block_kit`).
Where a message would be too long for Slack it says that there is more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from bot import block_kit as kit
from bot.answer import MAX_CHOICES, Answer, ShownDifference, ShownSource, ShownStatement
from bot.block_kit import Block, Message
from bot.model import Fact, FactFile
from bot.text import capital, counted, cut, full_day, joined, visible

_URL: Final = 3_000
_GAP: Final = 300  # of what is not on file; an editor's words have at most 70 (`validate.MAX_ABOUT`)
_NO_QUESTION: Final = "none"  # what “None of these” carries where there is no desk to ask
_LISTED: Final = 60  # facts that one list shows; Slack's blocks would hold more, a person's eye does not


def card(
    answer: Answer,
    why: str = "",
    *,
    shareable: bool = True,
    shared_by: str | None = None,
    suggest: bool = False,
    told: Iterable[Block] = (),
) -> Message:
    """The one fact: claim, credit, warning, printed words with their link, and what to paste.

    `why` is for the person who asked; `shareable` says whether there is anybody to share it with here;
    `shared_by` is the user id under which a shared card stands; `suggest` says whether there is a desk to
    suggest a change to; `told` stands above it all, for whoever did not ask just now.
    """
    is_usable = answer.status != "withdrawn"
    head = [
        *told,
        *_withdrawn(answer),
        kit.line(answer.claim, bold=True),
        kit.context(capital(answer.attribution.short)),
    ]
    if answer.warnings:
        head.append(kit.context("⚠️ " + " · ".join(answer.warnings)))
    sources = [block for source in answer.sources for block in _source(source)]
    paste = kit.rich(kit.section(kit.text("To paste, with credit:")), kit.preformatted(answer.paste))
    shareable = shareable and shared_by is None and is_usable
    foot = [] if not why else [kit.context(capital(why))]
    if shared_by is not None:
        foot = [kit.rich(kit.section(kit.text("Shared from the fact file by "), kit.user(shared_by)))]
    # Head, paste and buttons always fit; sources give way, and the card says so.
    return kit.message(
        f"{answer.claim} {answer.attribution.short}",
        [*head, *sources],
        [*([paste] if is_usable else []), _actions(answer, shareable=shareable, suggest=suggest), *foot],
        f"There is more: press “More”, or ask for show {answer.id}.",
    )


def more(answer: Answer) -> Message:
    """The whole of it: chain, origins, differences, cautions, links."""
    blocks: list[Block] = [*_withdrawn(answer), kit.line(answer.claim, bold=True)]
    facts = f"{answer.id} · {answer.status} · as of {answer.as_of.isoformat()} · version {answer.version}"
    blocks.append(kit.context(facts))
    blocks.append(kit.labelled("Where it comes from", f"{answer.origin}."))
    if answer.caution:
        blocks.append(kit.labelled("Be careful", answer.caution))
    blocks += [_difference(each) for each in answer.differs]
    for source in answer.sources:
        blocks += [_statement(source, statement) for statement in source.statements]
    if answer.related:
        blocks.append(kit.labelled("See also", joined(answer.related)))
    return kit.message(
        f"More on {answer.id}", blocks, [], "There is more than fits here; the fact file has it whole."
    )


def pick(
    answers: tuple[Answer, ...], question: str = "", gap: str | None = None, *, askable: bool = False
) -> Message:
    """Up to three facts to choose from, and “None of these”; the question is repeated as text.

    `gap` is what is known not to be on file and what the question likely means. `askable` says whether there
    is a fact desk to put the question to. Then, and then alone, two buttons carry the question: “Ask the fact
    desk”, and “None of these”, whose answer offers that button too.
    """
    by = f" by “{cut(visible(question), 300)}”" if visible(question) else ""
    blocks: list[Block] = [kit.line(f"Not sure which fact you mean{by}. Is it one of these?")]
    for number, answer in enumerate(answers[:MAX_CHOICES], 1):
        blocks.append(
            {
                "type": "section",
                "text": kit.plain(cut(answer.claim, 300)),
                "accessory": kit.button("Show this one", f"pick_{number}", _value(answer)),
            }
        )
    known = [kit.context(known_gap(gap))] if gap else []
    asked = _carried(question) if askable else ""
    none = kit.button("None of these", "pick_none", asked or _NO_QUESTION)
    nothing = {"type": "actions", "elements": [none, *_ask(asked)]}
    return kit.message("Not sure which fact you mean", blocks, [*known, nothing])


def nothing(question: str, command: str, gap: str | None = None, *, askable: bool = False) -> Message:
    """Nothing on file; the question is repeated as text, to the person who asked only.

    `gap` and `askable` as in `pick`.
    """
    asked = f"“{cut(visible(question), 300)}”" if visible(question) else "this question"
    hint = (
        f"That does not make it false: the fact file does not speak of it. {command} list shows what is "
        "on file; other words may help."
    )
    lines = [
        kit.section(kit.text("Nothing on file for "), kit.text(asked), kit.text(".")),
        *([kit.section(kit.text(known_gap(gap)))] if gap else []),
        kit.section(kit.text(hint)),
    ]
    return kit.message("Nothing on file for this question", [kit.rich(*lines)], _asking(question, askable))


def known_gap(about: str) -> str:
    """What an editor has noted as missing, as a sentence; `about` is a gap's, of any length."""
    return f"Known not to be on file: {cut(about, _GAP)}."


def none_of_these(command: str, question: str = "", *, askable: bool = False) -> Message:
    """The answer to “None of these”; `question` is what that button carried, `askable` as in `pick`."""
    words = f"Then it can't be found with these words. {command} list shows what is on file; others may help."
    asked = "" if question == _NO_QUESTION else question
    return kit.message(words, [kit.line(words)], _asking(asked, askable))


def notice(words: str) -> Message:
    """A sentence from Factdesk: an error, a refusal, a confirmation."""
    return kit.message(cut(words, kit.MAX_TEXT), [kit.line(cut(words, kit.MAX_PLAIN))])


def report(answer: Answer, user: str, channel: str | None) -> Message:
    """To the fact desk: somebody pressed “Report a problem” on this version of this fact."""
    where = [kit.text(" in "), {"type": "channel", "channel_id": channel}] if channel else []
    said = kit.section(
        kit.user(user), kit.text(" reports a problem with "), kit.text(answer.id, bold=True), *where
    )
    blocks = [
        kit.rich(said),
        kit.line(answer.claim),
        kit.context(f"Version {answer.version} · {answer.attribution.short}"),
        kit.rich(*[kit.section(kit.link(_address(each.link, each), each.outlet)) for each in answer.sources]),
    ]
    return kit.message(
        f"A problem with {answer.id} was reported", blocks, [_actions(answer, shareable=False)]
    )


def facts(file: FactFile, topic: str | None, command: str) -> Message:
    """What is on file: every fact by topic, or, past sixty facts, the topics with their counts."""
    chosen = [each for each in file.topics.values() if topic is None or each.topic == topic]
    if topic is None and len(file.facts) > _LISTED and len(chosen) > 1:
        rows = [f"{each.topic}: {counted(len(each.facts), 'fact')}" for each in chosen[:_LISTED]]
        left = f"And {len(chosen) - _LISTED:,} more topics. " if len(chosen) > _LISTED else ""
        hint = f"{left}{command} list TOPIC shows a topic's facts."
        return kit.message(
            "Topics on file", [kit.heading("Topics on file"), kit.bullets(rows), kit.context(hint)]
        )
    blocks: list[Block] = []
    for each in chosen:
        rows = [f"{key}: {_mark(fact)}{cut(fact.claim, 110)}" for key, fact in each.facts.items()]
        blocks += [kit.heading(f"{each.topic} ({counted(len(rows), 'fact')})"), kit.bullets(rows[:_LISTED])]
        if len(rows) > _LISTED:
            blocks.append(kit.context(f"And {len(rows) - _LISTED:,} more; ask for one in your own words."))
    hint = f"{command} show ID shows one; {command} and your own words finds one."
    return kit.message("Facts on file", blocks, [kit.context(hint)])


def _mark(fact: Fact) -> str:
    return "(withdrawn) " if fact.status == "withdrawn" else ""


def sources(file: FactFile) -> Message:
    """The documents that the facts rest on."""
    lines = []
    for key, source in file.sources.items():
        headline = source.headline or "headline not on file"
        by = f", by {source.byline}" if source.byline else ""
        said = kit.text(f" ({key}): {headline}{by}, {full_day(source.published)}")
        lines.append(kit.section(kit.link(source.url, source.outlet), said))
    if not lines:
        return notice("No source is on file.")
    return kit.message(
        "Sources on file", [kit.heading("Sources on file"), *[kit.rich(line) for line in lines]]
    )


def usage(command: str) -> Message:
    """What the bot understands."""
    rows = [
        f"{command} casualties: ask in a word, or in your own words",
        f"{command} show ID: the fact of this id",
        f"{command} list, {command} list TOPIC: what is on file",
        f"{command} sources: the documents behind it",
        f"{command} check and a sentence or a paragraph of your draft: what differs from the fact file",
        f"{command} history ID: what changed, when and by whom; {command} status: which edition is served",
        f"{command} help: this",
        f"For editors: {command} edit ID, verify ID, withdraw ID, add, source add",
    ]
    also = "Or mention the bot in a channel, or write to it. Answers are for your eyes until you share them."
    kept = "Questions and drafts are neither logged nor stored, unless you send one to the fact desk."
    head = kit.line("Factdesk answers from the desk's fact file, and from nothing else.")
    return kit.message("How to ask Factdesk", [head, kit.bullets(rows), kit.context(also), kit.context(kept)])


# ── Parts of a card


def _withdrawn(answer: Answer) -> list[Block]:
    """What a withdrawn fact's card begins with: nobody may read the claim first and stop there."""
    return [kit.line(f"⚠️ {answer.warnings[0]}", bold=True)] if answer.status == "withdrawn" else []


def _source(source: ShownSource) -> Iterator[Block]:
    """One outlet: its name, then a block a statement, so that one too many gives way alone."""
    for number, statement in enumerate(source.statements):
        head = [kit.section(kit.text(source.outlet, bold=True))] if number == 0 else []
        opens = kit.section(
            kit.link(_address(statement.link, source), f"{source.outlet}: open at these words")
        )
        note = [kit.section(kit.text(f"{capital(statement.note)}.", italic=True))] if statement.note else []
        yield kit.rich(*head, _quotation(statement), opens, *note)


def _statement(source: ShownSource, statement: ShownStatement) -> Block:
    lines = [kit.section(kit.text(f"{capital(statement.attribution.full)}.")), _quotation(statement)]
    if statement.note:
        lines.append(kit.section(kit.text(f"{capital(statement.note)}.", italic=True)))
    links = [kit.link(_address(statement.link, source), "Open at these words")]
    if source.archive_url:
        links += [kit.text(" · "), kit.link(source.archive_url, "Archived copy")]
    return kit.rich(*lines, kit.section(*links))


def _quotation(statement: ShownStatement) -> Block:
    return {"type": "rich_text_quote", "elements": [kit.text(" … ".join(statement.printed))]}


def _address(link: str, source: ShownSource) -> str:
    """The link, or the plain address where Slack would refuse its length."""
    return link if len(link) <= _URL else source.url


def _difference(difference: ShownDifference) -> Block:
    sides = [kit.section(kit.text(f"{outlet}: "), kit.text(says)) for outlet, says in difference.sides]
    note = [kit.section(kit.text(difference.note, italic=True))] if difference.note else []
    return kit.rich(kit.section(kit.text(f"Sources differ: {difference.about}", bold=True)), *sides, *note)


def _actions(answer: Answer, *, shareable: bool, suggest: bool = False) -> Block:
    value = _value(answer)
    share = [kit.button("Share here", "share", value, style="primary")] if shareable else []
    change = [kit.button("Suggest a change", "suggest", value)] if suggest else []
    buttons = [*share, kit.button("More", "more", value), kit.button("Report a problem", "report", value)]
    return {"type": "actions", "elements": [*buttons, *change]}


def _asking(question: str, askable: bool) -> list[Block]:  # noqa: FBT001 - the renderers' own argument, handed on
    """The row with “Ask the fact desk”, where there is a desk and a question."""
    buttons = _ask(_carried(question)) if askable else []
    return [{"type": "actions", "elements": buttons}] if buttons else []


def _ask(carried: str) -> list[Block]:
    return [kit.button("Ask the fact desk", "ask_desk", carried)] if carried else []


def _carried(question: str) -> str:
    """The question as a button carries it."""
    return cut(visible(question), kit.MAX_VALUE)


def _value(answer: Answer) -> str:
    """All that a button carries: the fact's id and version."""
    return f"{answer.id}@{answer.version}"
