"""From a review of a draft to blocks: for a private message, and for a window (modal).

Problems come first, sentence by sentence, then notes, then what is fine; the sentences on which nothing
is on file are one grey line. All words are literal text (see `block_kit`). Where Slack's limits leave
something out, the card says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from bot import block_kit as kit
from bot.block_kit import Block, Message
from bot.check import Evidence, Note, Problem, Review, Sentence
from bot.model import FactFile
from bot.text import counted, cut, joined, visible

MODAL_BLOCKS: Final = 100
MODAL_ALL: Final = 16_000  # characters over all blocks: a view has 250 kB, and a character up to 12 bytes

_SENTENCE: Final = 600  # characters shown of a sentence; a problem's own words are always shown
_WORDS: Final = 300
_MESSAGE: Final = 600
_SUGGESTION: Final = 1_500  # a printed quote has at most 60 words
_PRINTED: Final = 700
_URL: Final = 3_000
_FINE: Final = 20  # clean sentences that are named; of more the number is told
_FINE_WORDS: Final = 90
_GREY_WORDS: Final = 40  # the beginning of a sentence on which nothing is on file
_GREY: Final = 300

_KEPT: Final = "Only what is on file is checked. This draft is neither logged nor stored."
_MORE: Final = "There is more than fits here; factdesk check has it whole."
_LABELS: Final = {
    "figure": "Figure",
    "quote": "Quote",
    "speaker": "Speaker",
    "attribution": "No credit",
    "name": "Name",
    "date": "Date",
    "unsupported": "Not on file",
}


def message(review: Review, file: FactFile) -> Message:
    """The review as a message: at most 50 blocks, and 12,000 characters over all of them."""
    return kit.message(summary(review), _head(review, file), _tail(review), _MORE)


def modal(review: Review, file: FactFile) -> tuple[Block, ...]:
    """The review as a window's blocks: at most 100, and 16,000 characters over all of them."""
    return kit.fitting(_head(review, file), _tail(review), _MORE, MODAL_BLOCKS, MODAL_ALL)


def explained(command: str) -> Message:
    """What the draft check is for, for whoever gave it nothing to check."""
    rows = [
        f"{command} check and a sentence or a paragraph of your draft: what differs from the fact file",
        "“Check against fact file” in a message's menu: the same for a message, in threads too",
        "“Check a draft” in the shortcuts menu: a form for a paragraph",
    ]
    head = kit.line("The draft check says whether your sentence says what the source said.")
    seen = "Only you see the answer. A draft is neither logged nor stored."
    return kit.message("How to check a draft", [head, kit.bullets(rows), kit.context(seen)])


def summary(review: Review) -> str:
    """The first line: “2 problems and 1 note in 5 sentences”."""
    count = len(review.sentences)
    where = f"in {counted(count, 'sentence')}"
    if not review.facts:
        return f"Nothing on file for {'this sentence' if count == 1 else f'these {count:,} sentences'}"
    notes = (counted(len(review.notes), "note"),) if review.notes else ()
    if not review.problems:
        return f"{joined(('No problem', *notes))} {where}"
    return f"{joined((counted(len(review.problems), 'problem'), *notes))} {where}"


# ── The order of the card


def _head(review: Review, file: FactFile) -> Iterator[Block]:
    """The summary, then the cards: problems, notes, what is fine."""
    yield kit.line(f"{summary(review)}.", bold=True)
    flawed = [each for each in review.sentences if each.problems]
    noted = [each for each in review.sentences if each.notes and not each.problems]
    clean = [each for each in review.sentences if each.facts and not (each.problems or each.notes)]
    for sentence in (*flawed, *noted):
        yield from _card(review, sentence)
    if clean:
        yield _fine(review, clean, file)


def _tail(review: Review) -> Iterator[Block]:
    """What always fits: the sentences on which nothing is on file, and what becomes of the draft."""
    silent = [each for each in review.not_on_file if not each.problems]
    if silent and review.facts:  # else the first line has said it
        begun = ", ".join(f"“{cut(_shown(review, each), _GREY_WORDS)}”" for each in silent)
        yield kit.context(cut(f"Nothing on file for {counted(len(silent), 'sentence')}: {begun}", _GREY))
    yield kit.context(_KEPT)


def _card(review: Review, sentence: Sentence) -> Iterator[Block]:
    """A sentence, its wrong words in bold; then a block a problem, so that one too many gives way alone."""
    if sentence.facts:  # what is not on file has no part that is wrong
        yield kit.rich({"type": "rich_text_quote", "elements": list(_marked(review, sentence))})
    for problem in sentence.problems:
        yield _problem(problem, repeat=_shown(review, sentence) != visible(problem.words))
    for note in sentence.notes:
        yield _note(note)


# ── A sentence


def _shown(review: Review, sentence: Sentence) -> str:
    return visible(sentence.span.of(review.text)) or "…"


def _marked(review: Review, sentence: Sentence) -> Iterator[dict[str, Any]]:
    """The sentence in pieces, those in bold that a problem speaks of."""
    start, end = sentence.span.start, min(sentence.span.end, sentence.span.start + _SENTENCE)
    spans = sorted((each.span.start, each.span.end) for each in sentence.problems if each.words)
    pieces: list[tuple[str, bool]] = []
    for first, last in spans:
        if max(first, start) < min(last, end):
            pieces += [(review.text[start : max(first, start)], False)]
            pieces += [(review.text[max(first, start) : min(last, end)], True)]
            start = min(last, end)
    pieces += [(review.text[start:end] + ("…" if end < sentence.span.end else ""), False)]
    shown = [(_upright(piece), bold) for piece, bold in pieces]
    yield from (kit.text(piece, bold=bold) for piece, bold in shown if piece)


def _upright(piece: str) -> str:
    """A part of a sentence with its spaces, and without what turns the writing round."""
    core = visible(piece)
    before, after = (" " if piece[at : at + 1 or None].isspace() else "" for at in (0, -1))
    return f"{before}{core}{after}" if core else before


def _fine(review: Review, clean: Sequence[Sentence], file: FactFile) -> Block:
    """The clean sentences; a single one with what it was checked against."""
    if len(review.sentences) == 1:
        against = joined(tuple(_against(fact, file) for fact in clean[0].facts))
        return kit.rich(kit.section(kit.text(f"Checked against {against}.")))
    rows = [f"“{cut(_shown(review, each), _FINE_WORDS)}” ({', '.join(each.facts)})" for each in clean[:_FINE]]
    if len(clean) > _FINE:
        rows.append(f"and {len(clean) - _FINE:,} more")
    head = kit.section(kit.text(f"Fine: {counted(len(clean), 'sentence')}", bold=True))
    items = [kit.section(kit.text(row)) for row in rows]
    return kit.rich(head, {"type": "rich_text_list", "style": "bullet", "elements": items})


def _against(key: str, file: FactFile) -> str:
    """A fact's id with the outlets that it rests on."""
    fact = file.facts.get(key)
    statements = fact.statements if fact else ()
    outlets = tuple(dict.fromkeys(file.sources[each.source].outlet for each in statements))
    return f"{key} ({joined(outlets)})" if outlets else key


# ── A problem, a note


def _problem(problem: Problem, *, repeat: bool) -> Block:
    """What is wrong, with which words (`repeat`: unless they are the whole sentence); what that rests on."""
    label = kit.text(f"{_LABELS[problem.kind]}: ", bold=True)
    words, said = visible(problem.words), kit.text(cut(problem.message, _MESSAGE) or "…")
    if words and (repeat or problem.fact is None):
        parts = [kit.section(label, kit.text(f"“{cut(words, _WORDS)}”")), kit.section(said)]
    else:
        parts = [kit.section(label, said)]
    if problem.suggestion.strip():
        parts.append(kit.preformatted(cut(problem.suggestion, _SUGGESTION)))
    if problem.evidence is not None:
        parts += _source(problem.evidence)
    if where := " · ".join(filter(None, (problem.fact, _place(problem.evidence)))):
        parts.append(kit.section(kit.text(where, italic=True)))
    return kit.rich(*parts)


def _source(evidence: Evidence) -> Iterator[dict[str, Any]]:
    """The source's words, and their link; names.yaml has neither."""
    if evidence.printed.strip():
        yield {"type": "rich_text_quote", "elements": [kit.text(cut(evidence.printed, _PRINTED))]}
    if evidence.link.startswith(("https://", "http://")):
        whole = len(evidence.link) <= _URL
        link = evidence.link if whole else evidence.link.partition("#")[0]
        outlet = evidence.outlet or "The source"
        yield kit.section(kit.link(link, f"{outlet}: open at these words" if whole else outlet))


def _place(evidence: Evidence | None) -> str:
    """Where the fact file holds it: “facts/troops.yaml:41”."""
    if evidence is None:
        return ""
    return f"{evidence.file}:{evidence.line}" if evidence.line else evidence.file


def _note(note: Note) -> Block:
    """Advice, in small print."""
    return kit.context(f"Note: {note.message}" + (f" ({note.fact})" if note.fact else ""))
