"""Questions that are hostile, strange or too long: an answer or a polite refusal, never an error."""

from __future__ import annotations

import pytest

from tests.slack.bots import Bot, words
from tests.slack.test_subcommands import LIKE_A_SUBCOMMAND

LIVE = "<!channel> @everyone *x* <http://evil|ok>"


@pytest.mark.parametrize(
    "text", [LIVE, f"casualties {LIVE}", "`casualties` ```x``` ~y~ _z_ &amp; &lt;!here&gt;"]
)
async def test_markup_in_a_question_comes_back_inert_on_every_surface(bot: Bot, text: str) -> None:
    # What leaves the bot is inspected when it ends; here: that there is an answer on each surface.
    await bot.asks(text)
    await bot.slack.mention("reporter", "newsroom", text)
    await bot.slack.next_message("reporter", "newsroom")
    await bot.slack.direct_message("reporter", text)
    await bot.slack.next_message("reporter", "D0REPORTER")


async def test_a_question_with_markup_is_repeated_as_it_was_typed(bot: Bot) -> None:
    assert f"Nothing on file for “{LIVE}”" in words(
        await bot.asks(LIVE.replace("<", "&lt;").replace(">", "&gt;"))
    )


LONG = {
    "301 characters": "casualties ".ljust(301, "x"),
    "12,000 characters": "casualties " * 1_090,
    "40,000 characters": "casualties " * 3_636,
    "one letter 40,000 times": "a" * 40_000,
    "3,000 unique words": " ".join(f"word{number}" for number in range(3_000)),
    "12,000 astral characters": "\U0001f480" * 12_000,
}
STRANGE = {
    "one letter 300 times": "a" * 300,
    "300 astral characters": "\U0001f480" * 300,
    "300 combining characters": "e" + "\u0301" * 299,
    "bidi and zero-width characters": "\u202ecasualties\u200b\u2066",
    "controls": "\x07\x1b[31mcasualties",
    "the end of the planes": "\U0010ffff\ue000",
    "only marks": "?!…—“”",
    "unique words": " ".join(f"w{number}" for number in range(60)),
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
async def test_a_question_that_is_too_long_is_refused_politely_on_every_surface(bot: Bot, text: str) -> None:
    slack = bot.slack
    answers = [await bot.asks(text)]
    await slack.mention("reporter", "newsroom", text)
    answers.append(await slack.next_message("reporter", "newsroom"))
    await slack.direct_message("reporter", text)
    answers.append(await slack.next_message("reporter", "D0REPORTER"))
    for answer in answers:
        assert f"{len(text.strip()):,} characters; a question has at most 300" in words(answer)


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE.keys())
async def test_a_strange_question_gets_an_answer_and_no_error(bot: Bot, text: str) -> None:
    answer = await bot.asks(text)
    assert "went wrong" not in words(answer)
    assert not [record for record in bot.records.kept if record.levelname == "ERROR"]


async def test_every_question_of_a_reporter_s_table_is_taken_as_a_question(bot: Bot) -> None:
    for text in LIKE_A_SUBCOMMAND:
        answer = await bot.asks(text)
        assert answer.text not in (
            "How to ask Factdesk",
            "Facts on file",
            "Topics on file",
            "Sources on file",
        )
        assert bot.records.lines[-1].rpartition("outcome=")[2].split()[0] in ("found", "unsure", "none")
