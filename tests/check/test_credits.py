"""Who a sentence credits."""

from __future__ import annotations

import pytest

from bot.check import Checker
from bot.check.namebook import OUTLET
from bot.check.parsed import Parsed, parse
from bot.check.review import Span


def read(text: str, checker: Checker) -> Parsed:
    return parse(text, Span(0, len(text)), checker.book)


NIS, LEE, PARK, PESKOV = {"nis"}, {"lee-seong-kweun"}, {"park-sun-won"}, {"peskov"}
KOO, ZELENSKYY, SEOUL = {"koo-byoung-sam"}, {"zelenskyy"}, {"seoul"}
CAPTIVES, FAMILIES, OFFICIAL = {"captured-soldiers"}, {"deployed-families"}, {"nis-official"}
LAWMAKERS = {"attending-legislators", "rival-party-lawmakers"}
JAZEERA, JOONGANG = {OUTLET + "Al Jazeera"}, {OUTLET + "Korea JoongAng Daily"}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        # A verb behind its source, or before it.
        ("The NIS said that casualties had risen.", NIS),
        ("Casualties had risen, the NIS said.", NIS),
        ("Casualties had risen, said the NIS.", NIS),
        ("Casualties had risen, South Korea's spy agency said on Monday.", NIS),
        ("Casualties had risen, says spy agency", NIS),
        ("Casualties, the NIS said, had risen.", NIS),
        ("Tactics were poor, the agency pointed out.", NIS),
        ("The agency has repeatedly warned of poor tactics.", NIS),
        ("The NIS also told them so, adding that more would follow.", NIS),
        ("In a session on Tuesday the NIS told lawmakers of poor tactics.", NIS),
        ("South Korean intelligence put casualties at more than 3,000.", NIS),
        ("As the NIS put it, tactics were poor.", NIS),
        ("Lee told reporters on Monday that some had died.", LEE),
        ("Some had died, lawmaker Lee Seong-kweun said.", LEE),
        ("Some had died, the People Power Party's Lee Seong-kweun said.", LEE),
        ("Some had died, said Rep. Lee.", LEE),
        ("Some had died, Lee and Park said.", LEE | PARK),
        ("Al Jazeera quoted Lee as saying so.", LEE | JAZEERA),
        ("They had captured two, Zelensky announced.", ZELENSKYY),
        ("“I want to live here,” said the two captives.", CAPTIVES),
        ("The captives said that no salary was guaranteed.", CAPTIVES),
        ("Seoul has claimed that 10,000 were sent.", SEOUL),
        ("The Korea JoongAng Daily reported a unit of 2,500.", JOONGANG),
        ("Asked about it, Kremlin spokesman Dmitry Peskov said: “We do not know.”", PESKOV),
        ("“We do not know,” said Dmitry Peskov, the Kremlin spokesman.", PESKOV),
        ("It would negotiate, an NIS official said.", OFFICIAL),
        ("Families called their sons “slave soldiers”.", FAMILIES),
        # An apposition or a relative clause between the two.
        ("Koo Byoung-sam, the ministry's spokesperson, said nothing more.", KOO),
        ("The NIS, whose chief is Cho Tae-yong, said that tactics were poor.", NIS),
        ("Peskov, who speaks for the Kremlin, said that it was not easy work.", PESKOV),
        ("It was a Kremlin spokesman who said so.", PESKOV),
        # The passive, and nouns.
        ("A visit was predicted by the NIS.", NIS),
        ("The exchange was announced by Zelenskyy.", ZELENSKYY),
        ("The toll, as reported by Al Jazeera, was 300.", JAZEERA),
        ("Tactics were poor, by the agency's account.", NIS),
        ("The NIS analysis found poor tactics.", NIS),
        ("A forecast by the NIS had him in Russia by June.", NIS),
        ("The sending was, an earlier claim by Seoul has it, a favour.", SEOUL),
        ("More than 10,000 were sent: that is a claim of Seoul's.", SEOUL),
        ("Seoul's claim is that 10,000 were sent.", SEOUL),
        # According to, citing, came from, in the view of.
        ("According to Seoul's National Intelligence Service, tactics were poor.", NIS),
        ("Tactics were poor, according to the NIS's latest assessment.", NIS),
        ("Some had died, according to lawmakers who were briefed.", LAWMAKERS),
        ("Al Jazeera, citing two legislators, had it so.", LAWMAKERS),
        ("The figures came from the NIS.", NIS),
        ("Tactics were poor, in the view of the spy agency.", NIS),
        ("In the words of Peskov, it is not easy work.", PESKOV),
        ("To the NIS, the appointments were a sign.", NIS),
        ("Announcing two captives, Zelenskyy released a video.", ZELENSKYY),
    ],
)
def test_a_source_on_file_is_found_however_it_is_credited(
    text: str, keys: set[str], checker: Checker
) -> None:
    found = [each for each in read(text, checker).credits if each.strong and each.kind == "known"]

    assert keys <= {key for each in found for key in each.keys}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Casualties had risen, the Pentagon said.", "the Pentagon"),
        ("Ukraine's security service said that they were ordered.", "Ukraine's security service"),
        ("Japan's defence ministry has claimed it.", "Japan's defence ministry"),
        ("It was announced by a State Department spokesman.", "a State Department spokesman"),
        ("“We cannot say,” Vladimir Putin said.", "Vladimir Putin"),
        ("Trump's transition team suggested small deals.", "Trump's transition team"),
        ("They will stay, according to a think tank in Tokyo.", "a think tank in Tokyo"),
        ("“No,” said a spokesman for Tokyo's Foreign Ministry.", "a spokesman for Tokyo's Foreign Ministry"),
        ("Announcing it, Ukraine's foreign minister smiled.", "Ukraine's foreign minister"),
        ("The figures came from the Polish embassy.", "the Polish embassy"),
        ("Tactics were poor, in the view of the White House.", "the White House"),
    ],
)  # fmt: skip
def test_a_source_that_is_not_on_file_is_found_as_such(text: str, words: str, checker: Checker) -> None:
    found = [each.words for each in read(text, checker).credits if each.strong and each.kind == "unknown"]

    assert found == [words]


@pytest.mark.parametrize(
    "text",
    [
        "The two captives were identified as members of a unit.",
        "Soldiers were told to kill themselves.",
        "Soldiers told to kill themselves were captured.",
        "The Kremlin did not comment on the reported capture.",
        "Notes found on the dead show it.",
        "“The NIS said so, Lee claimed,” it reads.",
        "South Korea would put their wishes first.",
        "Zelenskyy put out a video of the men.",
        "The soldiers had been ordered by the regime to die.",
        "Trump shook hands with Kim at Panmunjom.",
        "",
    ],
)
def test_what_credits_nobody(text: str, checker: Checker) -> None:
    strong = [each for each in read(text, checker).credits if each.strong]
    assert [each.words for each in strong if each.kind in ("known", "unknown")] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Officials said that 300 had died.", "unnamed"),
        ("He said that 300 had died.", "pronoun"),
        ("Some 300 had died, it said.", "pronoun"),
        ("By their own account no salary was promised.", "pronoun"),
        ("They stay, according to footage of their questioning.", "thing"),
    ],
)
def test_a_credit_that_names_nobody(text: str, kind: str, checker: Checker) -> None:
    assert [each.kind for each in read(text, checker).credits] == [kind]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Casualties had risen, said the NIS on Monday.", "NIS"),
        ("Rep. Lee told reporters so.", "Rep. Lee"),
        ("Casualties had risen, according to Seoul's spy agency.", "Seoul's spy agency"),
    ],
)
def test_a_credit_stands_on_the_sources_own_words(text: str, words: str, checker: Checker) -> None:
    (found,) = [each for each in read(text, checker).credits if each.strong]
    assert words in found.words
    assert found.span.of(text) == found.words


def test_a_credit_deep_in_a_draft_has_its_place_there(checker: Checker) -> None:
    text = "One came. Casualties had risen, the NIS said."
    (found,) = parse(text, Span(10, len(text)), checker.book).credits

    assert found.span.of(text) == found.words == "the NIS"


def test_of_two_named_people_both_are_credited(checker: Checker) -> None:
    (found,) = read("Some had died, Lee and Park said.", checker).credits
    assert found.keys == LEE | PARK
    assert found.every
