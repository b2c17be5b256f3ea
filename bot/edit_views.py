"""The forms in which an editor changes the file from Slack, as plain values.

A form's fields are named as the file's keys are, so that what is wrong with a key stands at its field. In
`private_metadata` a form carries the fact's id and the version that it was filled with, and the second form
of a new fact also what the first proved: a passage of a published document.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Mapping
from typing import Final, get_args

from bot import block_kit as kit
from bot import form_kit as form
from bot.answer import Answer
from bot.block_kit import Block
from bot.form_kit import View
from bot.model import Fact, FactFile, Figure, Source, Statement, Status, Verb, Voice
from bot.text import counted, cut, full_day, joined
from bot.validate import MAX_CLAIM, MIN_ASKED

EDIT: Final = "edit_fact"
VERIFY: Final = "verify_fact"
WITHDRAW: Final = "withdraw_fact"
ADD_STATEMENT: Final = "add_statement"
ADD_FACT: Final = "add_fact"
ADD_SOURCE: Final = "add_source"
FIGURE_HINT: Final = (
    "One a line: what is counted | unit | number | qualifier or nothing | as printed | which statement. "
    "killed | soldiers | 300 | over | over 300 dead | 1"
)
_WAITING: Final = (
    "⚠️ {} of this fact waiting for a second editor. What you save first puts them out of date: look at them "
    "in App Home."
)
MAX_METADATA: Final = 3_000  # characters that Slack carries with a window
_WHY: Final = "Why"
_WHY_HINT: Final = "Stands in the history; people who were shown the fact are told it with the change."
_MAX_WHY: Final = 500
_SHOWN: Final = 1_000
_PASSAGES: Final = 10  # of a fact that is to be verified; the card has the rest


def edit_form(
    key: str,
    fact: Fact,
    metadata: str,
    filled: Mapping[str, str],
    fresh: Container[str] = (),
    waiting: int = 0,
) -> View:
    """A fact to be changed. `filled` is what stands in the fields instead of the fact's own, by key.

    fresh: fields that show the fact's own although the window had them before. waiting: how many changes of
    this fact wait for a second editor. What is too long for a field of Slack's is left out: a part of it in
    the form would be saved as the whole.
    """
    own = values(fact) | dict(filled)
    long = [name for name in ("figures", "asked_as") if len(own[name]) > form.MAX_FIELD]
    in_yaml = joined(("printed words", "chain", *(name.replace("_", " ") for name in long), "sources"))
    statuses = [each for each in get_args(Status) if each != "withdrawn" or fact.status == "withdrawn"]
    blocks: list[Block] = [
        *([kit.line(_WAITING.format(counted(waiting, "change")))] if waiting else []),
        kit.context(f"{key} · {in_yaml} are changed in the YAML file"),
        _text("claim", own, fresh, "Safe to paste, no more than its source says.", most=MAX_CLAIM),
        form.chosen("status", "Status", [(each, each) for each in statuses], own["status"]),
        form.found(
            "superseded_by",
            "Superseded by",
            "fact",
            _chosen(own["superseded_by"]),
            optional=True,
            hint="For the status superseded: the fact that replaces this one.",
        ),
        *([] if "figures" in long else [_text("figures", own, fresh, FIGURE_HINT, optional=True)]),
        _text("caution", own, fresh, "What to be careful about.", optional=True),
        *(
            []
            if "asked_as" in long
            else [_text("asked_as", own, fresh, "How reporters ask for it, one way a line.")]
        ),
    ]
    if fact.verified is not None:
        blocks.append(form.day("review_by", "Review by", own["review_by"], optional=True))
    blocks.append(_why(own.get("why", "")))
    return form.modal("Edit a fact", blocks, callback_id=EDIT, submit="Save", metadata=metadata)


def _text(
    name: str,
    own: Mapping[str, str],
    fresh: Container[str],
    hint: str,
    *,
    optional: bool = False,
    most: int = form.MAX_FIELD,
) -> Block:
    label = name.replace("_", " ").capitalize()
    is_fresh = name in fresh
    return form.typed(
        name, label, own[name], lines=True, hint=hint, optional=optional, most=most, fresh=is_fresh
    )


def both_versions(
    key: str, fact: Fact, metadata: str, typed: Mapping[str, str], touched: Container[str]
) -> View:
    """The same form for a fact that was changed meanwhile: what was typed, and what stands on file now.

    touched: the fields that this editor has changed; the others show what stands on file now.
    """
    now = values(fact)
    kept = {name: words for name, words in typed.items() if name in touched or name not in now}
    fresh = frozenset(name for name in now if name not in touched)
    view = edit_form(key, fact, metadata, kept, fresh)
    differing = [
        f"{name}: {words}" for name, words in now.items() if name in kept and words != kept[name] and words
    ]
    rows = [cut(each, _SHOWN) for each in differing] or ["No field that you have changed differs."]
    note = (
        "This fact was changed while you were editing. Nothing of yours is lost: it stands in the fields "
        "below, beside the newest state of the others. Save again, and your words take the place of what "
        "stands on file now:"
    )
    return {**view, "blocks": [kit.line(note, bold=True), kit.bullets(rows), *view["blocks"]]}


def values(fact: Fact) -> dict[str, str]:
    """What stands in the form's fields for this fact, by key."""
    return {
        "claim": fact.claim,
        "status": fact.status,
        "superseded_by": fact.superseded_by or "",
        "figures": "\n".join(figure_line(each) for each in fact.figures),
        "caution": fact.caution or "",
        "asked_as": "\n".join(fact.asked_as),
        "review_by": fact.review_by.isoformat() if fact.review_by else "",
    }


def figure_line(figure: Figure) -> str:
    """A figure as the form has it: six parts with bars between them."""
    parts = (
        figure.of,
        figure.unit,
        str(figure.value),
        figure.qualifier or "",
        figure.as_printed,
        str(figure.statement),
    )
    return " | ".join(parts)


def verify_form(answer: Answer, metadata: str, review_by: dt.date) -> View:
    """What an editor signs for: the claim, its credit, the printed words; and when to look again."""
    printed = [words for source in answer.sources for words in source.printed]
    blocks = [
        kit.line(answer.claim, bold=True),
        kit.context(answer.attribution.full),
        *[
            kit.rich({"type": "rich_text_quote", "elements": [kit.text(cut(words, _SHOWN))]})
            for words in printed[:_PASSAGES]
        ],
        *(
            [kit.context(f"And {counted(len(printed) - _PASSAGES, 'more passage')}.")]
            if len(printed) > _PASSAGES
            else []
        ),
        kit.line(
            "Submit only if you have compared the claim, the figures and the credit with the documents."
        ),
        form.day("review_by", "Look at it again by", review_by.isoformat()),
    ]
    return form.modal(
        "Verify a fact", blocks, callback_id=VERIFY, submit="I have checked it", metadata=metadata
    )


def withdraw_form(key: str, fact: Fact, metadata: str) -> View:
    """Taking a fact back: the id stays, the card says why."""
    blocks = [
        kit.line(fact.claim),
        kit.context(f"{key} stays on file under its id; its card says that it is withdrawn, and why."),
        form.typed(
            "withdrawn_because",
            "Why it is withdrawn",
            lines=True,
            most=_MAX_WHY,
            hint="Said on the card, to every reporter.",
        ),
    ]
    return form.modal("Withdraw a fact", blocks, callback_id=WITHDRAW, submit="Withdraw", metadata=metadata)


def statement_form(file: FactFile, filled: Mapping[str, str] | None = None) -> View:
    """The first form of a new fact: the source, its printed words, and who said them."""
    own = filled or {}
    occasions = [(key, cut(each.label, 75)) for key, each in file.occasions.items()][:100]
    blocks = [
        form.found(
            "source",
            "Source",
            "source",
            _chosen(own.get("source", "")),
            hint="Not on file? Add it first, with “source add”.",
        ),
        form.typed(
            "passages",
            "Printed words",
            own.get("passages", ""),
            lines=True,
            hint="Character by character as the document has them, the shortest that carry claim, "
            "attribution and conditions; one passage a line, at most 60 words together.",
        ),
        form.typed(
            "quotes",
            "Quotes",
            lines=True,
            optional=True,
            hint="Only words inside quotation marks there, one quote a line.",
        ),
        form.chosen(
            "voice",
            "Whose words",
            _named(get_args(Voice)),
            "speaker",
            hint="speaker; outlet for its own sentence; caption with its credit.",
        ),
        form.found(
            "who",
            "Who said it",
            "who",
            optional=True,
            several=True,
            hint="Not on file? Write them into names.yaml: factdesk new name.",
        ),
        form.chosen("verb", "Verb", _named(get_args(Verb)), "said"),
        form.found("to", "To whom", "to", optional=True),
        *([form.chosen("occasion", "Occasion", occasions, optional=True)] if occasions else []),
        form.found(
            "by",
            "Who relayed it",
            "by",
            optional=True,
            several=True,
            hint="For “the agency said, according to lawmakers”: the lawmakers.",
        ),
        form.day("date", "Day of the words", optional=True, hint="Only where the passage prints it."),
        form.typed("credit", "Credit of a caption", optional=True, most=100),
    ]
    return form.modal("Add a fact: the source", blocks, callback_id=ADD_STATEMENT, submit="Next")


def fact_form(file: FactFile, statement: Statement, metadata: str, as_of: dt.date, proof: str) -> View:
    """The second form of a new fact: the desk's own words. `proof` says what was found in the document."""
    topics = [(name, cut(topic.topic, 75)) for name, topic in file.topics.items()][:100]
    blocks = [
        kit.rich(
            {
                "type": "rich_text_quote",
                "elements": [kit.text(" … ".join(each.exact for each in statement.passages))],
            }
        ),
        kit.context(proof),
        form.typed("id", "Id", most=60, hint="Small letters, digits and hyphens. It never changes."),
        form.typed(
            "claim",
            "Claim",
            lines=True,
            most=MAX_CLAIM,
            hint="Safe to paste, no more than the passage says. “As of Jan. 13, 2025,” if it perishes.",
        ),
        form.chosen("topic", "Topic", topics, topics[0][0] if topics else ""),
        form.chosen(
            "status",
            "Status",
            _named(each for each in get_args(Status) if each in ("record", "claimed", "disputed")),
            "claimed",
        ),
        form.day("as_of", "As of", as_of.isoformat(), hint="The day of which the claim speaks."),
        form.chosen("shelf_life", "Shelf life", _named(("permanent", "dated", "lapsed")), "dated"),
        form.day(
            "lapses",
            "Lapses",
            optional=True,
            hint="For lapsed: the last day on which the words could still come true.",
        ),
        form.typed("figures", "Figures", lines=True, optional=True, hint=FIGURE_HINT),
        form.typed("caution", "Caution", lines=True, optional=True),
        form.typed(
            "asked_as",
            "Asked as",
            lines=True,
            hint=f"How reporters ask for it, one way a line; better {MIN_ASKED} than three.",
        ),
        _why(""),
    ]
    return form.modal("Add a fact: the claim", blocks, callback_id=ADD_FACT, submit="Save", metadata=metadata)


def source_form() -> View:
    """A new source record."""
    blocks = [
        form.typed("id", "Id", most=60, hint="Outlet and day: reuters-2025-01-13. It never changes."),
        form.typed("outlet", "Outlet", most=100, hint="Without article: Korea JoongAng Daily."),
        form.chosen(
            "article", "Article", [("the", "the")], optional=True, hint="Where the outlet's name takes it."
        ),
        form.day("published", "Published"),
        form.typed("url", "Address", most=1_000, hint="https://…"),
        form.typed("language", "Language", "en", most=20, hint="A code: en, ko."),
        form.typed(
            "sha256",
            "Digest of its text",
            optional=True,
            most=64,
            hint="Left empty, it is taken of the document that the desk keeps.",
        ),
        form.typed("headline", "Headline", optional=True, most=500),
        form.typed("byline", "Byline", optional=True, most=200),
        form.typed("archive_url", "Archived copy", optional=True, most=1_000),
        form.typed("note", "Note", optional=True, lines=True, most=1_000),
    ]
    return form.modal("Add a source", blocks, callback_id=ADD_SOURCE, submit="Save")


def source_words(source: Source) -> str:
    """A source in a menu: the outlet and the day."""
    return f"{source.outlet}, {full_day(source.published)}"


def done(title: str, words: str) -> View:
    """What came of a form."""
    return form.modal(title, [kit.line(words)])


def _why(value: str) -> Block:
    return form.typed("why", _WHY, value, optional=True, lines=True, most=_MAX_WHY, hint=_WHY_HINT)


def _chosen(value: str) -> tuple[tuple[str, str], ...]:
    return ((value, value),) if value else ()


def _named(words: Iterable[str]) -> list[tuple[str, str]]:
    return [(each, each) for each in words]
