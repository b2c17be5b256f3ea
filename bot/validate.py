"""What the shape alone can't say: ids that exist, statements that can be credited, words that agree.

Every rule is a function from what was loaded to problems; all of them run, all problems are
collected, and each names its file, line and fact.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from bot import claims, load, shape
from bot.errors import FactFileError, Problem
from bot.model import Fact, FactFile, Figure, Name, Place, Statement
from bot.text import joined, normalise, sentences

MAX_CLAIM: Final = 700  # with its credit it still fits one Slack section of 3,000 characters, escaped
MAX_NAME: Final = 100  # of an outlet, a person, a title: several of them stand in one line
MAX_ABOUT: Final = 70  # of what is not on file: with “Known not to be on file:” it fits one line of 100
MAX_WORDS: Final = 60  # of a statement's passages together: a quotation, not a copy
MIN_ASKED: Final = 10
# An outlet's words for how something became known; a claim says “said” or “told” (AP).
_LOADED = re.compile(r"\b(reveal|disclos|commit(?:ted|ting)? suicide)\w*", re.IGNORECASE)
_STOPS: Final = (".", ".”", '."')
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORD = re.compile(r"[^\W\d_]+")

Found = Iterator[tuple[shape.Path, str, str]]


def open_fact_file(facts_dir: Path, seeds_dir: Path) -> FactFile:
    """Read, check and return the fact file of two folders.

    Raises FactFileError with every error found (warnings pass), each in its real place;
    ConfigurationError where a folder can't be read.
    """
    try:
        return checked(load.parse(load.read_files(facts_dir, seeds_dir)))
    except FactFileError as error:
        raise FactFileError(load.located(error.problems, facts_dir, seeds_dir)) from None


def checked(loaded: load.Loaded) -> FactFile:
    """The fact file, if nothing is wrong with it; raises FactFileError otherwise."""
    errors = [problem for problem in problems(loaded) if problem.severity == "error"]
    if errors:
        raise FactFileError(errors)
    return loaded.fact_file


def problems(loaded: load.Loaded) -> tuple[Problem, ...]:
    """Every problem of a loaded file, those of reading it included, in order of file and line."""
    errors = [problem(loaded, *each) for each in broken(loaded)]
    advice = [problem(loaded, *each, warn=True) for each in _advice(loaded)]
    return tuple(sorted({*loaded.problems, *errors, *advice}))


def broken(loaded: load.Loaded) -> Found:
    """What breaks a rule, as the value's path, what is wrong and what to write."""
    for rule in (*_FILE_RULES, _facts):
        yield from rule(loaded)


def problem(loaded: load.Loaded, path: shape.Path, what: str, write: str, *, warn: bool = False) -> Problem:
    """One problem in its place, under the id that its path goes through; a gap has a number and no id."""
    place = place_of(loaded, path)
    named = path[1] if len(path) > 1 and isinstance(path[1], str) else ""
    return Problem(place.file, place.line, named, what, write, "warning" if warn else "error")


def place_of(loaded: load.Loaded, path: shape.Path) -> Place:
    """Where a value stands, or else what holds it."""
    while path and path not in loaded.places:
        path = path[:-1]
    return loaded.places.get(path, Place(load.NAMES, 0))


def _facts(loaded: load.Loaded) -> Found:
    for key, fact in loaded.fact_file.facts.items():
        for rule in _FACT_RULES:
            for path, what, write in rule(loaded, fact):
                yield ("facts", key, *path), what, write
        for number, statement in enumerate(fact.statements, 1):
            for statement_rule in _STATEMENT_RULES:
                for path, what, write in statement_rule(loaded, statement):
                    yield ("facts", key, "statements", number, *path), f"statement {number}: {what}", write


# ── The whole file


def _sources(loaded: load.Loaded) -> Found:
    for key, source in loaded.fact_file.sources.items():
        if len(source.outlet) > MAX_NAME:
            yield ("sources", key, "outlet"), "the outlet's name is too long", f"shorten it to {MAX_NAME}"
        for field in ("url", "archive_url"):
            address = getattr(source, field)
            if address is not None and not _is_web_address(address):
                yield ("sources", key, field), f"{field} is no web address", "write https://… without spaces"
        if not re.fullmatch(r"[0-9a-f]{64}", source.sha256):
            yield (
                ("sources", key, "sha256"),
                "sha256 is no digest",
                "write the 64 characters that `sha256sum FILE` prints",
            )
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", source.language):
            yield ("sources", key, "language"), "language is no language code", "write en, ko, …"


def _names(loaded: load.Loaded) -> Found:
    for key, name in loaded.fact_file.names.items():
        for field in ("name", "title", "affiliation"):
            if len(getattr(name, field) or "") > MAX_NAME:
                yield ("names", key, field), f"{field} is too long", f"shorten it to {MAX_NAME} characters"


def _part_of(loaded: load.Loaded) -> Found:
    for key, name in loaded.fact_file.names.items():
        path = ("names", key, "part_of")
        if name.part_of is not None and not loaded.has("names", name.part_of):
            yield path, f"part_of “{name.part_of}” is not in names.yaml", "declare it there, or leave it out"
        if key in _above(key, loaded.fact_file.names):
            yield path, f"part_of leads back to {key}", "leave it out where it belongs to nothing larger"


def _above(key: str, names: Mapping[str, Name]) -> list[str]:
    """What a name is part of, what that is part of, and so on; each once."""
    found: list[str] = []
    at = key
    while at in names and (above := names[at].part_of) is not None and above not in found:
        found.append(above)
        at = above
    return found


def _is_web_address(address: str) -> bool:
    """http or https, with a host that has a dot, without credentials, and safe inside `<url|label>`."""
    return (
        re.fullmatch(r"https?://[A-Za-z0-9.-]+\.[A-Za-z0-9-]+(:[0-9]+)?(/[!#-;=?-Z\]_a-z~]*)?", address)
        is not None
    )


def _asked_twice(loaded: load.Loaded) -> Found:
    first: dict[str, str] = {}
    for key, fact in loaded.fact_file.facts.items():
        for number, phrase in enumerate(fact.asked_as, 1):
            folded = _folded(phrase)
            if first.setdefault(folded, key) != key:
                yield (
                    ("facts", key, "asked_as", number),
                    f"“{phrase}” is asked of {first[folded]} too",
                    "leave it to one of them",
                )


def _folded(phrase: str) -> str:
    """A phrase for comparing: two that differ in case, width or white space only are one."""
    return " ".join(normalise(phrase).split())


def _topics_twice(loaded: load.Loaded) -> Found:
    first: dict[str, str] = {}
    for name, topic in loaded.fact_file.topics.items():
        folded = normalise(topic.topic)
        if first.setdefault(folded, name) != name:
            yield ("topics", name), f"{first[folded]} has this topic already", "give it a name of its own"


def _gaps(loaded: load.Loaded) -> Found:
    first: dict[str, int] = {}
    for number, gap in enumerate(loaded.fact_file.gaps, 1):
        path = ("not_on_file", number, "about")
        if len(gap.about) > MAX_ABOUT:
            yield path, f"about has {len(gap.about)} characters", f"shorten it to {MAX_ABOUT}"
        if gap.about.endswith(_STOPS):
            yield path, "about ends with a full stop", "drop it: the answer sets its own"
        earlier = first.setdefault(_folded(gap.about), number)
        if earlier != number:
            yield path, f"“{gap.about}” stands at not_on_file {earlier} already", "put its phrases there"


def _gap_phrases(loaded: load.Loaded) -> Found:
    """A phrase of a fact and of a gap: the file would say of one question that it is on file and is not."""
    facts = loaded.fact_file.facts
    answered = {_folded(phrase): key for key, fact in facts.items() for phrase in fact.asked_as}
    seen: dict[str, str] = {}
    for number, gap in enumerate(loaded.fact_file.gaps, 1):
        for place, phrase in enumerate(gap.asked_as, 1):
            path, folded = ("not_on_file", number, "asked_as", place), _folded(phrase)
            if folded in answered:
                yield (
                    path,
                    f"“{phrase}” is asked of {answered[folded]}, which is on file",
                    "leave it to one of them",
                )
            if folded in seen:
                yield path, f"“{phrase}” stands under “{seen[folded]}” already", "write it once"
            seen.setdefault(folded, gap.about)


def _words(loaded: load.Loaded) -> Found:
    for key, fact in loaded.fact_file.facts.items():
        for field in ("claim", "caution"):
            for word in _WORD.findall(getattr(fact, field) or ""):
                if len(_scripts(word)) > 1:
                    yield (
                        ("facts", key, field),
                        f"“{word}” mixes letters of {joined(tuple(sorted(_scripts(word))))}",
                        "write it in one alphabet",
                    )


def _scripts(word: str) -> set[str]:
    found = {unicodedata.name(char, "?").split(" ", 1)[0] for char in word}
    return found & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}


_FILE_RULES: tuple[Callable[[load.Loaded], Found], ...] = (
    _sources,
    _names,
    _part_of,
    _asked_twice,
    _topics_twice,
    _gaps,
    _gap_phrases,
    _words,
)


# ── One fact


def _claim(_: load.Loaded, fact: Fact) -> Found:
    if not fact.claim.endswith(_STOPS):
        yield ("claim",), "the claim has no full stop", "end it with a full stop"
    if len(fact.claim) > MAX_CLAIM:
        yield ("claim",), f"the claim has {len(fact.claim)} characters", f"shorten it to {MAX_CLAIM}"
    if loaded := _LOADED.search(fact.claim):
        write = "“kill themselves”" if "suicide" in loaded.group().lower() else "“said” or “told”"
        yield ("claim",), f"the claim says “{loaded.group()}”", f"write {write}"


def _proven(loaded: load.Loaded, fact: Fact) -> Found:
    keys = {statement.source for statement in fact.statements}
    sources = [source for key, source in loaded.fact_file.sources.items() if key in keys]
    for what, write in claims.unproven(fact, sources):
        yield ("claim",), what, write


def _life(_: load.Loaded, fact: Fact) -> Found:
    if (fact.shelf_life == "lapsed") != (fact.lapses is not None):
        yield ("shelf_life",), "shelf_life lapsed and lapses go together", "write both, or neither"
    if fact.review_by and not fact.verified:
        yield (
            ("review_by",),
            "review_by is set by an editor who verifies",
            "write verified too, or leave it out",
        )
    if fact.verified and fact.review_by and fact.review_by <= fact.verified.on:
        yield ("review_by",), "review_by is not after the day of the check", "write a later day"
    if (fact.status == "superseded") != (fact.superseded_by is not None):
        yield ("status",), "status superseded and superseded_by go together", "write both, or neither"
    if fact.withdrawn_because is not None and fact.status != "withdrawn":
        yield (
            ("withdrawn_because",),
            "withdrawn_because belongs to a withdrawn fact",
            "write status: withdrawn, or leave it out",
        )


def _pointers(loaded: load.Loaded, fact: Fact) -> Found:
    for number, other in enumerate(fact.related, 1):
        if not loaded.has("facts", other):
            yield ("related", number), f"there is no fact “{other}”", "write an id that is on file"
    if fact.superseded_by is not None and not loaded.has("facts", fact.superseded_by):
        yield ("superseded_by",), f"there is no fact “{fact.superseded_by}”", "write an id that is on file"


def _confirmed(_: load.Loaded, fact: Fact) -> Found:
    origins = {hop.occasion for statement in fact.statements for hop in statement.chain if hop.occasion}
    if fact.status == "confirmed" and len(origins) < 2 and not fact.verified:  # noqa: PLR2004 - independent means two
        yield (
            ("status",),
            "confirmed needs two independent origins or an editor's own check",
            "write claimed, or verified with who and when",
        )


def _differences(loaded: load.Loaded, fact: Fact) -> Found:
    for number, difference in enumerate(fact.differs, 1):
        if len(difference.sides) < 2:  # noqa: PLR2004 - a difference has two sides
            yield (
                ("differs", number, "sides"),
                "a difference needs two sides",
                "write what the other source says",
            )
        for side_number, side in enumerate(difference.sides, 1):
            path = ("differs", number, "sides", side_number, "source")
            if not loaded.has("sources", side.source):
                yield path, f"there is no source “{side.source}”", _one_of(loaded.fact_file.sources)


def _figures(_: load.Loaded, fact: Fact) -> Found:
    for number, figure in enumerate(fact.figures, 1):
        for what, write in _figure(figure, fact.statements):
            yield ("figures", number), f"figure {number}: {what}", write


def _figure(figure: Figure, statements: tuple[Statement, ...]) -> Iterator[tuple[str, str]]:
    if not 1 <= figure.statement <= len(statements):
        yield f"there is no statement {figure.statement}", f"write 1 to {len(statements)}"
        return
    passages = statements[figure.statement - 1].passages
    if not any(figure.as_printed in passage.exact for passage in passages):
        yield (
            f"“{figure.as_printed}” stands in no passage of statement {figure.statement}",
            "write the printed words",
        )
    digits = [Decimal(each.replace(",", "")) for each in _DIGITS.findall(figure.as_printed)]
    if digits and figure.value not in digits:
        yield f"value {figure.value} is not in “{figure.as_printed}”", f"write {digits[0]}"
    if figure.qualifier and figure.qualifier.casefold() not in figure.as_printed.casefold():
        yield f"“{figure.qualifier}” is not in “{figure.as_printed}”", "write the qualifier as printed there"


_FACT_RULES: tuple[Callable[[load.Loaded, Fact], Found], ...] = (
    _claim,
    _proven,
    _life,
    _pointers,
    _confirmed,
    _differences,
    _figures,
)


# ── One statement


def _source(loaded: load.Loaded, statement: Statement) -> Found:
    source = loaded.fact_file.sources.get(statement.source)
    if not loaded.has("sources", statement.source):
        yield (
            ("source",),
            f"there is no source “{statement.source}”",
            _one_of(loaded.fact_file.sources),
        )
    if source is not None and statement.date and statement.date > source.published:
        yield ("date",), "the words are younger than their source", "check the day"


def _credit(_: load.Loaded, statement: Statement) -> Found:
    match statement.voice:
        case "speaker" if not statement.chain:
            yield ("chain",), "it can't be credited: a speaker's words without a chain", "write who said it"
        case "outlet" | "caption" if statement.chain:
            yield (
                ("chain",),
                f"voice {statement.voice} has no chain",
                "write voice: speaker, or drop the chain",
            )
        case "caption" if statement.credit is None:
            yield (
                ("credit",),
                "it can't be credited: a caption without its credit",
                "write the credit as printed",
            )
        case _:
            pass
    if statement.credit is not None and statement.voice != "caption":
        yield ("credit",), "only a caption has a credit", "drop it"
    if not statement.needs_credit and statement.voice == "speaker":
        yield ("needs_credit",), "a speaker's words always need credit", "drop needs_credit"


def _chain(loaded: load.Loaded, statement: Statement) -> Found:
    for number, hop in enumerate(statement.chain, 1):
        path = ("chain", number)
        for who in (*hop.who, *((hop.to,) if hop.to else ())):
            if not loaded.has("names", who):
                yield path, f"“{who}” is not in names.yaml", "declare it there, or write a key that is"
        if hop.occasion and not loaded.has("occasions", hop.occasion):
            yield path, f"the occasion “{hop.occasion}” is not declared", _one_of(loaded.fact_file.occasions)
        if hop.verb == "told" and not hop.to:
            yield path, "told, but not to whom", "write to:, or said"
        if hop.to and hop.verb not in ("said", "told"):
            yield path, f"“{hop.verb}” with to: reads wrong", "write told, or leave to: out"
        if hop.setting and not re.match(r"(in|at|on|during|after|before|to)\b", hop.setting):
            yield path, "setting does not begin with its preposition", "write “in a closed-door briefing”"


def _printed(_: load.Loaded, statement: Statement) -> Found:
    words = sum(len(passage.exact.split()) for passage in statement.passages)
    if words > MAX_WORDS:
        yield ("passages",), f"the passages have {words} words", f"quote at most {MAX_WORDS}"
    for number, passage in enumerate(statement.passages, 1):
        if re.search(r"[\r\n]", passage.exact):
            yield ("passages", number), "the passage runs over a paragraph's end", "write two passages"
    for number, quote in enumerate(statement.quotes, 1):
        if not any(quote in passage.exact for passage in statement.passages):
            yield (
                ("quotes", number),
                f"the quote “{quote}” stands in none of its passages",
                "quote the passage",
            )
    hedge = statement.hedge
    if hedge and not any(hedge.word.casefold() in passage.exact.casefold() for passage in statement.passages):
        yield ("hedge",), f"the hedge “{hedge.word}” stands in none of its passages", "write the printed word"


_STATEMENT_RULES: tuple[Callable[[load.Loaded, Statement], Found], ...] = (_source, _credit, _chain, _printed)


# ── Advice: served all the same


def _advice(loaded: load.Loaded) -> Found:
    for key, fact in loaded.fact_file.facts.items():
        if len(fact.asked_as) < MIN_ASKED:
            yield (
                ("facts", key, "asked_as"),
                f"asked_as has {len(fact.asked_as)} phrases",
                f"write at least {MIN_ASKED} ways in which a reporter would ask",
            )
        if claims.is_dated_without_a_day(fact):
            yield (
                ("facts", key, "claim"),
                "a perishable claim without its day",
                "begin it “As of Jan. 13, 2025,”",
            )
        if fact.status == "withdrawn" and fact.withdrawn_because is None:
            yield (
                ("facts", key, "status"),
                "withdrawn, and the card can't say why",
                "write withdrawn_because: and the reason",
            )
        if fact.claim.endswith(_STOPS) and not sentences(fact.claim)[0].endswith(_STOPS):
            yield ("facts", key, "claim"), "the first sentence has no full stop", "end it with a full stop"


def _one_of(known: Iterable[str]) -> str:
    ids = tuple(known)
    return f"write {joined(ids, 'or')}" if ids else "declare it first"
