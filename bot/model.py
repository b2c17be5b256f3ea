"""The shape of the fact file. These dataclasses are its only schema.

`factdesk schema`, the field table of `facts/README.md` and the loader are all made from them:
a field's meaning is its `doc` metadata, its YAML form follows from its type, and a key that is
not here is refused. All values are frozen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

Voice = Literal["speaker", "outlet", "caption"]
Verb = Literal["said", "told", "claimed", "predicted", "announced", "suggested"]
Status = Literal["record", "claimed", "confirmed", "disputed", "superseded", "withdrawn"]
ShelfLife = Literal["permanent", "dated", "lapsed"]
NameKind = Literal["person", "body", "place", "role"]


def described(doc: str, **more: Any) -> Any:
    """A dataclass field with its meaning; `more` goes to `dataclasses.field`."""
    return field(metadata={"doc": doc}, **more)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a source document, character by character."""

    exact: str = described("The document's exact characters, within one paragraph.")
    prefix: str = described("What stands right before, where `exact` stands twice.", default="")
    suffix: str = described("What stands right after, where `exact` stands twice.", default="")


@dataclass(frozen=True, slots=True)
class Hop:
    """One link of a chain: who said it, to whom, on which occasion, as the passage prints it."""

    who: tuple[str, ...] = described("Key or keys from names.yaml.")
    verb: Verb = described("What they did. Never the outlet's “revealed” or “disclosed”: write said.")
    to: str | None = described("Key of whom they told, where printed.", default=None)
    occasion: str | None = described(
        "Id of the declared occasion that this passage ties the words to. Statements of one "
        "occasion are one origin; left out where the passage names none.",
        default=None,
    )
    setting: str | None = described(
        "How the passage words the occasion, from its preposition on: "
        "“in a closed-door briefing”, “after a National Intelligence Service briefing”.",
        default=None,
    )
    with_affiliation: bool = described(
        "true where the passage prints the party or body that the person belongs to.", default=False
    )
    inferred: bool = described("true where the outlet does not print this hop.", default=False)


@dataclass(frozen=True, slots=True)
class Hedge:
    """A word that keeps the statement from being flat, and whose word it is."""

    word: str = described("The word as printed: reportedly, suspected, estimates suggesting.")
    by: Literal["speaker", "outlet"] = described("Whose hedge it is.")


@dataclass(frozen=True, slots=True)
class Statement:
    """One speech act as one outlet printed it, with the chain that this passage prints and no more."""

    voice: Voice = described(
        "speaker; outlet (its own sentence); or caption (evidence for what the picture shows, no more)."
    )
    source: str = described("Id of the source record in seeds/.")
    passages: tuple[Passage, ...] = described(
        "The shortest words that carry claim, attribution and conditions; at most 60 words together."
    )
    chain: tuple[Hop, ...] = described(
        "Nearest to the words first; empty for the outlet's own sentence.", default=()
    )
    quotes: tuple[str, ...] = described("Words that stand inside quotation marks in a passage.", default=())
    date: dt.date | None = described("The day of the speech act, where printed.", default=None)
    before: dt.date | None = described(
        "A day before which it happened, where only that is known.", default=None
    )
    hedge: Hedge | None = described("The source's own hedge, and whose it is.", default=None)
    credit: str | None = described("For a caption: the credit as printed, e.g. YONHAP.", default=None)
    relay_unprinted: bool = described(
        "true where the words come from behind closed doors and the outlet does not say how it got them.",
        default=False,
    )
    act: bool = described(
        "true where the fact is that somebody spoke, and to whom: the outlet's own report of the act.",
        default=False,
    )
    needs_credit: bool = described(
        "false only for a matter of record that this desk checked against a named primary source.",
        default=True,
    )


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a draft can be checked against."""

    of: str = described("What is counted, in a word or two: killed, injured, casualties.")
    unit: str = described("What the number counts: soldiers, people.")
    value: Decimal = described("The number in digits.")
    as_printed: str = described("The words of the passage that hold the number.")
    statement: int = described("Which statement prints it, counted from 1.")
    qualifier: str | None = described(
        "over, more than, about, some, approximately; as printed.", default=None
    )


@dataclass(frozen=True, slots=True)
class Side:
    """What one source says where sources differ."""

    source: str = described("Id of the source.")
    says: str = described("What it says, in its own words where short.")


@dataclass(frozen=True, slots=True)
class Difference:
    """A point on which sources differ: said on the card, never smoothed over."""

    about: str = described("The point in a few words.")
    sides: tuple[Side, ...] = described("Two or more sides; one source may stand on two of them.")
    note: str | None = described("What follows from it, and what does not.", default=None)


@dataclass(frozen=True, slots=True)
class Verification:
    """An editor's own check of the fact."""

    by: str = described("Who checked it.")
    on: dt.date = described("The day of the check.")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: the claim, the statements that it rests on, and what to be careful about."""

    claim: str = described(
        "The newsroom's own words, safe to paste. Its first sentence rests on the first statement; every "
        "further sentence names its own source. A perishable one begins “As of Jan. 13, 2025,”."
    )
    status: Status = described(
        "record; claimed; confirmed (two independent origins, or the desk's own check); disputed; "
        "superseded; withdrawn."
    )
    as_of: dt.date = described("The day of which the claim speaks.")
    shelf_life: ShelfLife = described("permanent; dated; or lapsed, with `lapses`.")
    statements: tuple[Statement, ...] = described("At least one; the first carries the claim.")
    asked_as: tuple[str, ...] = described("How reporters ask for it: at least ten ways.")
    lapses: dt.date | None = described("The last day on which the words could still come true.", default=None)
    figures: tuple[Figure, ...] = described("What may be checked in a draft.", default=())
    differs: tuple[Difference, ...] = described("Where sources differ.", default=())
    caution: str | None = described(
        "What to be careful about: a prisoner speaking in custody, a state-media picture, a prediction.",
        default=None,
    )
    verified: Verification | None = described("Left out until an editor has done it.", default=None)
    review_by: dt.date | None = described(
        "When to look at it again; set when an editor verifies.", default=None
    )
    superseded_by: str | None = described("Id of the fact that replaces this one.", default=None)
    withdrawn_because: str | None = described("Why it was withdrawn: said on the card.", default=None)
    related: tuple[str, ...] = described("Ids of other facts.", default=())


@dataclass(frozen=True, slots=True)
class Occasion:
    """A speech, briefing or post; statements tied to one occasion are one origin."""

    label: str = described("As it stands on the card: “the NIS briefing of Jan. 13”.")
    date: dt.date | None = described("The day, where printed.", default=None)
    place: str | None = described("The place, where printed.", default=None)


@dataclass(frozen=True, slots=True)
class Topic:
    """One file of facts/."""

    topic: str = described("The topic's name.")
    facts: Mapping[str, Fact] = described("Fact id to fact. The id never changes.")
    occasions: Mapping[str, Occasion] = described("Occasion id to occasion.", default_factory=dict)
    synonyms: tuple[tuple[str, ...], ...] = described(
        "Groups of words that reporters use for one another; search reads them, claims don't.", default=()
    )


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that reporters ask for and that is not on file."""

    about: str = described("In a few words, as the answer names it: losses of the Russian army.")
    asked_as: tuple[str, ...] = described(
        "How reporters ask for it, in the words that tell it from the facts nearby."
    )


@dataclass(frozen=True, slots=True)
class Gaps:
    """The file facts/not-on-file.yaml."""

    not_on_file: tuple[Gap, ...] = described(
        "What is known not to be on file: a question nearest to one of these gets no fact merely near it."
    )


@dataclass(frozen=True, slots=True)
class Name:
    """A person, body, place, or a role without a name."""

    kind: NameKind = described("person, body, place or role (“an NIS official”).")
    name: str = described("In full, in the house's spelling, without article or title.")
    article: Literal["the", "a", "an"] | None = described("The article that goes before it.", default=None)
    short: str | None = described("Second reference: Zelenskyy, the NIS's NIS.", default=None)
    title: str | None = described(
        "As it stands before the name: lawmaker, Ukrainian President.", default=None
    )
    affiliation: str | None = described(
        "Party or body, with its article: the People Power Party.", default=None
    )
    plural: bool = described("true for several people: families, officials.", default=False)
    accepted: tuple[str, ...] = described(
        "Other spellings and descriptions that are fine in a draft.", default=()
    )
    romanised: tuple[str, ...] = described(
        "Other romanisations that people type; search reads them.", default=()
    )
    misspelt: tuple[str, ...] = described(
        "Common misspellings; search reads them, the draft check flags them.", default=()
    )
    part_of: str | None = described(
        "Key of the body or country that it belongs to and speaks for: a draft may name that instead.",
        default=None,
    )
    posts: tuple[str, ...] = described(
        "A person's offices besides the title, as a draft may give them: deputy national security adviser.",
        default=(),
    )
    called: tuple[str, ...] = described(
        "Common nouns that a draft may use for it, alone or with its country: spy agency, lawmaker.",
        default=(),
    )
    adjectives: tuple[str, ...] = described("Of a place: South Korean.", default=())


@dataclass(frozen=True, slots=True)
class Names:
    """The file facts/names.yaml."""

    names: Mapping[str, Name] = described("Key to name.")


@dataclass(frozen=True, slots=True)
class Source:
    """One file of seeds/: the record of a source document. The file's name is its id."""

    outlet: str = described("The outlet, without article: Korea JoongAng Daily.")
    published: dt.date = described("The day of publication.")
    url: str = described("The address, http or https.")
    language: str = described("Language code: en.")
    sha256: str = described("Digest of the document's text as the desk keeps it.")
    article: Literal["the"] | None = described("the, where the outlet's name takes it.", default=None)
    headline: str | None = described("As printed; left out where it is not on file.", default=None)
    byline: str | None = described("As printed; left out where none is.", default=None)
    archive_url: str | None = described("An archived copy's address.", default=None)
    note: str | None = described("What an editor should know of the copy on file.", default=None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: the file and the line, counted from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class FactFile:
    """Facts, names and sources together: one edition, as it is served.

    `edition` is the hex sha256 of the verbatim bytes of all its files (see `load`);
    `topics` keeps the order of the files' names, facts the order of the editor. `places` says where a
    fact or a name stands, and a fact's claim, figures, statements and their parts (see `load.Loaded`).
    """

    edition: str
    topics: Mapping[str, Topic]
    names: Mapping[str, Name]
    sources: Mapping[str, Source]
    gaps: tuple[Gap, ...] = ()
    places: Mapping[tuple[str | int, ...], Place] = field(default_factory=dict, repr=False)

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Every fact by its id, in order."""
        return {key: fact for topic in self.topics.values() for key, fact in topic.facts.items()}

    @property
    def occasions(self) -> Mapping[str, Occasion]:
        """Every declared occasion by its id."""
        return {key: value for topic in self.topics.values() for key, value in topic.occasions.items()}
