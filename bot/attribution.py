"""Who said it, in AP style, made from the chain that the passage prints and from nothing else.

Three forms of one statement's attribution:

- short: the nearest named human first, the outlet and its day in brackets;
- full: every printed hop, the occasion, the outlet, as a clause that follows a claim;
- credit: the full form without the hops that the claim itself names, for pasting behind it.

“said” or “told”, never an outlet's “revealed” (AP Stylebook, “said”). Where the passage prints no
day of the words, none is given and the tense is “has said”.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import FactFile, Hop, Name, Source, Statement
from bot.text import MONTHS, full_day, joined

_PREPOSITION = re.compile(r"^\w+ ")
# Words with which a sentence credits somebody.
_SAYING = re.compile(
    r"\b(said|told|claim|predict|announc|suggest|according|account|voiced|blam|warn|accus|den(y|ied)|declin|"
    r"estimat|emphasi|stress|added|wrote|noted|spoke)"
)
_WEEK = 7  # AP names the weekday within seven days of today


@dataclass(frozen=True, slots=True)
class Attribution:
    """One statement's attribution, without a full stop: `short` and `full`."""

    short: str
    full: str


def ap_day(day: dt.date, today: dt.date) -> str:
    """A day as AP prints it: the weekday within a week of today, the year where it is another one."""
    if abs((day - today).days) < _WEEK:
        return day.strftime("%A")
    return f"{MONTHS[day.month - 1]} {day.day}" if day.year == today.year else full_day(day)


def attribute(statement: Statement, file: FactFile, today: dt.date) -> Attribution:
    """Both forms for a statement; its source and names are on file (see `validate`)."""
    source = file.sources[statement.source]
    published = ap_day(source.published, today)
    return Attribution(
        short=_short(statement, file.names, source, published),
        full=_full(statement, statement.chain, file, today),
    )


def credit(statement: Statement, sentence: str, file: FactFile, today: dt.date) -> str:
    """What is still to be said behind `sentence`: the hops it does not name, and the outlet.

    The outlet's day is left out where the sentence gives that day already (“As of Jan. 13, 2025, …”).
    """
    left = tuple(hop for hop in statement.chain if not _names(sentence, hop, file.names))
    published = file.sources[statement.source].published
    said_already = full_day(published) in sentence
    return _full(statement, left, file, today, with_day=not said_already)


def nearest_human(statement: Statement, names: Mapping[str, Name]) -> Hop | None:
    """The first hop that is a named person, else the first hop, else None (an outlet's own words)."""
    people = (hop for hop in statement.chain if any(names[who].kind == "person" for who in hop.who))
    return next(people, statement.chain[0] if statement.chain else None)


def outlet_name(source: Source) -> str:
    """The outlet with its article: “the Korea JoongAng Daily”."""
    return f"{source.article} {source.outlet}" if source.article else source.outlet


def speaker(key: str, names: Mapping[str, Name], *, short: bool = False) -> str:
    """A name as it stands in a sentence: title, name, article."""
    name = names[key]
    plain = name.short if short and name.short and name.kind != "person" else name.name
    titled = f"{name.title} {plain}" if name.title else plain
    return f"{name.article} {titled}" if name.article else titled


def _short(statement: Statement, names: Mapping[str, Name], source: Source, published: str) -> str:
    if statement.voice == "caption":
        return f"photo caption, credit {statement.credit} ({source.outlet}, {published})"
    hop = nearest_human(statement, names)
    if hop is None:
        return f"{outlet_name(source)} reported {published}"
    before = statement.chain[: statement.chain.index(hop)]
    after = statement.chain[statement.chain.index(hop) + 1 :]
    said = f"{_people(hop, names, short=True)} {_verb(hop, names, has=_undated(statement))}"
    cited = "".join(f", citing {_people(each, names, short=True)}" for each in before)
    relayed = "".join(f", according to {_people(each, names, short=True)}" for each in after)
    return f"{said}{cited}{relayed} ({source.outlet}, {published})"


def _full(
    statement: Statement, chain: tuple[Hop, ...], file: FactFile, today: dt.date, *, with_day: bool = True
) -> str:
    """The hops of `chain`, a part of the statement's own, and the outlet."""
    source = file.sources[statement.source]
    outlet = outlet_name(source)
    day = f" {ap_day(source.published, today)}" if with_day else ""
    if statement.voice == "caption":
        return f"according to a photo caption (credit: {statement.credit}) that {outlet} published{day}"
    whole = statement.chain
    parts = [
        _first(hop, statement, file.names, today)
        if hop is whole[0]
        else _relay(hop, chain, whole, file.names)
        for hop in chain
    ]
    said_that_day = bool(chain) and chain[0] is whole[0] and statement.date == source.published
    return ", ".join([*parts, f"{outlet} reported{'' if said_that_day else day}"])


def _first(hop: Hop, statement: Statement, names: Mapping[str, Name], today: dt.date) -> str:
    """The hop nearest to the words: who said it, to whom, when, where."""
    text = f"{_people(hop, names)} {_verb(hop, names, has=_undated(statement))}"
    if statement.date:
        text = f"{text} {ap_day(statement.date, today)}"
    if not hop.setting:
        return text
    return f"{text}, {hop.setting}" if text[-1].isdigit() and "," in text else f"{text} {hop.setting}"


def _relay(hop: Hop, said: tuple[Hop, ...], whole: tuple[Hop, ...], names: Mapping[str, Name]) -> str:
    """A later hop: who passed it on, and, of people named with their parties, what they described.

    `said` are the hops that are spelled out; the occasion of one that is not is named here instead.
    """
    spoke = f", who {_verb(hop, names, has=False)}" if hop.to else ", who spoke" if hop.setting else ""
    if spoke:
        return f"according to {_people(hop, names)}{spoke}{' ' + hop.setting if hop.setting else ''}"
    before = whole[whole.index(hop) - 1]
    occasion = _PREPOSITION.sub("", before.setting or "")
    people = tuple(names[who] for who in hop.who)
    titles = {person.title for person in people}
    if not (hop.with_affiliation and occasion and len(titles) == 1 and None not in titles):
        return f"according to {_people(hop, names)}"
    plain = joined(tuple(_affiliated(person) for person in people))
    title = people[0].title or ""
    kind = _plural(title) if len(people) > 1 else f"{_article(title)} {title}"
    return f"according to {plain}, {kind} who described {'it' if before in said else occasion}"


def _people(hop: Hop, names: Mapping[str, Name], *, short: bool = False) -> str:
    """All of a hop's speakers; people who share a title get it once, in the plural."""
    people = tuple(names[who] for who in hop.who)
    titles = {person.title for person in people}
    plain = tuple(_affiliated(each) if hop.with_affiliation and not short else each.name for each in people)
    if len(people) > 1 and len(titles) == 1 and None not in titles:
        return f"{_plural(people[0].title or '')} {joined(plain)}"
    if hop.with_affiliation and not short:
        return joined(
            tuple(
                f"{each.title} {text}" if each.title else text
                for each, text in zip(people, plain, strict=True)
            )
        )
    return joined(tuple(speaker(who, names, short=short) for who in hop.who))


def _affiliated(person: Name) -> str:
    return f"{person.name} of {person.affiliation}" if person.affiliation else person.name


def _plural(title: str) -> str:
    return re.sub("man$", "men", title) if title.endswith("man") else f"{title}s"


def _article(word: str) -> str:
    return "an" if word[:1].lower() in "aeiou" else "a"


def _undated(statement: Statement) -> bool:
    """Is “has said” the honest tense: one speaker, no day, no occasion to place it?"""
    return statement.date is None and len(statement.chain) == 1 and not statement.chain[0].setting


def _verb(hop: Hop, names: Mapping[str, Name], *, has: bool) -> str:
    """The verb; “has said” where no day is known. “said” to somebody is “told”."""
    verb = "told" if hop.verb == "said" and hop.to else hop.verb
    several = len(hop.who) > 1 or names[hop.who[0]].plural
    whom = f" {speaker(hop.to, names)}" if hop.to else ""
    tense = ("have " if several else "has ") if has else ""
    return f"{tense}{verb}{whom}"


def _names(sentence: str, hop: Hop, names: Mapping[str, Name]) -> bool:
    """Does the sentence credit every speaker of the hop: name them, and speak of saying?

    Where in doubt it does not: a credit given twice is clumsy, one left out is wrong.
    """
    return _SAYING.search(sentence) is not None and all(_mentions(sentence, names[who]) for who in hop.who)


def _mentions(sentence: str, name: Name) -> bool:
    """A full name or description of two words or more; a body's short form as it is written.

    A person's bare surname names too many people, and so does a title with a surname.
    """
    longer = (each for each in name.accepted if " " in each and "." not in each)
    short = (name.short,) if name.short and name.kind == "body" else ()
    return any(
        re.search(rf"(?<!\w){re.escape(each)}(?!\w)", sentence) for each in (name.name, *short, *longer)
    )
