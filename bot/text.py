"""Text as values: sentences, cutting, and making words inert for Slack.

Order matters for anything that goes to Slack: cut to length first, then escape. Escaping first
could be cut in the middle of `&amp;`, and counts a character up to five times.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

# AP abbreviates these months with a day, and spells out March to July.
MONTHS = tuple("Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split())
# AP's abbreviations before which a full stop does not end a sentence: months, titles, ranks, places.
_ABBREVIATIONS = frozenset(
    "jan feb mar apr aug sept oct nov dec mr mrs ms dr prof rep reps sen sens gov gen col lt sgt maj capt "
    "adm cmdr cpl pvt pfc spc jr sr st no vs u.s u.k u.n d.c e.g i.e a.m p.m inc ltd co corp "
    "mon tue tues wed thu thur thurs fri".split()
)
_STOP = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])")
_INITIALS = re.compile(r"([A-Z]\.)*[A-Z]")
_JOINERS = "\u200c\u200d"  # Persian writing and emoji are made with them
_INVISIBLE = ("Cc", "Cf", "Mn")
_ASCII = {**dict.fromkeys((*range(32), 127)), **dict.fromkeys(map(ord, "\t\n\r"), " ")}


def full_day(day: dt.date) -> str:
    """A day as AP prints it, with its year: “Jan. 13, 2025”."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def full_moment(at: dt.datetime) -> str:
    """A moment, aware, as the desk's log has it: “Nov. 28, 2026, 16:04 UTC”."""
    there = at.astimezone(dt.UTC)
    return f"{full_day(there.date())}, {there:%H:%M} UTC"


def sentences(text: str) -> tuple[str, ...]:
    """Cut prose into sentences; “Jan. 13”, “U.S.”, “Rep. Lee” and “Donald J. Trump” do not end one."""
    found: list[str] = []
    start = 0
    for stop in _STOP.finditer(text):
        bare = stop.group().startswith(".") and stop.group()[1:].isspace()
        if not (bare and is_abbreviation(text[start : stop.start()])):
            found.append(text[start : stop.end()].strip())
            start = stop.end()
    rest = text[start:].strip()
    return (*found, rest) if rest else tuple(found)


def is_abbreviation(before: str) -> bool:
    """Does what stands before a full stop end with an abbreviation, or with an initial?"""
    word = (before.split() or [""])[-1].lstrip("\"'“‘(")
    return word.lower() in _ABBREVIATIONS or _INITIALS.fullmatch(word) is not None


def normalise(text: str) -> str:
    """Fold a question for comparing: NFKC, casefolded, without control, format and combining characters.

    Never for words that are shown: a quote stays as its document prints it.
    """
    if text.isascii():  # as most text is; fifteen times as fast
        return text.translate(_ASCII).lower()
    spaced = "".join(" " if char in "\t\n\r" else char for char in text)
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", spaced).casefold())
    bare = "".join(char for char in folded if unicodedata.category(char) not in _INVISIBLE)
    return unicodedata.normalize("NFKC", bare)


def visible(text: str) -> str:
    """What a person typed, for repeating it: white space folded, and nothing that turns the writing round."""
    shown = "".join(char for char in text if char.isprintable() or char.isspace() or char in _JOINERS)
    return " ".join(shown.split())


def cut(text: str, limit: int) -> str:
    """Shorten to at most `limit` characters, at a word where one is near, ending with “…”."""
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    head = text[: limit - 1]
    space = head.rfind(" ")
    return (head[:space] if space > limit // 2 else head).rstrip() + "…"


def escape(text: str) -> str:
    """Make `&`, `<` and `>` inert in Slack's mrkdwn. These three and nothing else, by Slack's rule."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def fit(text: str, limit: int) -> str:
    """Cut, then escape, so that the escaped text has at most `limit` characters."""
    room = limit
    while len(escaped := escape(cut(text, room))) > limit:
        room -= max(1, (len(escaped) - limit + 4) // 5)
    return escaped


def joined(items: tuple[str, ...], last: str = "and") -> str:
    """Join as prose: “a”, “a and b”, “a, b and c”. AP sets no comma before the last."""
    if len(items) < 2:  # noqa: PLR2004 - two is where prose needs a conjunction
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def counted(number: int, one: str, many: str = "") -> str:
    """Say “1 source”, “2 sources”."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def capital(words: str) -> str:
    """The same with a capital letter in front."""
    return words[:1].upper() + words[1:]
