"""A change of the files is noticed, checked and swapped in whole; what can't be served changes nothing."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from bot.edits import Undo
from bot.ledger import Signature
from bot.playground.server import SlackStandIn
from bot.slack import editions, watching
from bot.slack.desk import Desk
from tests.slack.bots import Bot, answering, words
from tests.slack.offices import ledger_of, office_desk

LEAN: Final = "tower-lean"
WORDS: Final = ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot")
PATIENCE: Final = 10.0  # seconds; a change is served within about one


@pytest.fixture
def desk(slack: SlackStandIn, tmp_path: Path) -> Desk:
    return office_desk(slack, tmp_path)


@pytest.fixture
def path(desk: Desk, tmp_path: Path) -> Path:
    assert desk.office is not None
    return tmp_path / "newsroom" / "facts" / "clock-tower.yaml"


@pytest.fixture
async def bot(slack: SlackStandIn, desk: Desk, tmp_path: Path) -> AsyncIterator[Bot]:
    """The bot over a socket, and the watch over its folders."""
    stop = asyncio.Event()
    folders = (tmp_path / "newsroom" / "facts", tmp_path / "newsroom" / "seeds")
    async with answering(slack, desk, "socket") as running:
        watch = asyncio.create_task(watching.watch(desk, folders, desk.open_office.log, stop))
        await asyncio.sleep(0.2)  # until the folders are watched
        yield running
        stop.set()
        await watch


async def until(found: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not found():  # noqa: ASYNC110 - what is waited for is the bot's state, which tells nobody
            await asyncio.sleep(0.02)


def put(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


async def test_a_change_on_disk_is_served_and_stands_in_the_history(bot: Bot, path: Path) -> None:
    put(path, "caution: Said behind closed doors;", "caution: Said behind the doors;")
    await until(lambda: "the doors" in (bot.desk.edition.file.facts[LEAN].caution or ""))
    (entry, *_) = ledger_of(bot.desk).revisions.history(LEAN)
    assert entry.revision.signature.how == "file"
    assert LEAN in words(await bot.slack.next_message("editor", "fact-desk"))


async def test_a_file_replaced_by_a_rename_is_noticed_too(bot: Bot, path: Path) -> None:
    other = path.with_name("other.tmp")
    other.write_text(path.read_text().replace("closed doors; the", "the doors; the"))
    other.replace(path)
    await until(lambda: "the doors" in (bot.desk.edition.file.facts[LEAN].caution or ""))


async def test_an_invalid_file_leaves_the_last_good_edition_in_service(bot: Bot, path: Path) -> None:
    good, before = path.read_text(), bot.desk.edition
    put(path, "status: claimed", "status: climed")
    told = words(await bot.slack.next_message("editor", "fact-desk", within=PATIENCE))
    assert "facts/clock-tower.yaml:" in told
    assert "climed" in told
    assert bot.desk.edition is before
    status = words(await bot.asks("status", user="editor"))
    assert before.file.edition[:12] in status
    assert "climed" in status
    assert "climed" not in words(await bot.asks("status"))
    path.write_text(good)
    await until(lambda: bot.desk.open_office.trouble is None)
    assert "climed" not in words(await bot.asks("status", user="editor"))


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.99])
async def test_a_file_cut_short_is_not_served(bot: Bot, path: Path, share: float) -> None:
    before, data = bot.desk.edition, path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    await until(lambda: bot.desk.open_office.trouble is not None)
    assert bot.desk.edition is before


async def test_a_state_that_has_lost_a_fact_is_served_only_when_that_is_meant(bot: Bot, path: Path) -> None:
    text = path.read_text()
    start, end = text.index(f"  {LEAN}:"), text.index("  tower-cracks:")
    path.write_text(
        (text[:start] + text[end:]).replace("superseded_by: tower-lean", "superseded_by: swan-count")
    )
    await until(lambda: bot.desk.open_office.trouble is not None)
    trouble = bot.desk.open_office.trouble
    assert trouble is not None
    assert trouble.drops == (LEAN,), trouble
    assert LEAN in bot.desk.edition.file.facts
    asked = await bot.slack.next_message("editor", "fact-desk", within=PATIENCE)
    assert LEAN in words(asked)
    await bot.slack.press("editor", asked, "serve_anyway")
    await until(lambda: LEAN not in bot.desk.edition.file.facts)


async def test_an_undo_on_the_command_line_is_served_and_told_to_the_desk(bot: Bot, path: Path) -> None:
    put(path, "caution: Said behind closed doors;", "caution: Said behind the doors;")
    await until(lambda: "the doors" in (bot.desk.edition.file.facts[LEAN].caution or ""))
    await bot.slack.next_message("editor", "fact-desk")
    office = bot.desk.open_office
    number = office.serving.number
    beside = Signature(how="undo", name="ops", why="It was right.")
    await asyncio.to_thread(office.store.save, Undo(number), beside)
    await until(lambda: "closed doors" in (bot.desk.edition.file.facts[LEAN].caution or ""))
    assert "It was right." in words(await bot.slack.next_message("editor", "fact-desk", within=PATIENCE))


async def test_the_bot_s_own_save_is_no_change_of_the_files(bot: Bot, path: Path) -> None:
    count = len(ledger_of(bot.desk).revisions.recent(50))
    await editions.catch_up(bot.desk)
    await asyncio.sleep(0.6)
    assert path.is_file()
    assert len(ledger_of(bot.desk).revisions.recent(50)) == count


async def test_no_request_sees_a_mix_of_two_editions(bot: Bot, path: Path) -> None:
    """Every claim of the topic begins with the edition's word; each list must show one word only."""
    base = path.read_text()
    editions_ = {word: re.sub(r'claim: "', f'claim: "{word}: ', base) for word in WORDS}
    seen: set[str] = set()
    stop = asyncio.Event()

    async def ask() -> None:
        while not stop.is_set():
            shown = words(await bot.asks("list The clock tower of Eldermere"))
            found = {word for word in WORDS if f": {word}: " in shown}
            assert len(found) <= 1
            if found:
                assert shown.count(f": {found.pop()}: ") == editions_[WORDS[0]].count(f'"{WORDS[0]}: ')
            seen.update(word for word in WORDS if f": {word}: " in shown)

    asking = [asyncio.create_task(ask()) for _ in range(4)]
    for word, text in editions_.items():
        path.write_text(text)
        await until(partial(_is_served, bot, word))
    stop.set()
    await asyncio.gather(*asking)
    assert len(seen) > len(WORDS) // 2


def _is_served(bot: Bot, word: str) -> bool:
    return bot.desk.edition.file.facts[LEAN].claim.startswith(word)
