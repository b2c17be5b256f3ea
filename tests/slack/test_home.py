"""App Home as people use it, over a socket and over signed HTTP: search, menus, topics, what waits there."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest

from bot.model import FactFile
from bot.playground.server import SlackStandIn
from bot.playground.views import View
from bot.slack import editions
from bot.slack.desk import Desk, edition
from tests.slack.bots import (
    COMMAND,
    FACT_DESK,
    Bot,
    Json,
    Mode,
    answering,
    desk_of,
    pieces,
    posted,
    without,
    words,
)
from tests.slack.offices import ledger_of, office_desk

EDITORS_OWN: Final = {"question_answer", "proposal_approve", "suggestion_accept", "verify"}
QUESTION: Final = "weather in paris"  # nothing on file
UNSURE: Final = "tower"


@pytest.fixture
def desk(slack: SlackStandIn, tmp_path: Path) -> Desk:
    return office_desk(slack, tmp_path)


@pytest.fixture
async def bot(slack: SlackStandIn, desk: Desk) -> AsyncIterator[Bot]:
    async with answering(slack, desk, "socket") as running:
        yield running


@pytest.fixture
async def either(slack: SlackStandIn, desk: Desk, mode: Mode) -> AsyncIterator[Bot]:
    async with answering(slack, desk, mode) as running:
        yield running


async def home_of(bot: Bot, user: str = "reporter") -> View:
    """What this person sees once they open App Home."""
    assert (await bot.slack.open_home(user)).error is None
    return await bot.slack.next_home(user)


async def window(
    bot: Bot, where: View, action: str, choice: str | None = None, user: str = "reporter"
) -> View:
    """The window that comes of a press, a choice or Enter."""
    assert (await bot.slack.act(user, where, action, choice)).error is None
    return await bot.slack.next_view(user)


async def searched(bot: Bot, text: str) -> View:
    return await window(bot, await home_of(bot), "home_search", text)


def actions(view: View) -> list[str]:
    return [each["action_id"] for each in pieces(view.blocks) if "action_id" in each]


def values(view: View, action: str) -> list[str]:
    return [each["value"] for each in pieces(view.blocks) if each.get("action_id") == action]


def published(slack: SlackStandIn) -> list[Json] | None:
    """Every Home that was sent to Slack; None where none was."""
    return [call.args["view"] for call in slack.requests if call.name == "views.publish"] or None


def rewritten(folder: Path, name: str, old: str, new: str) -> None:
    """Somebody changes a file of the newsroom's in a text editor."""
    path = folder / "newsroom" / "facts" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# ── Who sees what


@pytest.mark.parametrize("user", ["reporter", "guest"])
async def test_whoever_is_no_editor_finds_search_menu_and_topics(either: Bot, user: str) -> None:
    bot = either
    home = await home_of(bot, user)
    assert actions(home) == ["home_search", "home_fact", "home_topic_1", "home_topic_2"]
    assert "8 facts, edition " in words(home)
    assert "in service since May 20, 2031, 09:30 UTC" in words(home)


@pytest.mark.parametrize("user", ["editor", "chief"])
async def test_an_editor_also_finds_what_is_to_be_verified(bot: Bot, user: str) -> None:
    home = await home_of(bot, user)
    assert "verify" in actions(home)
    assert "never verified" in words(home)


async def test_a_guest_in_the_editors_group_is_no_editor(slack: SlackStandIn, tmp_path: Path) -> None:
    desk = office_desk(slack, tmp_path, editors=("U0GUEST", "U0REPORTER"))
    async with answering(slack, desk) as bot:
        assert EDITORS_OWN.isdisjoint(actions(await home_of(bot, "guest")))
        assert "verify" in actions(await home_of(bot, "reporter"))


async def test_a_person_who_is_no_longer_an_editor_finds_nothing_of_it(bot: Bot, slack: SlackStandIn) -> None:
    assert "verify" in actions(await home_of(bot, "editor"))
    group = slack.workspace.usergroups["S0EDITORS"]
    slack.workspace.usergroups["S0EDITORS"] = dataclasses.replace(group, users=())
    slack.clock.advance(61)
    assert EDITORS_OWN.isdisjoint(actions(await home_of(bot, "editor")))


async def test_a_person_of_another_workspace_is_shown_no_fact(bot: Bot, slack: SlackStandIn) -> None:
    event: Json = {"type": "app_home_opened", "user": "U0STRANGER", "channel": "D0STRANGER", "tab": "home"}
    envelope = {"type": "event_callback", "team_id": "T0FACTDESK", "event_id": "Ev1", "event": event}
    await bot.hears(envelope)
    sent = await slack.until(lambda: published(slack), 5)
    assert "its own workspace only" in str(sent)
    assert "home_" not in str(sent)


async def test_the_other_tab_publishes_nothing(bot: Bot, slack: SlackStandIn) -> None:
    await slack.open_home("reporter", "messages")
    await home_of(bot, "editor")
    assert slack.home("reporter") is None


async def test_an_event_that_comes_twice_publishes_once(bot: Bot, slack: SlackStandIn) -> None:
    slack.faults.duplicates = 1
    await home_of(bot)
    await home_of(bot, "editor")
    await bot.door.finish(5)
    assert len(published(slack) or ()) == 2


async def test_every_opening_shows_the_edition_that_is_served_then(bot: Bot, desk: Desk) -> None:
    assert "8 facts" in words(await home_of(bot))
    desk.edition = edition(without(desk.edition.file, "swan-collar"))
    assert "7 facts" in words(await home_of(bot))


async def test_a_bot_that_only_answers_has_a_home_too(slack: SlackStandIn, small: FactFile) -> None:
    async with answering(slack, desk_of(slack, edition(small))) as bot:
        home = await home_of(bot, "editor")
        assert actions(home) == ["home_search", "home_fact", "home_topic_1", "home_topic_2"]
        assert "tower-height" in str((await window(bot, home, "home_search", "height", "editor")).blocks)


async def test_a_ledger_that_fails_is_said_with_a_number(bot: Bot, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "ledger.db") as database:
        database.execute("DROP TABLE changes")
    database.close()
    said = words(await home_of(bot))
    assert "Something went wrong" in said
    number = said.split()[-1]
    assert [line for line in bot.records.lines if number in line]


# ── The search


async def test_a_question_that_is_found_shows_its_card_without_share(bot: Bot) -> None:
    card = await searched(bot, "how tall is it")
    assert "The clock tower, built in 1884, is 31.5 meters high." in words(card)
    assert "To paste, with credit:" in words(card)
    assert "share" not in actions(card)
    assert {"more", "report"} <= set(actions(card))


async def test_more_lies_on_the_card_and_leads_back(bot: Bot, slack: SlackStandIn) -> None:
    card = await searched(bot, "height")
    more = await window(bot, card, "more")
    assert "Where it comes from" in words(more)
    below = (await slack.close("reporter", more)).view
    assert below is not None
    assert below.id == card.id


async def test_a_report_from_a_window_reaches_the_desk_once(bot: Bot, slack: SlackStandIn) -> None:
    card = await searched(bot, "height")
    said = await window(bot, card, "report")
    assert "The fact desk has been told" in words(said)
    (told,) = slack.visible("editor", "fact-desk")
    assert "tower-height" in words(told)
    await slack.close("reporter", said)
    assert "You have reported this already." in words(await window(bot, card, "report"))
    assert slack.visible("editor", "fact-desk") == [told]
    other = await searched(bot, "swans")
    assert "The fact desk has been told" in words(await window(bot, other, "report"))


async def test_of_several_facts_the_chosen_one_takes_the_place_of_the_choice(
    bot: Bot, slack: SlackStandIn
) -> None:
    pick = await searched(bot, UNSURE)
    assert "Is it one of these?" in words(pick)
    await slack.act("reporter", pick, "pick_2")
    card = await slack.next_view("reporter")
    assert card.id == pick.id
    assert "To paste, with credit:" in words(card)
    assert "share" not in actions(card)


async def test_none_of_the_choices_is_an_answer_too(bot: Bot, slack: SlackStandIn) -> None:
    pick = await searched(bot, UNSURE)
    await slack.act("reporter", pick, "pick_none")
    assert "Then it can't be found with these words." in words(await slack.next_view("reporter"))


async def test_nothing_on_file_is_said_as_text(bot: Bot) -> None:
    said = words(await searched(bot, f"{QUESTION} <!channel> *x*"))
    assert f"Nothing on file for “{QUESTION} <!channel> *x*”." in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("list", "The clock tower of Eldermere (6 facts)"),
        ("show tower-lean", "leans"),
        ("check The tower is 99 meters high.", "Only what is on file is checked."),
        ("x" * 300, "Nothing on file"),
    ],
)
async def test_the_search_field_takes_what_the_command_takes(bot: Bot, text: str, said: str) -> None:
    assert said in words(await searched(bot, text))


async def test_what_is_searched_is_in_no_log_and_is_not_kept(bot: Bot, desk: Desk, tmp_path: Path) -> None:
    await searched(bot, QUESTION)
    await bot.door.finish(5)
    assert not [line for line in bot.records.lines if "weather" in line or "paris" in line]
    assert ledger_of(desk).questions.waiting() == 0
    assert b"paris" not in (tmp_path / "ledger.db").read_bytes()


async def test_of_windows_piled_up_a_fourth_takes_the_place_of_the_third(
    bot: Bot, slack: SlackStandIn
) -> None:
    topic = await window(bot, await home_of(bot), "home_topic_1")
    card = await window(bot, topic, "home_show", "tower-height")
    more = await window(bot, card, "more")
    await slack.close("reporter", more)
    deep = await window(bot, card, "report")
    # A button in the third window, as an edition with more of them may have.
    content = {**deep.content, "blocks": card.content["blocks"]}
    answer = await bot.desk.client.api_call(
        "views.update", json={"view_id": deep.id, "view": _sendable(content)}
    )
    assert answer["ok"]
    third = slack.view("reporter")
    assert third is not None
    await slack.act("reporter", third, "more")
    fourth = await slack.next_view("reporter")
    assert fourth.id == third.id
    assert "Where it comes from" in words(fourth)
    below = (await slack.close("reporter", fourth)).view
    assert below is not None
    assert below.id == card.id


def _sendable(content: Json) -> Json:
    kept = ("type", "title", "close", "blocks")
    return {name: content[name] for name in kept if name in content}


# ── The menu


async def test_the_menu_suggests_facts_and_shows_the_chosen_one(either: Bot, slack: SlackStandIn) -> None:
    bot = either
    home = await home_of(bot)
    every = await slack.suggest("reporter", home, "home_fact")
    assert [each["value"] for each in every.options] == list(bot.desk.edition.file.facts)
    found = await slack.suggest("reporter", home, "home_fact", "tower lea")
    assert found.options[0]["value"] == "tower-lean"
    card = await window(bot, home, "home_fact", "tower-lean")
    assert "leans" in words(card)
    assert "share" not in actions(card)


@pytest.mark.parametrize(
    ("action", "typed", "value"),
    [
        ("fact", "coun swan", "swan-count"),
        ("fact", "towr leens", "tower-lean"),
        ("who", "hollt", "mira-holt"),
        ("who", "works", "works-office"),
        ("source", "radio", "radio-2031-05-06"),
        ("source", "courier 09", "courier-2031-05-09"),
    ],
)
async def test_the_fields_of_forms_suggest_facts_names_and_sources(
    either: Bot, slack: SlackStandIn, action: str, typed: str, value: str
) -> None:
    bot = either
    menu = {"type": "external_select", "action_id": action, "min_query_length": 0}
    block = {"type": "actions", "elements": [menu]}
    view = {"type": "home", "blocks": [block]}
    await bot.desk.client.api_call("views.publish", json={"user_id": "U0REPORTER", "view": view})
    home = slack.home("reporter")
    assert home is not None
    found = await slack.suggest("reporter", home, action, typed)
    assert found.error is None
    assert found.options[0]["value"] == value


async def test_nothing_of_what_is_typed_into_the_menu_is_logged(either: Bot, slack: SlackStandIn) -> None:
    bot = either
    home = await home_of(bot)
    before = len(bot.records.lines)
    for typed in ("s", "sw", "swan", "zzzz"):
        await slack.suggest("reporter", home, "home_fact", typed)
    assert bot.records.lines[before:] == []


async def test_a_fact_that_went_while_the_home_stood_open_is_said_to_be_gone(bot: Bot, desk: Desk) -> None:
    home = await home_of(bot)
    desk.edition = edition(without(desk.edition.file, "swan-count"))
    topic = await window(bot, home, "home_topic_2")
    assert values(topic, "home_show") == ["swan-collar"]
    await bot.slack.close("reporter", topic)
    forged = dataclasses.replace(desk.edition.file, topics={})
    desk.edition = edition(forged)
    assert "no longer on file" in words(await window(bot, home, "home_topic_2"))


async def test_a_person_of_another_workspace_gets_no_suggestion(either: Bot) -> None:
    bot = either
    payload: Json = {
        "type": "block_suggestion",
        "action_id": "fact",
        "value": "tower",
        "user": {"id": "U0STRANGER", "team_id": "T0ELSEWHERE"},
        "team": {"id": "T0FACTDESK"},
        "container": {"type": "view"},
        "view": {"type": "home"},
    }
    answer = await bot.hears(payload)
    assert "tower" not in str(answer.body)
    assert answer.status == 200


# ── Topics, what changed


async def test_a_topic_lists_its_facts_and_each_is_shown(bot: Bot) -> None:
    topic = await window(bot, await home_of(bot), "home_topic_2")
    assert values(topic, "home_show") == ["swan-count", "swan-collar"]
    assert "27 swans" in words(await window(bot, topic, "home_show", "swan-count"))


async def test_what_an_editor_changed_stands_there_at_once_with_a_button(
    bot: Bot, slack: SlackStandIn
) -> None:
    assert (await slack.command("editor", "newsroom", COMMAND, "edit tower-lean")).error is None
    form = await slack.next_view("editor")
    await slack.submit("editor", form, {"caution": "Nobody has measured it again."})
    home = await home_of(bot)
    said = words(home)
    assert "Recently changed" in said
    assert "tower-lean: " in said
    assert "May 20, 2031, 09:30 UTC · Eddie Editor" in said
    assert values(home, "home_show") == ["tower-lean"]
    assert "Nobody has measured it again" in words(await window(bot, home, "home_show"))


async def test_what_was_changed_in_the_files_stands_there_too(bot: Bot, desk: Desk, tmp_path: Path) -> None:
    rewritten(
        tmp_path,
        "clock-tower.yaml",
        "31.5 meters high.\n    status: record",
        "31.5 meters high.\n    status: disputed",
    )
    assert await editions.catch_up(desk) is None
    said = words(await home_of(bot))
    assert "tower-height: status: record → disputed" in said
    assert "changed in the files" in said


async def test_a_fact_that_was_taken_out_is_not_among_what_changed(
    bot: Bot, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "newsroom" / "facts" / "swans.yaml"
    kept, _, _ = path.read_text(encoding="utf-8").partition("  swan-collar:")
    path.write_text(kept.replace("    related: [swan-collar]\n", "").rstrip() + "\n...\n", encoding="utf-8")
    trouble = await editions.catch_up(desk)
    assert trouble is not None
    assert "it no longer has 1 fact: swan-collar" in words(await home_of(bot, "editor"))
    assert await editions.catch_up(desk, forced=trouble.edition) is None
    home = await home_of(bot)
    assert "7 facts" in words(home)
    assert values(home, "home_show") == ["swan-count"]  # whose `related` went with it


# ── What waits for editors


async def test_an_editor_finds_why_a_newer_state_is_not_served(bot: Bot, desk: Desk, tmp_path: Path) -> None:
    rewritten(tmp_path, "swans.yaml", "status: confirmed", "status: sure")
    assert await editions.catch_up(desk) is not None
    said = words(await home_of(bot, "editor"))
    assert "A newer state of the files is not served" in said
    assert "facts/swans.yaml:" in said
    assert "in service since May 20, 2031, 09:30 UTC" in said
    assert "not served" not in words(await home_of(bot, "reporter"))
    rewritten(tmp_path, "swans.yaml", "status: sure", "status: confirmed")
    assert await editions.catch_up(desk) is None
    assert "not served" not in words(await home_of(bot, "editor"))


async def test_a_fact_to_be_verified_opens_its_form_and_is_gone_when_that_is_done(
    bot: Bot, slack: SlackStandIn
) -> None:
    home = await home_of(bot, "editor")
    value = values(home, "verify")[0]
    form = await window(bot, home, "verify", value, "editor")
    assert form.title == "Verify a fact"
    assert (await slack.submit("editor", form, {})).error is None
    anew = await slack.next_home("editor")
    assert value.partition("@")[0] not in [each.partition("@")[0] for each in values(anew, "verify")]


async def test_open_questions_and_changes_stand_there_for_editors_alone(bot: Bot, desk: Desk) -> None:
    ledger = ledger_of(desk)
    ledger.questions.ask("who painted the tower", "T0FACTDESK", "U0REPORTER", "one")
    ledger.proposals.make(
        kind="edit",
        fact="tower-lean",
        edit="{}",
        by="U0EDITOR",
        name="Eddie Editor",
        why="The office said so.",
        lines=("status: claimed → disputed",),
        request="two",
    )
    ledger.proposals.make(
        kind="suggestion",
        fact="swan-count",
        words="I counted 28.",
        by="U0REPORTER",
        name="Robin Reporter",
        request="three",
    )
    other, own = await home_of(bot, "chief"), await home_of(bot, "editor")
    for shown in (other, own):
        assert "“who painted the tower”" in words(shown)
        assert "tower-lean: status: claimed → disputed" in words(shown)
        assert "swan-count: I counted 28." in words(shown)
        assert len(values(shown, "question_answer")) == len(values(shown, "suggestion_accept")) == 1
    assert "proposal_approve" in actions(other)
    assert "proposal_approve" not in actions(own)
    assert EDITORS_OWN.isdisjoint(actions(await home_of(bot, "reporter")))
    assert "painted" not in words(await home_of(bot, "reporter"))


async def proposed_claim(slack: SlackStandIn) -> None:
    """An editor changes a claim, which waits for another editor."""
    assert (await slack.command("editor", "newsroom", COMMAND, "edit tower-sway")).error is None
    form = await slack.next_view("editor")
    claim = "Town engineer Ada Quill has said the clock tower sways in storms."
    await slack.submit("editor", form, {"claim": claim})
    await slack.next_home("editor")


async def test_an_approved_change_leaves_the_home_at_once_and_is_among_what_changed(
    bot: Bot, slack: SlackStandIn
) -> None:
    await proposed_claim(slack)
    home = await home_of(bot, "chief")
    (waiting,) = values(home, "proposal_approve")
    await slack.act("chief", home, "proposal_approve", waiting)
    assert "Approved" in words(await slack.next_view("chief"))
    anew = await slack.next_home("chief")
    assert values(anew, "proposal_approve") == []
    assert values(anew, "home_show") == ["tower-sway"]


async def test_a_declined_change_leaves_the_home_at_once(bot: Bot, slack: SlackStandIn) -> None:
    await proposed_claim(slack)
    home = await home_of(bot, "editor")
    assert values(home, "proposal_approve") == []  # one's own
    (waiting,) = values(home, "proposal_decline")
    await slack.act("editor", home, "proposal_decline", waiting)
    assert "Declined" in words(await slack.next_view("editor"))
    anew = await slack.next_home("editor")
    assert values(anew, "proposal_decline") == values(anew, "home_show") == []


async def test_nothing_of_a_home_is_posted_anywhere(bot: Bot, slack: SlackStandIn) -> None:
    await searched(bot, "height")
    await home_of(bot, "editor")
    assert posted(slack) == []
    assert slack.visible("editor", FACT_DESK) == []


# ── From a window of the Home to the desk


async def test_what_is_not_on_file_can_be_put_to_the_desk_from_the_search(
    bot: Bot, desk: Desk, slack: SlackStandIn
) -> None:
    found = await searched(bot, QUESTION)
    form = await window(bot, found, "ask_desk", QUESTION)
    assert ledger_of(desk).questions.waiting() == 0
    outcome = await slack.submit("reporter", form, {})
    assert outcome.error is None
    assert ledger_of(desk).questions.waiting() == 1
    assert f"“{QUESTION}”" in words(await home_of(bot, "editor"))


async def test_a_change_can_be_suggested_from_a_card_in_a_window(either: Bot, slack: SlackStandIn) -> None:
    bot = either
    card = await searched(bot, "height")
    form = await window(bot, card, "suggest")
    field = next(each["block_id"] for each in form.blocks if each["type"] == "input")
    assert (await slack.submit("reporter", form, {field: "It is 32 meters high."})).error is None
    home = await home_of(bot, "editor")
    assert "It is 32 meters high." in words(home)
    assert len(values(home, "suggestion_accept")) == 1


async def test_an_answered_question_leaves_the_home_when_its_form_is_submitted(
    bot: Bot, desk: Desk, slack: SlackStandIn
) -> None:
    ledger_of(desk).questions.ask("who painted the tower", "T0FACTDESK", "U0REPORTER", "one")
    home = await home_of(bot, "editor")
    (value,) = values(home, "question_answer")
    form = await window(bot, home, "question_answer", value, "editor")
    assert (await slack.submit("editor", form, {"fact": "tower-photo"})).error is None
    assert "painted" not in words(await slack.next_home("editor"))
