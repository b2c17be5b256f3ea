"""The shipped fact file: all of the list is there, proven, and as careful as the desk promised."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from bot import lint, load, validate
from bot.model import FactFile
from bot.search import fact_index
from bot.text import normalise, sentences
from tests.conftest import statements

IDS: Final = frozenset(
    """casualties battlefield-failings suicide-orders soldiers-hopes grenade-incident captured-soldiers
    captured-unit interrogation-access pay wish-to-stay no-defection-request defection-talks legal-status
    geneva-conventions unification-ministry prisoner-exchange kremlin-response russia-acknowledgement
    troop-numbers russian-payback kursk reaction-at-home family-compensation further-support kim-russia-visit
    trump-kim-talks trump-appointments small-deals trump-kim-2019 defectors-total nis-briefing lawmakers
    nis-chief""".split()
)
JOONGANG, ALJAZEERA = "joongang-2025-01-13", "aljazeera-2025-01-13"
# Where the two documents differ, by the list of facts: each difference stands on its card.
DIFFER: Final = frozenset(
    """casualties captured-unit suicide-orders soldiers-hopes grenade-incident no-defection-request
    defection-talks prisoner-exchange unification-ministry captured-soldiers nis-briefing
    battlefield-failings""".split()
)
BOTH: Final = frozenset(
    """casualties battlefield-failings suicide-orders soldiers-hopes grenade-incident captured-soldiers
    captured-unit no-defection-request defection-talks unification-ministry prisoner-exchange
    russia-acknowledgement nis-briefing lawmakers""".split()
)
ALJAZEERA_ONLY: Final = frozenset(
    "kremlin-response troop-numbers russian-payback kursk defectors-total".split()
)


def test_every_fact_of_the_list_is_on_file(shipped: FactFile) -> None:
    assert len(IDS) == 33
    assert IDS - set(shipped.facts) == set()


def test_every_fact_rests_on_the_sources_of_the_list(shipped: FactFile) -> None:
    found = {key: {each.source for each in shipped.facts[key].statements} for key in IDS}
    assert {key for key in IDS if found[key] == {JOONGANG, ALJAZEERA}} == BOTH
    assert {key for key in IDS if found[key] == {ALJAZEERA}} == ALJAZEERA_ONLY
    assert {key for key in IDS if found[key] == {JOONGANG}} == IDS - BOTH - ALJAZEERA_ONLY


def test_nothing_is_wrong_with_the_file(shipped_loaded: load.Loaded) -> None:
    assert [str(problem) for problem in validate.problems(shipped_loaded)] == []
    report = lint.lint(shipped_loaded, {})
    assert [str(problem) for problem in report.problems if problem.severity == "error"] == []


def test_every_passage_and_quote_is_proven_against_its_document(
    shipped_loaded: load.Loaded, shared_documents: dict[str, bytes]
) -> None:
    report = lint.lint(shipped_loaded, shared_documents)
    words = [
        text for *_, each in statements(shipped_loaded.fact_file) for text in (*each.passages, *each.quotes)
    ]
    assert [str(problem) for problem in report.problems if problem.severity == "error"] == []
    assert (report.proven, report.unproven) == (len(words), 0)
    assert len(words) > 80


def test_every_phrase_brings_its_own_fact_first(shipped_loaded: load.Loaded) -> None:
    assert [str(problem) for problem in lint.lint(shipped_loaded, {}).problems] == []


def test_what_is_not_on_file_is_no_fact_on_file(shipped: FactFile) -> None:
    claims = {normalise(fact.claim).rstrip(".") for fact in shipped.facts.values()}
    phrases = {normalise(phrase) for fact in shipped.facts.values() for phrase in fact.asked_as}
    assert len(shipped.gaps) > 100
    for gap in shipped.gaps:
        assert normalise(gap.about) not in claims | phrases | set(shipped.facts)


def test_what_is_not_on_file_reads_as_the_end_of_a_sentence(shipped: FactFile) -> None:
    """“Known not to be on file: …”: a capital letter is a name's, which has it in the midst of phrases."""
    phrases = [phrase for gap in shipped.gaps for phrase in gap.asked_as]
    names = {word.removesuffix("'s") for phrase in phrases for word in phrase.split()[1:]}
    for gap in shipped.gaps:
        first = gap.about.split()[0].removesuffix("'s")
        assert first[0].islower() or first in names, gap.about
        assert len(gap.about) <= 60, gap.about


def test_every_phrase_of_a_gap_is_told_to_be_that_gap(shipped: FactFile) -> None:
    index = fact_index(shipped)
    missed = [
        phrase
        for gap in shipped.gaps
        for phrase in gap.asked_as
        for found in [index.search(phrase)]
        if found.status == "found" or found.gap != gap.about
    ]
    assert missed == []


def test_every_fact_is_asked_for_in_ten_ways_at_least(shipped: FactFile) -> None:
    assert {key: len(fact.asked_as) for key, fact in shipped.facts.items() if len(fact.asked_as) < 10} == {}
    for key, fact in shipped.facts.items():
        folded = [normalise(phrase) for phrase in fact.asked_as]
        assert len(folded) == len(set(folded)), key


def test_no_editor_is_claimed_to_have_verified_a_fact(shipped: FactFile) -> None:
    assert [key for key, fact in shipped.facts.items() if fact.verified or fact.review_by] == []


def test_nothing_is_called_confirmed(shipped: FactFile) -> None:
    """Neither document says that it verified the agency's claims, and both go back to one briefing."""
    assert {fact.status for fact in shipped.facts.values()} <= {"record", "claimed"}


def test_the_three_figures_of_the_casualties_have_their_qualifiers_as_printed(shipped: FactFile) -> None:
    figures = shipped.facts["casualties"].figures
    found = {(each.of, int(each.value), each.qualifier, each.statement) for each in figures}
    assert {
        ("casualties", 3000, "more than", 1),
        ("killed", 300, "over", 1),
        ("injured", 2700, "approximately", 1),
        ("killed", 300, "some", 2),
        ("injured", 2700, "about", 2),
    } <= found
    by_outlet = [each.source for each in shipped.facts["casualties"].statements]
    assert by_outlet[:2] == [JOONGANG, ALJAZEERA]


def test_where_the_documents_differ_the_card_says_so(shipped: FactFile) -> None:
    assert {key for key in DIFFER if not shipped.facts[key].differs} == set()


def test_the_prediction_of_a_visit_has_lapsed(shipped: FactFile) -> None:
    visit = shipped.facts["kim-russia-visit"]
    assert (visit.shelf_life, visit.lapses) == ("lapsed", dt.date(2025, 6, 30))
    assert [hop.verb for hop in visit.statements[0].chain] == ["predicted"]


def test_no_claim_or_caution_says_what_the_desk_does_not_say(shipped: FactFile) -> None:
    words = re.compile(r"commit\w* suicide|reveal|disclos|allegedly|slammed|admit", re.IGNORECASE)
    for key, fact in shipped.facts.items():
        assert not words.search(fact.claim), key


def test_no_statement_prints_more_than_sixty_words(shipped: FactFile) -> None:
    for key, number, statement in statements(shipped):
        assert sum(len(passage.exact.split()) for passage in statement.passages) <= 60, (key, number)


def test_a_dated_claim_begins_with_its_day(shipped: FactFile) -> None:
    for key, fact in shipped.facts.items():
        if fact.shelf_life != "permanent":
            assert fact.claim.startswith("As of Jan. 13, 2025, "), key
            assert fact.as_of == dt.date(2025, 1, 13)


def test_every_further_sentence_of_a_claim_names_its_own_source(shipped: FactFile) -> None:
    for key, fact in shipped.facts.items():
        for sentence in sentences(fact.claim)[1:]:
            assert re.search(r"Al Jazeera|Korea JoongAng Daily", sentence), (key, sentence)


def test_words_that_a_claim_quotes_are_printed_in_a_passage_of_the_fact(shipped: FactFile) -> None:
    """A full stop or a comma before the closing mark is AP's; the house spells names in its own way."""
    for key, fact in shipped.facts.items():
        printed = " ".join(passage.exact for statement in fact.statements for passage in statement.passages)
        for quoted in re.findall(r'"([^"]+)"', fact.claim):
            words = quoted.rstrip(".,").replace("Kim Jong Un", "Kim Jong-un")
            assert words in printed.replace("Kim Jong Un", "Kim Jong-un"), (key, quoted)


def test_every_figure_in_a_claim_is_on_file_as_a_figure_or_printed(shipped: FactFile) -> None:
    for key, fact in shipped.facts.items():
        printed = " ".join(passage.exact for statement in fact.statements for passage in statement.passages)
        claim = re.sub(r"(?:Jan\.|June) \d+(?:, \d{4})?", "", fact.claim)
        for number in re.findall(r"\d[\d,]*\d|\d", claim):
            assert number in printed, (key, number)


def test_only_the_briefing_joins_both_outlets_to_one_origin(shipped: FactFile) -> None:
    tied: dict[str, set[str]] = {}
    for *_, statement in statements(shipped):
        for hop in statement.chain:
            if hop.occasion:
                tied.setdefault(hop.occasion, set()).add(statement.source)
    assert {key for key, sources in tied.items() if len(sources) > 1} == {"nis-briefing"}


def test_the_korea_joongang_daily_credits_its_lawmakers_for_one_paragraph_only(shipped: FactFile) -> None:
    relayed = [
        (key, statement)
        for key, _, statement in statements(shipped)
        if statement.source == JOONGANG and any("park-sun-won" in hop.who for hop in statement.chain)
    ]
    keys = {key for key, _ in relayed}
    assert "battlefield-failings" in keys
    assert keys <= {"battlefield-failings", "nis-briefing", "lawmakers"}
    assert all("closed-door briefing" in statement.passages[0].exact for _, statement in relayed)


def test_prisoners_words_and_state_pictures_carry_a_caution(shipped: FactFile) -> None:
    for key in (
        "captured-soldiers",
        "pay",
        "wish-to-stay",
        "interrogation-access",
        "trump-kim-2019",
        "kursk",
    ):
        assert shipped.facts[key].caution, key
    assert "custody" in (shipped.facts["pay"].caution or "")


def test_a_caption_is_credited_as_printed(shipped: FactFile) -> None:
    printed = {each.credit for *_, each in statements(shipped) if each.voice == "caption"}
    assert printed == {"YONHAP", "SCREEN CAPTURE"}
