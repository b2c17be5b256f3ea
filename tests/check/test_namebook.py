"""Names on file as a draft gives them."""

from __future__ import annotations

import pytest

from bot.check import Checker
from bot.check.namebook import OUTLET
from bot.check.tokens import lows, tokens


def named(text: str, checker: Checker) -> dict[str, str]:
    """Each name's words and its key; one that is wrong as it is spelt with a star."""
    found = checker.book.mentions(tokens(text))
    return {each.span.of(text): each.key + ("" if each.right else "*") for each in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lee Seong-kweun told them", {"Lee Seong-kweun": "lee-seong-kweun"}),
        ("then Lee told them", {"Lee": "lee-seong-kweun"}),
        ("Rep. Lee told them", {"Rep. Lee": "lee-seong-kweun"}),
        ("lawmaker Lee Seong-kweun", {"lawmaker Lee Seong-kweun": "lee-seong-kweun"}),
        ("Zelensky and Zelenskyy", {"Zelensky": "zelenskyy", "Zelenskyy": "zelenskyy"}),
        ("Kim Jong Un, or Kim Jong-un", {"Kim Jong Un": "kim-jong-un", "Kim Jong-un": "kim-jong-un"}),
        ("Donald Trump left", {"Donald Trump": "trump"}),
        ("the NIS", {"NIS": "nis"}),
        ("the National Intelligence Service", {"National Intelligence Service": "nis"}),
        ("Seoul's spy agency", {"Seoul's spy agency": "nis"}),
        ("Seoul’s spies", {"Seoul’s spies": "nis"}),
        ("South Korean intelligence", {"South Korean intelligence": "nis"}),
        ("the Workers’ Party", {"Workers’ Party": "workers-party"}),
        ("North Koreans in Kursk", {"North Koreans": "north-korea", "Kursk": "kursk"}),
        ("the demilitarised zone", {"demilitarised zone": "demilitarized-zone"}),
        ("the Korea JoongAng Daily", {"Korea JoongAng Daily": OUTLET + "Korea JoongAng Daily"}),
        ("the JoongAng Daily", {"JoongAng Daily": OUTLET + "Korea JoongAng Daily"}),
        ("Al Jazeera", {"Al Jazeera": OUTLET + "Al Jazeera"}),
    ],
)
def test_a_name_is_known_however_it_is_spelt(text: str, expected: dict[str, str], checker: Checker) -> None:
    assert named(text, checker) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Volodmyr Zelensky spoke", {"Volodmyr Zelensky": "zelenskyy*"}),
        ("Dimitry Peskov spoke", {"Dimitry Peskov": "peskov*"}),
        ("Kim Jung-un went", {"Kim Jung-un": "kim-jong-un*"}),
        ("Richard Grennell went", {"Richard Grennell": "grenell*"}),
        ("the National Intelligence Services", {"National Intelligence Services": "nis*"}),
        ("the Storm Corp", {"Storm Corp": "storm-corps*"}),
        ("in Kiev", {"Kiev": "kyiv*"}),
        ("in Soeul", {"Soeul": "seoul*"}),
    ],
)
def test_a_spelling_that_is_not_the_houses_is_told(
    text: str, expected: dict[str, str], checker: Checker
) -> None:
    assert named(text, checker) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ronald Trump",
        "Trump Tower",
        "Lee Jae-myung",
        "Kim Yo Jong",
        "Sandra Wong",
        "the cho and the park",
        "They park there",
        "a storm, corps of men",
        "a committee of some kind",
        "",
    ],
)
def test_another_ones_name_is_nobodys_on_file(text: str, checker: Checker) -> None:
    assert named(text, checker) == {}


@pytest.mark.parametrize(
    ("phrase", "keys"),
    [
        ("the spy agency", {"nis"}),
        ("South Korea's spy agency", {"nis"}),
        ("the South Korean agency", {"nis"}),
        ("the intelligence service", {"nis"}),
        ("the Kremlin spokesman", {"peskov"}),
        ("the Unification Ministry's spokesperson", {"koo-byoung-sam"}),
        ("the spokesperson for South Korea's Unification Ministry", {"koo-byoung-sam"}),
        ("the North Korean leader", {"kim-jong-un"}),
        ("the Ukrainian president", {"zelenskyy"}),
        ("the president-elect", {"trump"}),
        ("the two captives", {"captured-soldiers"}),
        ("families", {"deployed-families"}),
        ("Ukrainian officials", {"ukrainian-officials"}),
        ("the Polish president", set()),
        ("the Japanese agency", set()),
        ("the chef", set()),
        ("", set()),
    ],
)
def test_somebody_is_called_by_a_common_noun(phrase: str, keys: set[str], checker: Checker) -> None:
    assert checker.book.called(tokens(phrase)) == keys


def test_a_lawmaker_without_a_name_may_be_any_of_them(checker: Checker) -> None:
    assert checker.book.called(tokens("a South Korean lawmaker")) == {"lee-seong-kweun", "park-sun-won"}


@pytest.mark.parametrize(
    ("key", "above", "country", "root"),
    [
        ("nis", ("seoul", "south-korea"), "south-korea", "nis"),
        ("peskov", ("kremlin", "moscow", "russia"), "russia", "peskov"),
        ("seoul", ("south-korea",), "south-korea", "south-korea"),
        ("kursk", ("russia",), "russia", "russia"),
        ("russia", (), "russia", "russia"),
        ("trump", (), "trump", "trump"),
        (OUTLET + "Al Jazeera", (), OUTLET + "Al Jazeera", OUTLET + "Al Jazeera"),
    ],
)
def test_what_a_name_is_part_of(
    key: str, above: tuple[str, ...], country: str, root: str, checker: Checker
) -> None:
    book = checker.book
    assert (book.above(key), book.country(key), book.root(key)) == (above, country, root)


def test_what_is_below_a_name_has_it_above(checker: Checker) -> None:
    below = checker.book.below("kremlin")

    assert below == {"peskov"}
    assert checker.book.below("moscow") == {"kremlin", "peskov"}
    assert checker.book.below("peskov") == frozenset()


@pytest.mark.parametrize(
    ("key", "kind"),
    [("lee-seong-kweun", "person"), ("nis", "body"), ("kursk", "place"), ("captured-soldiers", "role"),
     (OUTLET + "Al Jazeera", ""), ("nobody", "")],
)  # fmt: skip
def test_a_name_has_a_kind_and_an_outlet_none(key: str, kind: str, checker: Checker) -> None:
    assert checker.book.kind(key) == kind


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("Zelensky left", "zelenskyy left"),
        ("then Koo Byoungsam left", "then koo byoung sam left"),
        ("the spy agency left", "the spy agency left"),
        ("", ""),
    ],
)
def test_a_name_is_put_in_the_houses_spelling(text: str, house: str, checker: Checker) -> None:
    assert " ".join(checker.book.house_spelling(lows(text))) == house


@pytest.mark.parametrize(
    ("words", "key", "expected"),
    [
        ("the Unification Ministry's spokesperson", "koo-byoung-sam", True),
        ("the ministry", "koo-byoung-sam", True),
        ("the Kremlin spokesman", "peskov", True),
        ("the Kremlin spokesman", "koo-byoung-sam", False),
        ("the", "peskov", False),
        ("the spokesman", OUTLET + "Al Jazeera", False),
    ],
)
def test_a_title_describes_whom_it_belongs_to(
    words: str,
    key: str,
    expected: bool,  # noqa: FBT001 - a table's last column
    checker: Checker,
) -> None:
    assert checker.book.describes(lows(words), [key]) is expected


def test_places_are_found_inside_other_names(checker: Checker) -> None:
    found = checker.book.places(tokens("Ukrainian authorities and Seoul's spy agency"))
    assert [each.key for each in found] == ["ukraine", "seoul"]
