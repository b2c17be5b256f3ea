"""App Home as a value: what stands in it for whom, and Slack's limits whatever is on file."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import home_view
from bot.answer import version
from bot.home_view import Asked, Change, Home, Proposed, Work
from bot.model import FactFile, Verification
from bot.playground.view_rules import checked_view
from bot.typeahead import Option
from tests.benchmarks.typeahead import made
from tests.conftest import changed, file_of

TODAY: Final = dt.date(2031, 5, 20)
NOW: Final = dt.datetime(2031, 5, 20, 9, 30, tzinfo=dt.UTC)
HOSTILE: Final = "<!channel> *x* `y` &amp; :smile: \u202e\u200b\n\n" + "ﷺ" * 5_000
EDITORS_OWN: Final = {
    "question_answer",
    "question_close",
    "proposal_approve",
    "proposal_decline",
    "suggestion_accept",
    "suggestion_decline",
    "verify",
}


def home(file: FactFile, **more: Any) -> Home:  # noqa: ANN401 - values of any field
    return dataclasses.replace(Home(file, "/facts", TODAY, "mark", NOW), **more)


def view(shown: Home) -> dict[str, Any]:
    """The view, taken by Slack's rules."""
    return checked_view(dict(home_view.home(shown)), "home")


def pieces(value: object) -> Iterator[Mapping[str, Any]]:
    """Every mapping inside, outermost first."""
    if isinstance(value, Mapping):
        yield value
    for inner in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        yield from pieces(inner)


def words(shown: object) -> str:
    return "\n".join(each["text"] for each in pieces(shown) if isinstance(each.get("text"), str))


def actions(shown: object) -> list[str]:
    return [each["action_id"] for each in pieces(shown) if "action_id" in each]


def values(shown: object, action: str) -> list[str]:
    return [each["value"] for each in pieces(shown) if each.get("action_id") == action]


def change(number: int = 0, text: str = "killed 300 → 350") -> Change:
    return Change(f"fact-{number}", (text,), "May 19, 2031, 08:00 UTC · Eddie Editor")


def asked(number: int = 0, *texts: str, count: int = 1) -> Asked:
    return Asked(number, texts or (f"how many towers {number}",), count, NOW)


def proposed(number: int = 0, text: str = "status: claimed → disputed", **more: Any) -> Proposed:  # noqa: ANN401 - the same
    return dataclasses.replace(Proposed(number, "tower-lean", (text,), "U0REPORTER", "", NOW), **more)


# ── For everybody


def test_a_reporter_finds_the_search_the_menu_what_changed_and_the_topics(small: FactFile) -> None:
    shown = view(home(small, recent=(change(),)))
    assert actions(shown) == ["home_search", "home_fact", "home_show", "home_topic_1", "home_topic_2"]
    said = words(shown)
    assert "fact-0: killed 300 → 350\nMay 19, 2031, 08:00 UTC · Eddie Editor" in said
    assert values(shown, "home_show") == ["fact-0"]
    assert "The clock tower of Eldermere (6)" in said
    assert values(shown, "home_topic_2") == [list(small.topics)[1]]
    assert f"8 facts, edition {small.edition[:12]}, in service since May 20, 2031, 09:30 UTC" in said


def test_enter_sends_the_question_and_no_other_key(small: FactFile) -> None:
    (field,) = [each for each in view(home(small))["blocks"] if each["type"] == "input"]
    assert field["dispatch_action"] is True
    assert field["element"]["dispatch_action_config"] == {"trigger_actions_on": ["on_enter_pressed"]}


def test_what_was_typed_is_gone_when_the_home_is_made_anew(small: FactFile) -> None:
    names = [
        {each["block_id"] for each in view(home(small, mark=mark))["blocks"] if "block_id" in each}
        for mark in ("one", "two")
    ]
    assert len(names[0]) == 2
    assert names[0].isdisjoint(names[1])


def test_the_menu_asks_for_suggestions_before_anything_is_typed(small: FactFile) -> None:
    (menu,) = [each for each in pieces(view(home(small))) if each.get("type") == "external_select"]
    assert menu["min_query_length"] == 0


def test_a_desk_that_keeps_nothing_has_a_home_too(small: FactFile) -> None:
    shown = view(home(small, since=None))
    assert "in service since" not in words(shown)
    assert "Recently changed" not in words(shown)


def test_a_file_without_facts_says_so() -> None:
    shown = view(home(file_of({}, {}, {})))
    assert "No fact is on file yet." in words(shown)
    assert actions(shown) == ["home_search"]


@pytest.mark.parametrize("work", [None, Work()])
def test_without_work_nothing_stands_there_that_is_an_editors(small: FactFile, work: Work | None) -> None:
    done = changed(small, "swan-count", status="withdrawn")
    for key in done.facts:
        done = changed(done, key, verified=Verification("Eddie", TODAY), review_by=TODAY)
    shown = view(home(done, work=work))
    assert EDITORS_OWN.isdisjoint(actions(shown))
    assert "To be verified" not in words(shown)


def test_a_reporter_never_gets_the_editors_parts_though_facts_are_due(small: FactFile) -> None:
    assert EDITORS_OWN.isdisjoint(actions(view(home(small))))


# ── For editors


def test_an_editor_finds_what_waits_with_its_buttons(small: FactFile) -> None:
    work = Work(
        questions=(asked(7, "is it leaning", "does it lean", count=3),),
        asked=1,
        proposals=(proposed(3, why="The office corrected it."), proposed(4, is_own=True)),
        suggestions=(proposed(5, "The day is wrong."),),
        trouble="facts/swans.yaml:3: bad\nfacts/swans.yaml:9: worse",
    )
    shown = view(home(small, work=work))
    said = words(shown)
    assert values(shown, "question_answer") == values(shown, "question_close") == ["7"]
    assert "asked 3 times, first May 20, 2031, 09:30 UTC · also “does it lean”" in said
    assert values(shown, "proposal_approve") == ["3"]
    assert values(shown, "proposal_decline") == ["3", "4"]
    assert "Why: The office corrected it." in said
    assert values(shown, "suggestion_accept") == values(shown, "suggestion_decline") == ["5"]
    assert "The day is wrong." in said
    assert "facts/swans.yaml:3: bad\nfacts/swans.yaml:9: worse" in said
    assert "has been in service since May 20, 2031, 09:30 UTC" in said


def test_trouble_stands_before_everything_else_that_waits(small: FactFile) -> None:
    said = words(view(home(small, work=Work(questions=(asked(),), trouble="It is bad."))))
    assert said.index("It is bad.") < said.index("Open questions (1)") < said.index("Topics")


def test_facts_past_their_review_come_first_then_those_that_nobody_verified(small: FactFile) -> None:
    on = Verification("Eddie Editor", dt.date(2031, 1, 1))
    file = changed(small, "swan-count", verified=on, review_by=dt.date(2031, 5, 1))
    file = changed(file, "tower-height", verified=on, review_by=dt.date(2031, 4, 1))
    file = changed(file, "tower-photo", verified=on, review_by=TODAY)
    shown = view(home(file, work=Work()))
    pressed = values(shown, "verify")
    assert pressed[:2] == [f"{key}@{version(key, file)}" for key in ("tower-height", "swan-count")]
    keys = [each.partition("@")[0] for each in pressed]
    assert "tower-photo" not in keys
    assert "swan-collar" not in keys  # withdrawn
    assert "2 facts past the review date, 4 never verified." in words(shown)


def test_somebody_forgotten_is_no_mention(small: FactFile) -> None:
    shown = view(home(small, work=Work(proposals=(proposed(by=""),))))
    assert "Somebody forgotten, May 20, 2031" in "".join(words(shown).splitlines())
    assert not [each for each in pieces(shown) if each.get("type") == "user"]


# ── Limits


@pytest.fixture(scope="module")
def many() -> FactFile:
    return made(10_000)


def test_ten_thousand_facts_and_five_hundred_questions_fit_and_the_rest_is_counted(many: FactFile) -> None:
    work = Work(
        questions=tuple(asked(number) for number in range(500)),
        asked=500,
        proposals=tuple(proposed(number) for number in range(200)),
        suggestions=tuple(proposed(number) for number in range(300)),
        trouble="x: bad\n" * 1_000,
    )
    shown = view(home(many, recent=tuple(change(number) for number in range(50)), work=work))
    assert len(shown["blocks"]) <= 100
    said = words(shown)
    for left in ("And 492 more.", "And 192 more.", "And 292 more.", "And 9,992 more.", "And 42 more."):
        assert left in said
    assert "And 75 more: /facts list shows them." in said
    assert "There is more than fits here." not in said


def test_of_questions_that_were_not_even_read_the_number_is_right(small: FactFile) -> None:
    said = words(view(home(small, work=Work(questions=(asked(1), asked(2)), asked=30))))
    assert "Open questions (30)" in said
    assert "And 28 more." in said


@given(text=st.text() | st.just(HOSTILE), count=st.integers(0, 40))
def test_whatever_words_stand_there_slack_takes_the_view(small: FactFile, text: str, count: int) -> None:
    work = Work(
        questions=tuple(asked(number, text, text, count=count) for number in range(count)),
        proposals=tuple(proposed(number, text, why=text) for number in range(count)),
        suggestions=tuple(proposed(number, text) for number in range(count)),
        trouble=text,
    )
    recent = tuple(change(number, text) for number in range(count))
    shown = view(home(small, recent=recent, work=work))
    assert len(json.dumps(shown)) < 250_000
    assert not [each for each in pieces(shown) if each.get("type") in ("mrkdwn", "broadcast")]


def test_long_names_of_topics_keep_their_counts(small: FactFile) -> None:
    topics = {
        f"facts/{number}.yaml": dataclasses.replace(topic, topic="A long name " * 20)
        for number, topic in enumerate(small.topics.values())
    }
    shown = view(home(dataclasses.replace(small, topics=topics)))
    labels = [each["text"]["text"] for each in pieces(shown) if "home_topic" in str(each.get("action_id"))]
    assert [each[-5:] for each in labels] == ["… (6)", "… (2)"]


# ── Windows


def test_a_topics_window_lists_its_facts_each_with_a_button(small: FactFile) -> None:
    name = next(iter(small.topics))
    found = home_view.topic(small, name)
    assert found is not None
    shown = checked_view(dict(found))
    assert values(shown, "home_show") == list(small.topics[name].facts)
    assert "The clock tower of Eldermere (6 facts)" in words(shown)


def test_a_topic_with_ten_thousand_facts_fits_a_window(many: FactFile) -> None:
    facts = dict(many.facts)
    one = dataclasses.replace(
        many, topics={"facts/all.yaml": dataclasses.replace(next(iter(many.topics.values())), facts=facts)}
    )
    found = home_view.topic(one, "facts/all.yaml")
    assert found is not None
    shown = checked_view(dict(found))
    assert len(values(shown, "home_show")) == 95
    assert "And 9,905 more" in words(shown)


def test_a_topic_that_is_no_longer_on_file_has_no_window(small: FactFile) -> None:
    assert home_view.topic(small, "facts/gone.yaml") is None


def test_a_suggestion_is_an_option_of_slacks() -> None:
    found = home_view.options([Option("tower-lean", "tower-lean", "It leans."), Option("a", "A", "")])
    assert [each.get("description", {}).get("text") for each in found] == ["It leans.", None]
    assert [each["value"] for each in found] == ["tower-lean", "a"]
