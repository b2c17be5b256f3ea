"""What the draft check knows of English news writing, and of no topic: saying, hedging, counting, ranks.

The lists are this project's own, from how the Associated Press, Reuters and British papers write. Words are
in small letters, hyphens part them.
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STRONG: Final = _words(
    """
    said says say saying told tells tell telling claimed claims claim claiming announced announces announcing
    predicted predicts predicting suggested suggests suggesting emphasized emphasised emphasizes emphasises
    emphasizing emphasising stressed stresses stressing added adds adding noted noting reported reports
    reporting insisted insists insisting warned warns warning declared declares declaring stated stating
    wrote writes writing tweeted disclosed discloses disclosing revealed reveals revealing estimated estimates
    estimating believes believed thinks thought reckons reckoned explained explains argued argues asserted
    asserts maintained maintains relayed relays recounted recounts identified identifies blamed blames faulted
    faults cited described describes forecast forecasts foresees foresaw expects alleged alleges assessed
    assesses concluded concludes commented remarked replied responded contended testified confided conceded
    offered offers offering pledged pledges promised vowed vows quipped observed reiterated repeated
    affirmed underlined underscored highlighted highlights briefed urged urges
    accused accuses charged quoted
    """
)
"""Verbs whose subject is a source."""

WEAK: Final = _words(
    """
    expressed express expresses expressing voiced voice voices voicing shouted shouting shouts cried cries
    yelled called calls calling call referred refer refers referring spoke speak speaks speaking acknowledged
    acknowledge confirmed confirms confirm denied denies deny admitted admits declined declines refused asked
    asks agreed put puts read reads saw sees found finds views viewed regards used pointed spells
    """
)
"""Verbs that may be a source's, or a part of what is claimed: they credit somebody in the chain only."""

SPEECH: Final = STRONG | WEAK

NAMING: Final = _words("used call calls called refer refers referred")
"""Verbs with which somebody names a thing: families call their sons “…”."""

INVERTED: Final = _words(
    """
    said says say added adds reported reports claimed claims announced predicted suggested noted warned
    insisted
    stressed wrote declared argued explained observed emphasized emphasised
    """
)
"""Verbs that a source can follow: “…,” said Lee."""

PASSIVE: Final = STRONG - {"briefed"} | _words(
    """
    said told claimed announced predicted suggested emphasized emphasised stressed noted reported disclosed
    revealed estimated identified described cited quoted released put given voiced expressed made used relayed
    called issued published stated declared offered forecast
    """
)
"""Participles before “by”: announced by Peskov."""

SAYING_NOUNS: Final = _words(
    """
    account claim claims view views forecast prediction predictions assessment estimate estimates estimation
    analysis words report reports reporting outlook opinion reading telling statement remarks reckoning
    version
    description announcement judgment judgement findings briefing story offer proposal pledge plan count
    tally figures
    """
)
"""Nouns that a source has: by the agency's account, an earlier claim by Seoul."""

PEOPLE_NOUNS: Final = _words(
    """
    spokesman spokesperson spokeswoman spokesmen spokespeople official officials officer officers minister
    ministers president leader lawmaker lawmakers legislator legislators politician politicians mp mps
    parliamentarian parliamentarians senator congressman representative secretary chief head director deputy
    adviser advisor aide aides diplomat diplomats ambassador envoy general commander commanders analyst
    analysts
    expert experts interrogators interrogator captives captive prisoners prisoner soldiers soldier families
    family relatives men pair defector defectors source sources spies doctor doctors surgeon historian
    professor
    researcher researchers witness witnesses activist activists lawyer lawyers governor mayor journalist
    journalists reporter reporters authorities intelligence chairman chairwoman premier observers
    """
)
BODY_NOUNS: Final = _words(
    """
    ministry agency service services military army forces staff government parliament assembly court
    department
    office bureau committee commission council group team party corps command union organisation organization
    institute institution bank company newspaper daily outlet broadcaster network channel administration
    cabinet embassy regime police secretariat center centre nations alliance press
    """
)
"""Nouns of those who can be a source: a phrase that ends in none of them, and has no name, is none."""

COUNTRY_WORDS: Final = _words(
    """
    us american america washington british britain uk london japanese japan tokyo chinese china beijing french
    france paris german germany berlin polish poland warsaw nato european eu brussels un israeli turkish
    indian
    belarusian belarus minsk iranian iran tehran canadian canada australian australia pentagon russian russia
    ukrainian ukraine korean korea
    """
)

THINGS: Final = _words(
    """
    notes memos note memo footage video documents document papers paper photo photograph picture caption
    report
    article story law laws conventions convention headline clip letter letters news figures data evidence
    testimony testimonies statement findings analysis numbers session briefing appointments deployment
    """
)
"""What says something without being a source: notes, footage, a law."""

UNNAMED: Final = _words(
    "reports sources officials observers analysts experts some many critics media source it"
)
"""Sources that name nobody: “officials said” credits no one."""

PRONOUNS: Final = _words("he she they it we i who which")

AUXILIARIES: Final = _words(
    """
    has had have having also later previously earlier reportedly was were is are be been then once again first
    still only since now repeatedly himself itself themselves then publicly privately openly flatly further
    meanwhile not never did does do would will could might may on monday tuesday wednesday thursday friday
    saturday sunday today yesterday separately afterward afterwards in turn
    """
)
"""What may stand between a source and its verb."""

BOUNDARIES: Final = _words(
    """
    that whose what but while as when where because although though if whether since after before until so
    than for
    """
)
"""Words at which a source's phrase ends, read from its verb to the left."""

TITLES: Final = _words(
    "mr mrs ms miss dr prof sir rep reps sen gen president minister chairman leader comrade representative mp"
)

HEDGES: Final = _words(
    """
    reportedly allegedly apparently purportedly supposedly suspected rumoured rumored alleged reported reports
    reporting said believed thought understood
    """
)
"""Words of a hedge that name nobody: reportedly, is said to, reports say."""

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS: Final = {
    name: number
    for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}

OVER, UNDER, ABOUT, LEAST, MOST, EXACT = "over", "under", "about", "least", "most", "exact"
_QUALIFIERS: Final = {
    OVER: """well over, just over, more than, over, above, upwards of, upward of, in excess of, greater than,
        higher than, north of, past, beyond, topped, top, tops, topping, surpassed, surpass, surpassing,
        exceeded, exceed, exceeds, exceeding, passed, crossed""",
    LEAST: "no fewer than, no less than, not less than, at least, a minimum of",
    UNDER: """just under, just below, just short of, short of, under, below, less than, fewer than, nearly,
        almost, close to, closing in on, nearing, verging on, on the verge of, edging towards, edging toward,
        approaching, not quite, shy of""",
    MOST: "up to, as many as, at most, no more than, not more than, a maximum of",
    ABOUT: """about, around, some, roughly, approximately, approx, an estimated, estimated, circa,
        in the region of, or so""",
    EXACT: "exactly, precisely",
}
QUALIFIERS: Final = {
    words.strip(): direction for direction, group in _QUALIFIERS.items() for words in group.split(",")
}
"""A number's qualifier and its direction."""
