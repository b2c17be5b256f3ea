"""A review of a draft as lines for the terminal, in the draft's order.

The words that a problem speaks of are styled; where there are no styles, in a pipe or without colours,
they stand in brackets: [[words]], and in a word diff [-the draft's-] {+the printed+}. All words are shown
without what could steer a terminal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.text import Text

from bot.check import Evidence, Note, Problem, Review, Sentence
from bot.check.review import Edit
from bot.terminal import Line, linked
from bot.text import counted, cut, visible

_CLEAN: Final = 70  # characters shown of a sentence that is fine
_IN: Final = 2  # how far what is said of a sentence stands in
_FURTHER: Final = 4  # how far what a problem rests on stands in
_WRONG: Final = "bold underline red"
_DIM: Final = "dim"


def lines(review: Review, *, plain: bool, story: str = "") -> Iterator[Line]:
    """Every line: sentences with problems or notes, clean ones briefly, and how many are not on file.

    plain: mark without styles. story: the file's name, if its line is to stand before each sentence.
    """
    number, at = 1, 0
    for sentence in review.sentences:
        number, at = number + review.text.count("\n", at, sentence.span.start), sentence.span.start
        place = Text(f"{visible(story)}:{number}: " if story else "", style=_DIM)
        yield from _sentence(review, sentence, place, plain=plain)
    if silent := [each for each in review.not_on_file if not each.problems]:
        yield Line(Text(f"Nothing on file for {counted(len(silent), 'sentence')}.", style=_DIM))


def _sentence(review: Review, sentence: Sentence, place: Text, *, plain: bool) -> Iterator[Line]:
    shown = visible(sentence.span.of(review.text))
    if sentence.problems or sentence.notes:
        yield Line(Text.assemble(place, _marked(review.text, sentence, plain=plain)))
        for problem in sentence.problems:
            yield from _problem(problem, whole=visible(problem.words) == shown, plain=plain)
        for note in sentence.notes:
            yield _note(note)
    elif sentence.facts:
        facts = (f" ({', '.join(sentence.facts)})", _DIM)
        yield Line(Text.assemble(place, ("ok: ", "green"), cut(shown, _CLEAN), facts))


# ── The sentence


def _marked(text: str, sentence: Sentence, *, plain: bool) -> Text:
    """The sentence, with the words marked that a problem speaks of."""
    line, at = Text(), sentence.span.start
    for start, end in _stretches(sentence):
        line.append(_piece(text[at:start]))
        words = _piece(text[start:end])
        line.append(f"[[{words}]]" if plain else words, _WRONG)
        at = end
    return line.append(_piece(text[at : sentence.span.end]))


def _stretches(sentence: Sentence) -> list[tuple[int, int]]:
    """Where the marks stand: one for problems that overlap, none for what is merely not on file."""
    found: list[tuple[int, int]] = []
    spans = (each.span for each in sentence.problems if each.kind != "unsupported")
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        start, end = max(span.start, sentence.span.start), min(span.end, sentence.span.end)
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found


def _piece(words: str) -> str:
    """Part of a sentence, with a space left where it begins or ends with one."""
    return visible(f"|{words}|")[1:-1]


# ── What is said of it


def _problem(problem: Problem, *, whole: bool, plain: bool) -> Iterator[Line]:
    """Kind, words (unless they are the whole sentence) and message; what to paste; what that rests on."""
    words = "" if whole else f" “{visible(problem.words)}”"
    yield Line(Text.assemble((problem.kind, "bold"), f"{words}: {visible(problem.message)}"), _IN)
    if problem.suggestion.strip():
        yield Line(Text.assemble(("paste: ", _DIM), (visible(problem.suggestion), "bold")), _FURTHER)
    if problem.diff:
        parts = Text(" ").join(_edit(each, plain=plain) for each in problem.diff)
        yield Line(Text.assemble(("diff: ", _DIM), parts), _FURTHER)
    if problem.evidence is not None:
        yield from _evidence(problem.evidence, problem.fact)


def _edit(edit: Edit, *, plain: bool) -> Text:
    words = visible(edit.words)
    match edit.side:
        case "draft":
            return Text(f"[-{words}-]" if plain else words, "red strike")
        case "printed":
            return Text(f"{{+{words}+}}" if plain else words, "green")
        case "same":
            return Text(words)


def _evidence(evidence: Evidence, fact: str | None) -> Iterator[Line]:
    """The line of the fact file, and the source's words with their link; names.yaml has neither of these."""
    place = f"{evidence.file}:{evidence.line}" if evidence.line else evidence.file
    where = f"{place} ({fact})" if place and fact else place or fact or ""
    if where:
        yield Line(Text(visible(where), _DIM), _FURTHER)
    if evidence.printed.strip():
        outlet = f"{visible(evidence.outlet) or 'The source'}: "
        yield Line(Text.assemble((outlet, _DIM), (visible(evidence.printed), "green")), _FURTHER)
    if evidence.link.startswith(("https://", "http://")):
        yield Line(linked(visible(evidence.link), "open at these words"), _FURTHER)


def _note(note: Note) -> Line:
    fact = f" ({note.fact})" if note.fact else ""
    return Line(Text(f"note: {visible(note.message)}{fact}", _DIM), _IN)
