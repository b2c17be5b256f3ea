"""App Home as a plain value: what a reporter finds there, and below it what waits for an editor.

A view has at most a hundred blocks, so every list is cut and says how much more there is. All words are
literal text (see `block_kit`); buttons carry ids and versions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot import answer, form_kit, question_cards
from bot import block_kit as kit
from bot.block_kit import Block, Message
from bot.form_kit import View
from bot.model import FactFile
from bot.text import counted, cut, full_day, full_moment, visible
from bot.typeahead import Option

SEARCH: Final = "home_search"  # the field in which a question is typed
FACT: Final = "home_fact"  # the menu of all facts
SHOW: Final = "home_show"  # a fact's button; its value is the id
TOPIC: Final = "home_topic"  # a topic's button, with its number behind; its value is the topic's file
MAX_BLOCKS: Final = 100
MAX_ALL: Final = 40_000  # characters over all blocks: a view has 250 kB, and a character up to 6 bytes

_TITLE: Final = "Factdesk"
_TOPICS: Final = 25  # buttons that one block holds
_RECENT: Final = 8
_WAITING: Final = 8  # of each kind: two blocks each
_DUE: Final = 8
_IN_A_TOPIC: Final = 95
_CLAIM: Final = 200
_WORDS: Final = 300  # of one wording, one line of a change, a suggestion
_LINES: Final = 4
_TROUBLE: Final = 1_500


@dataclass(frozen=True, slots=True)
class Change:
    """What changed last in a fact: `lines` in words, `head` when and by whom."""

    fact: str
    lines: tuple[str, ...]
    head: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An open question: its wordings, the first first, how often it was asked and since when."""

    group: int
    texts: tuple[str, ...]
    count: int
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class Proposed:
    """A change that waits for a second editor, or a reporter's suggestion: `lines` say which.

    by: user id. is_own: the person who looks proposed it, and can only take it back.
    """

    number: int
    fact: str
    lines: tuple[str, ...]
    by: str
    why: str
    since: dt.datetime
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for an editor. `questions` may be the first of `asked`; `trouble` is empty without one."""

    questions: tuple[Asked, ...] = ()
    asked: int = 0
    proposals: tuple[Proposed, ...] = ()
    suggestions: tuple[Proposed, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """What App Home shows. `since`: when this edition went into service, None where nobody keeps that.

    `mark` is new each time: Slack keeps what stands in a field while its block has the same name. `work` is
    there for editors only.
    """

    file: FactFile
    command: str
    day: dt.date
    mark: str
    since: dt.datetime | None = None
    recent: tuple[Change, ...] = ()
    work: Work | None = None


def home(shown: Home) -> View:
    """The view, for `views.publish`."""
    blocks = [*_search(shown), *_work(shown), *_recent(shown.recent), *_topics(shown.file, shown.command)]
    fitted = kit.fitting(blocks, [_served(shown)], "There is more than fits here.", MAX_BLOCKS, MAX_ALL)
    return {"type": "home", "blocks": list(fitted)}


def window(message: Message) -> View:
    """A message, shown in a window to whoever pressed where there is no message to answer."""
    return form_kit.modal(_TITLE, message.blocks)


def topic(file: FactFile, name: str) -> View | None:
    """A window with a topic's facts, each with a button; None where this edition has no such topic."""
    found = file.topics.get(name)
    if found is None:
        return None
    blocks: list[Block] = [kit.heading(f"{found.topic} ({counted(len(found.facts), 'fact')})")]
    for key, fact in list(found.facts.items())[:_IN_A_TOPIC]:
        blocks.append(_row(f"{key}: {cut(fact.claim, _CLAIM)}", kit.button("Show", SHOW, key)))
    if len(found.facts) > _IN_A_TOPIC:
        more = f"And {len(found.facts) - _IN_A_TOPIC:,} more; the search in Factdesk's Home finds them."
        blocks.append(kit.context(more))
    return form_kit.modal(_TITLE, blocks)


def options(found: Iterable[Option]) -> tuple[Block, ...]:
    """What a search field is given to choose from."""
    return tuple(
        {
            "text": kit.plain(each.text),
            "value": each.value,
            **({"description": kit.plain(each.description)} if each.description else {}),
        }
        for each in found
    )


# ── For everybody


def _search(shown: Home) -> Iterator[Block]:
    typed: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": SEARCH,
        "max_length": answer.MAX_QUESTION,
        "placeholder": kit.plain("casualties, or a question in your own words"),
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    }
    yield {
        "type": "input",
        "block_id": f"{SEARCH} {shown.mark}",
        "dispatch_action": True,
        "optional": True,
        "label": kit.plain("Ask the fact file"),
        "hint": kit.plain(
            "Press Enter. Only you see the answer, and your question is neither logged nor stored."
        ),
        "element": typed,
    }
    if count := sum(len(topic.facts) for topic in shown.file.topics.values()):
        menu = {
            "type": "external_select",
            "action_id": FACT,
            "min_query_length": 0,
            "placeholder": kit.plain("Type a few letters"),
        }
        words = f"Or choose one of {counted(count, 'fact')}:"
        yield {**_row(words, menu), "block_id": f"{FACT} {shown.mark}"}


def _recent(changes: Sequence[Change]) -> Iterator[Block]:
    if not changes:
        return
    yield kit.heading("Recently changed")
    for each in changes[:_RECENT]:
        rows = (f"{each.fact}: {_said(each.lines)}", each.head)
        yield _row("\n".join(rows), kit.button("Show", SHOW, each.fact))
    yield from _more(len(changes), _RECENT)


def _topics(file: FactFile, command: str) -> Iterator[Block]:
    topics = [(name, each) for name, each in file.topics.items() if each.facts]
    if not topics:
        yield kit.line("No fact is on file yet.")
        return
    yield kit.heading("Topics")
    buttons = [
        kit.button(_label(each.topic, f" ({len(each.facts):,})"), f"{TOPIC}_{number}", name)
        for number, (name, each) in enumerate(topics[:_TOPICS], 1)
    ]
    yield {"type": "actions", "elements": buttons}
    yield from _more(len(topics), _TOPICS, f": {command} list shows them")


def _served(shown: Home) -> Block:
    since = f", in service since {full_moment(shown.since)}" if shown.since else ""
    return kit.context(
        f"{counted(len(shown.file.facts), 'fact')}, edition {shown.file.edition[:12]}{since}. "
        f"{shown.command} help says what else there is."
    )


# ── For editors


def _work(shown: Home) -> Iterator[Block]:
    if shown.work is None:
        return
    if shown.work.trouble:
        yield kit.heading("A newer state of the files is not served")
        yield kit.line(cut(_visible_lines(shown.work.trouble) or "…", _TROUBLE))
        since = f" since {full_moment(shown.since)}" if shown.since else ""
        yield kit.context(f"The edition below has been in service{since}; nothing of it is lost.")
    yield from _questions(shown.work)
    yield from _proposals("Changes that wait for a second editor", shown.work.proposals, _approving)
    yield from _proposals("Suggested by reporters", shown.work.suggestions, _accepting)
    yield from _due(shown.file, shown.day)


def _questions(work: Work) -> Iterator[Block]:
    count = max(work.asked, len(work.questions))
    if not count:
        return
    yield kit.heading(f"Open questions ({count:,})")
    for each in work.questions[:_WAITING]:
        first, *others = [f"“{cut(visible(text), _WORDS)}”" for text in each.texts[:3]] or ["(forgotten)"]
        also = f" · also {', '.join(others)}" if others else ""
        yield kit.rich(
            kit.section(kit.text(first, bold=True)),
            kit.section(kit.text(f"asked {_times(each.count)}, first {full_moment(each.since)}{also}")),
        )
        value = str(each.group)
        yield _buttons(
            kit.button("Answer with a fact", question_cards.ANSWER, value, style="primary"),
            kit.button("Can't be answered", question_cards.CLOSE, value),
        )
    yield from _more(count, min(_WAITING, len(work.questions)))


def _proposals(
    title: str, proposals: Sequence[Proposed], buttons: Callable[[Proposed], Block]
) -> Iterator[Block]:
    if not proposals:
        return
    yield kit.heading(f"{title} ({len(proposals):,})")
    for each in proposals[:_WAITING]:
        by = (kit.user(each.by),) if each.by else (kit.text("Somebody forgotten"),)
        why = [kit.section(kit.text(f"Why: {cut(visible(each.why), _WORDS)}"))] if each.why else []
        yield kit.rich(
            kit.section(kit.text(f"{each.fact}: ", bold=True), kit.text(_said(each.lines))),
            *why,
            kit.section(*by, kit.text(f", {full_moment(each.since)}")),
        )
        yield buttons(each)
    yield from _more(len(proposals), _WAITING)


def _approving(each: Proposed) -> Block:
    value = str(each.number)
    if each.is_own:
        return _buttons(kit.button("Take back", "proposal_decline", value))
    return _buttons(
        kit.button("Approve", "proposal_approve", value, style="primary"),
        kit.button("Decline", "proposal_decline", value),
    )


def _accepting(each: Proposed) -> Block:
    value = str(each.number)
    return _buttons(
        kit.button("Accept", question_cards.ACCEPT, value, style="primary"),
        kit.button("Decline", question_cards.DECLINE, value),
    )


def _due(file: FactFile, today: dt.date) -> Iterator[Block]:
    """Facts past their review date, the longest first, then those that no editor has verified yet."""
    kept = {key: fact for key, fact in file.facts.items() if fact.status != "withdrawn"}
    due = sorted(
        (fact.review_by, key)
        for key, fact in kept.items()
        if fact.verified is not None and fact.review_by is not None and fact.review_by < today
    )
    new = [key for key, fact in kept.items() if fact.verified is None]
    if not (due or new):
        return
    yield kit.heading("To be verified")
    yield kit.context(f"{counted(len(due), 'fact')} past the review date, {len(new):,} never verified.")
    rows = [(key, f"due since {full_day(day)}") for day, key in due] + [
        (key, "never verified") for key in new
    ]
    for key, why in rows[:_DUE]:
        value = f"{key}@{answer.version(key, file)}"
        said = f"{key} ({why}): {cut(kept[key].claim, _CLAIM)}"
        yield _row(said, kit.button("Verify", "verify", value))
    yield from _more(len(rows), _DUE)


# ── Parts


def _row(words: str, accessory: Block) -> dict[str, Any]:
    """A line of literal text with something to press beside it."""
    return {"type": "section", "text": kit.plain(cut(words, kit.MAX_PLAIN)), "accessory": accessory}


def _buttons(*buttons: Block) -> Block:
    return {"type": "actions", "elements": list(buttons)}


def _more(count: int, shown: int, where: str = "") -> Iterator[Block]:
    if count > shown:
        yield kit.context(f"And {count - shown:,} more{where}.")


def _said(lines: Sequence[str]) -> str:
    """A change in words, as one text."""
    rows = [cut(visible(line), _WORDS) for line in lines[:_LINES]]
    left = f"; and {len(lines) - _LINES:,} more" if len(lines) > _LINES else ""
    return "; ".join(filter(None, rows)) + left or "no change in words"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


def _label(words: str, behind: str) -> str:
    """A button's words, cut so that what stands behind them still fits."""
    return cut(words, kit.MAX_BUTTON - len(behind)) + behind


def _visible_lines(text: str) -> str:
    """Several lines for showing: each as `visible`, the breaks between them kept."""
    return "\n".join(filter(None, map(visible, text.splitlines())))
