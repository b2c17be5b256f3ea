"""A draft's words with their places."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.check.tokens import covering, folded, lowered, lows, tokens

NEWS = st.text(alphabet=st.sampled_from("aİßsS'’“”-–.,3½１ \u00a0\n한")) | st.text()


@given(NEWS, st.integers(0, 5_000))
@example("İstanbul’s “İ”", 0)
@example("ﬁve ǅ ŉ", 7)
def test_a_words_place_is_where_the_text_has_it(text: str, offset: int) -> None:
    found = tokens(text, offset)

    assert all(text[each.start - offset : each.end - offset] == each.text for each in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@given(NEWS)
@example("İ")
def test_folding_and_lowering_move_no_place(text: str) -> None:
    assert len(folded(text)) == len(lowered(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The NIS said so.", ("the", "nis", "said", "so")),
        ("Park Sun-won", ("park", "sun", "won")),
        ("Kim Jong‑un", ("kim", "jong", "un")),
        ("a 2,500-strong unit", ("a", "2,500", "strong", "unit")),
        ("the U.S. envoy", ("the", "u.s", "envoy")),
        ("they don’t know", ("they", "don't", "know")),
        ("3.5k men", ("3.5k", "men")),
        ("the 19th", ("the", "19th")),
        ("Seoul's spies", ("seoul", "spies")),
        ("Seoul’s spies", ("seoul", "spies")),
        ("SEOUL’S SPIES", ("seoul", "spies")),
        ("the Workers’ Party", ("the", "workers", "party")),
        ("“slave soldiers”", ("slave", "soldiers")),
        ("Wong…and/or Kim—now", ("wong", "and", "or", "kim", "now")),
        ("국가정보원 said", ("국가정보원", "said")),
        ("… — “”", ()),
        ("", ()),
    ],
)
def test_a_text_is_read_in_words(text: str, words: tuple[str, ...]) -> None:
    assert lows(text) == words


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Zelenskyy's channel", "zelenskyy"),
        ("Zelenskyy’s channel", "zelenskyy"),
        ("the Workers’ Party", "workers"),
        ("the soldiers' hopes", "soldiers"),
        ("James's account", "james"),
        ("MOSCOW'S MEN", "moscow"),
    ],
)
def test_an_owner_is_marked(text: str, owner: str) -> None:
    assert [each.low for each in tokens(text) if each.possessive] == [owner]


@pytest.mark.parametrize("text", ["the soldiers hoped", "he said: 'No' and left", "they don't"])
def test_nobody_owns_where_there_is_no_ending(text: str) -> None:
    assert not any(each.possessive for each in tokens(text))


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("Lee Seong-kweun", ["kweun"]),
        ("a self-detonated grenade", ["detonated"]),
        ("Lee - Park", []),
        ("2,000–3,000 men", ["3,000"]),
    ],
)
def test_a_hyphen_ties_a_word_to_the_one_before(text: str, tied: list[str]) -> None:
    assert [each.low for each in tokens(text) if each.tied] == tied


def test_a_word_tells_its_capital_and_its_digits() -> None:
    lee, said, number = tokens("Lee said 300")

    assert (lee.capital, said.capital, number.capital) == (True, False, False)
    assert (lee.number, said.number, number.number) == (False, False, True)


def test_words_are_covered_from_the_first_to_the_last() -> None:
    text = "Then Park Sun-won spoke."
    assert covering(tokens(text)[1:4]).of(text) == "Park Sun-won"
