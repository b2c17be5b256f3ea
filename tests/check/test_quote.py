"""Quotations against the printed ones."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.check import Checker, Problem, check
from bot.check.quote import edits, verbatim
from bot.check.reading import canonical
from bot.check.review import Edit

TODAY = dt.date(2025, 1, 14)


def wrong(text: str, checker: Checker) -> list[Problem]:
    return [each for each in check(text, checker, TODAY).problems if each.kind == "quote"]


@pytest.mark.parametrize(
    "text",
    [
        # Verbatim, in whatever marks.
        "“We cannot comment in any way, we do not know what is true there,” Peskov said.",
        '"We cannot comment in any way, we do not know what is true there," Peskov said.',
        "‘We cannot comment in any way, we do not know what is true there,’ Peskov said.",
        "“If requests for defection arise, we will actively negotiate with Ukraine,” an NIS official said.",
        # The attribution in the middle, or the quotation shortened.
        "“We cannot comment in any way,” Peskov said, “we do not know what is true there.”",
        "“If requests for defection arise,” said an NIS official, “we will actively negotiate with Ukraine.”",
        "The Kremlin does “not know what is true there,” Peskov said.",
        "Peskov said that “the life of every Russian soldier is important”.",
        "The promises were of “heroic treatment”, the captives said.",
        # Words left out, or explained.
        "“The deployment … has reportedly expanded to include the Kursk region,” Lee said.",
        "“The deployment... has reportedly expanded to include the Kursk region,” Lee said.",
        "“If requests [for asylum] arise, we will actively negotiate with Ukraine,” an NIS official said.",
        # Punctuation and capitals.
        "Peskov said: “We do not know what is true there.”",
        "It needs “legal reviews – including on international law – and consultations”, Koo said.",
        "“There's nothing we can say at the current stage.” Koo said.",
        # The house's spelling of a name, and the house's own words.
        "A soldier shouted “General Kim Jong Un” and was killed, the NIS said.",
        "A soldier shouted “General Kim Jong-un” before he was shot, Lee said.",
        "They were ordered to kill themselves rather than be captured, the NIS said.",
        "They were ordered to commit suicide over capture, the NIS said.",
        # A name, or a single word of the outlet's own, that merely stands in quotation marks.
        "The soldiers are reportedly from the elite “Storm Corps” and were told to die, Lee said.",
        "Russia has neither “confirmed” nor denied their presence, Al Jazeera wrote.",
        "Russia “has neither confirmed nor denied their presence”, Al Jazeera wrote.",
    ],
)
def test_a_quotation_that_the_source_prints_is_fine(text: str, checker: Checker) -> None:
    assert check(text, checker, TODAY).facts
    assert wrong(text, checker) == []


def test_of_two_facts_quotations_each_is_its_own_facts(checker: Checker) -> None:
    text = (
        "The captives were promised “heroic treatment” without any salary guarantee, they said, and families "
        "call their sons “slave soldiers”."
    )
    assert len(check(text, checker, TODAY).facts) > 1
    assert wrong(text, checker) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # Altered.
        ("“We can't comment in any way, we do not know what is true there,” Peskov said.",
         "We can't comment in any way, we do not know what is true there,"),
        ("“If requests for defection come, we will actively negotiate with Ukraine,” an NIS official said.",
         "If requests for defection come, we will actively negotiate with Ukraine,"),
        ("“I want to stay here,” said the captured soldiers, asked if they wished to remain in Ukraine.",
         "I want to stay here,"),
        # A “not” dropped, out of the middle, by an ellipsis, or with the beginning.
        ("“We cannot comment in any way, we do know what is true there,” Peskov said.",
         "We cannot comment in any way, we do know what is true there,"),
        ("“We cannot comment in any way, we … know what is true there,” Peskov said.",
         "We cannot comment in any way, we … know what is true there,"),
        ("The Kremlin would “know what is true there,” Peskov said.", "know what is true there,"),
        # Parts in the wrong order, and quotations spliced.
        ("“We do not know what is true there … we cannot comment in any way,” Peskov said.",
         "We do not know what is true there … we cannot comment in any way,"),
        ("“We cannot comment in any way, but the life of every Russian soldier is important,” Peskov said.",
         "We cannot comment in any way, but the life of every Russian soldier is important,"),
        # One outlet's translation with the other's.
        ("“This matter requires legal reviews under international law and consultations,” Koo said.",
         "This matter requires legal reviews under international law and consultations,"),
        ("“There’s nothing we can say at this stage,” Koo said.",
         "There’s nothing we can say at this stage,"),
        ("“Memos found on deceased soldiers indicate that the regime emphasized suicide,” Lee said.",
         "Memos found on deceased soldiers indicate that the regime emphasized suicide,"),
    ],
)  # fmt: skip
def test_a_quotation_that_no_source_prints_is_found(text: str, words: str, checker: Checker) -> None:
    assert [each.words for each in wrong(text, checker)] == [words]


def test_an_altered_quotation_comes_with_the_printed_one_and_a_diff(checker: Checker) -> None:
    text = "“If requests for asylum arise, we will actively negotiate with Russia,” an NIS official said."
    (found,) = wrong(text, checker)

    assert found.suggestion == "“If requests for defection arise, we will actively negotiate with Ukraine”"
    assert [each for each in found.diff if each.side != "same"] == [
        Edit("draft", "asylum"),
        Edit("printed", "defection"),
        Edit("draft", "Russia"),
        Edit("printed", "Ukraine"),
    ]


def test_a_dropped_not_is_shown_where_it_stood(checker: Checker) -> None:
    (found,) = wrong("“We cannot comment in any way, we do know what is true there,” Peskov said.", checker)

    assert found.diff == (
        Edit("same", "We cannot comment in any way we do"),
        Edit("printed", "not"),
        Edit("same", "know what is true there"),
    )


def test_a_quotation_shortened_by_its_not_is_said_to_be_denied(checker: Checker) -> None:
    (found,) = wrong("The Kremlin would “know what is true there,” Peskov said.", checker)

    assert found.message.startswith("The printed quotation denies this: Al Jazeera prints “We cannot")
    assert found.suggestion == "“We cannot comment in any way, we do not know what is true there”"


@pytest.mark.parametrize(
    ("text", "words", "outlet"),
    [
        ("“We have no specific statements to make at this stage,” Koo said, according to Al Jazeera.",
         "We have no specific statements to make at this stage,", "The Korea JoongAng Daily"),
        ("“There’s nothing we can say at the current stage,” Koo told the Korea JoongAng Daily.",
         "There’s nothing we can say at the current stage,", "Al Jazeera"),
    ],
)  # fmt: skip
def test_one_outlets_wording_is_not_the_others(text: str, words: str, outlet: str, checker: Checker) -> None:
    (found,) = wrong(text, checker)

    assert (found.words, found.suggestion, found.diff) == (words, outlet, ())


def test_each_outlets_wording_is_its_own(checker: Checker) -> None:
    text = (
        "“We have no specific statements to make at this stage,” Koo said, the Korea JoongAng Daily reported."
    )
    assert wrong(text, checker) == []


def test_an_outlets_own_words_are_nobodys_quotation(checker: Checker) -> None:
    text = "The soldiers were “ordered to kill themselves rather than be taken prisoner”, Lee said."
    (found,) = wrong(text, checker)

    assert found.message.startswith("Al Jazeera prints these words as its own, not as a quotation")
    assert found.suggestion == "ordered to kill themselves rather than be taken prisoner"


def test_a_quotation_is_found_where_no_source_has_one(checker: Checker) -> None:
    text = (
        "Under South Korean law North Korean soldiers are “our own nationals in every respect”, the NIS said."
    )
    (found,) = wrong(text, checker)

    assert found.message.startswith("No quotation is on file for this")
    assert (found.suggestion, found.diff) == ("", ())


PRINTED = "Mr. Zelenskyy did not say that he would go, but he may."


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("Mr. Zelenskyy did not say that he would go, but he may.", True),
        ("MR ZELENSKY DID NOT SAY", True),
        ("did not say that he would go…", True),
        ("Zelensky did not say … he would go", True),
        ("that he would go, but [the president] may", True),
        ("[But] he may", True),
        ("Zelenskyy did … say that he would go", False),
        ("Zelenskyy did [surely] say that he would go", False),
        ("would go … did not say", False),
        ("did not say he would go", False),
        ("did never say", False),
        ("Zelenskyy may", False),
    ],
)
def test_a_quotation_is_verbatim_or_it_is_not(
    quotation: str,
    expected: bool,  # noqa: FBT001 - a table's last column
    checker: Checker,
) -> None:
    assert verbatim(quotation, canonical(PRINTED, checker.book), checker.book) is expected


@pytest.mark.parametrize(
    ("mine", "printed", "expected"),
    [
        ("not easy", "not easy", (Edit("same", "not easy"),)),
        ("Not easy!", "not easy", (Edit("same", "Not easy"),)),
        ("very hard work", "not easy work",
         (Edit("draft", "very hard"), Edit("printed", "not easy"), Edit("same", "work"))),
        ("easy work", "not easy work", (Edit("printed", "not"), Edit("same", "easy work"))),
        ("not at all easy", "not easy",
         (Edit("same", "not"), Edit("draft", "at all"), Edit("same", "easy"))),
    ],
)  # fmt: skip
def test_a_diff_tells_what_only_one_side_has(mine: str, printed: str, expected: tuple[Edit, ...]) -> None:
    assert edits(mine, printed) == expected
