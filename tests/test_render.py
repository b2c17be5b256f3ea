"""Messages: whatever stands in facts, names, sources or questions comes out as text, within the limits."""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import json
import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import answer, render, validate
from bot import block_kit as kit
from bot.answer import Answer
from bot.block_kit import Message
from bot.model import Difference, Fact, FactFile, Hop, Name, Passage, Side, Source, Statement, Topic
from bot.playground import block_kit
from bot.text import visible
from tests.conftest import changed

DAY: Final = dt.date(2031, 5, 6)
TODAY: Final = dt.date(2031, 5, 7)
HOSTILE: Final = (
    "<!channel> <!here> <!everyone> @everyone @here",
    "<@U0000001> <#C0000001> <!subteam^S1> <!date^1^{date}|x>",
    "*bold* _italic_ ~struck~ `code` ```block``` > quoted",
    "<http://evil.example|trusted> [trusted](http://evil.example) http://evil.example",
    "&amp; &lt;!channel&gt; & < >",
    "\u202egnissim\u202c zero\u200bwidth",
    "</script><b>x</b> {} %s {{x}} \\n :smile: 😀👩‍👩‍👧",
    "“서울의 국가정보원” 3,000명",
    "line one\nline two\r\n\n<!channel>",
)
LONG: Final = ("x" * 5_000, "<" * 5_000, "& " * 2_500, "😀" * 5_000, "국" * 5_000)
ENTITY: Final = re.compile(r"&(?:amp|lt|gt);")
LIVE: Final = frozenset({"broadcast", "usergroup", "emoji", "date"})


# What Slack takes


def objects(value: object) -> Iterator[dict[str, Any]]:
    """Every object in a payload, however deep."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def inert(text: str) -> bool:
    """Does Slack read nothing in it but text?"""
    return not set("<>&") & set(ENTITY.sub("", text))


def delivered(message: Message) -> list[dict[str, Any]]:
    """The blocks as Slack gets them, after every check of what it would refuse or bring to life."""
    blocks: list[dict[str, Any]] = json.loads(json.dumps(message.blocks))
    assert block_kit.problems(blocks) == ()
    assert 0 < len(blocks) <= 50
    assert 0 < len(message.text) <= 4_000
    assert inert(message.text)
    every = list(objects(blocks))
    urls = [each["url"] for each in every if "url" in each]
    assert block_kit.text_length(blocks) + sum(map(len, urls)) <= 13_200
    assert all(re.match(r"https?://", url) and len(url) <= 3_000 for url in urls)
    for each in every:
        kind = each.get("type")
        assert kind not in LIVE
        if kind == "mrkdwn":
            assert inert(each["text"])
            assert each.get("verbatim") is True
        if kind == "header":
            assert len(each["text"]["text"]) <= 150
        if kind == "button":
            assert len(each["text"]["text"]) <= 75
            assert len(each["value"]) <= 2_000
        if kind == "context":
            assert all(len(element["text"]) <= 2_000 for element in each["elements"])
    return blocks


def texts(value: object) -> list[str]:
    return [each["text"] for each in objects(value) if isinstance(each.get("text"), str)]


def whole_text(blocks: list[dict[str, Any]]) -> str:
    return "\n".join(texts(blocks))


def people(blocks: list[dict[str, Any]]) -> list[str]:
    return [each["user_id"] for each in objects(blocks) if each.get("type") == "user"]


def buttons(blocks: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(each["action_id"], each["value"]) for each in objects(blocks) if each.get("type") == "button"]


def says_more(message: Message) -> bool:
    return "There is more" in whole_text(delivered(message))


# A file of which every word is hostile


@pytest.fixture(scope="module")
def cracks(small: FactFile) -> Answer:
    return answer.answer("tower-cracks", small, TODAY)


def hostile_file(words: str, facts: int = 2, statements: int = 2) -> FactFile:
    """Every field that takes text holds `words`; only ids and addresses are good."""
    statement = Statement(
        voice="speaker",
        source="paper",
        passages=(Passage(words, words, words),),
        chain=(Hop(who=("lee", "kim"), verb="told", to="kim", setting=words, with_affiliation=True),),
        relay_unprinted=True,
    )
    caption = Statement(voice="caption", source="radio", passages=(Passage(words),), credit=words)
    fact = Fact(
        claim=f"{words}.",
        status="superseded",
        superseded_by=words,
        as_of=DAY,
        shelf_life="dated",
        statements=(statement,) * (statements - 1) + (caption,),
        asked_as=(words,),
        differs=(Difference(words, (Side("paper", words), Side("radio", words)), note=words),),
        caution=words,
        related=(words, words),
    )
    name = Name(kind="person", name=words, short=words, title=words, affiliation=words)
    source = Source(words, DAY, "https://paper.example/a", "en", "0" * 64, headline=words, byline=words)
    topic = Topic(topic=words, facts={f"fact-{number}": fact for number in range(1, facts + 1)})
    return FactFile(
        edition="0" * 64,
        topics={"facts/a.yaml": topic, "facts/b.yaml": Topic(topic=f"B {words}", facts={})},
        names={"lee": name, "kim": name},
        sources={
            "paper": source,
            "radio": dataclasses.replace(source, archive_url="https://archive.example/a"),
        },
    )


def every_message(file: FactFile, words: str) -> Iterator[tuple[str, Message]]:
    """Each renderer's message, by name, for the first fact of the file."""
    key = next(iter(file.facts))
    made = answer.answer(key, file, TODAY)
    topic = next(iter(file.topics.values())).topic
    yield "card", render.card(made, f"matches '{words}'")
    yield "card with nobody to share with", render.card(made, shareable=False)
    yield "shared card", render.card(made, shared_by="U0000009")
    yield "card with a desk", render.card(made, suggest=True, told=[kit.line(words)])
    yield "more", render.more(made)
    yield "pick", render.pick((made,) * 3)
    yield "pick with a gap", render.pick((made,) * 3, words, words)
    yield "pick with a desk to ask", render.pick((made,) * 3, words, words, askable=True)
    yield "nothing", render.nothing(words, "/facts")
    yield "nothing with a gap", render.nothing(words, "/facts", words)
    yield "nothing with a desk to ask", render.nothing(words, "/facts", words, askable=True)
    yield "none of these", render.none_of_these("/facts")
    yield "none of these with a desk to ask", render.none_of_these("/facts", words, askable=True)
    yield "notice", render.notice(words)
    yield "report", render.report(made, "U0000009", "C0000009")
    yield "report from a direct message", render.report(made, "U0000009", None)
    yield "facts", render.facts(file, None, "/facts")
    yield "facts of a topic", render.facts(file, topic, "/facts")
    yield "sources", render.sources(file)
    yield "usage", render.usage("/facts")


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words[:12]))
def test_hostile_words_are_text_in_every_message_and_break_no_limit(words: str) -> None:
    for name, message in every_message(hostile_file(words), words):
        blocks = delivered(message)
        expected = ["U0000009"] if "report" in name or name == "shared card" else []
        assert people(blocks) == expected, name
        channels = [each for each in objects(blocks) if each.get("type") == "channel"]
        assert len(channels) == (1 if name == "report" else 0)


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words[:12]))
def test_hostile_words_come_out_as_they_were_typed(words: str) -> None:
    file = hostile_file(words)
    made = answer.answer("fact-1", file, TODAY)
    for message in (
        render.card(made),
        render.more(made),
        render.pick((made,)),
        render.report(made, "U1", None),
    ):
        assert made.claim in texts(delivered(message))
    assert words in texts(delivered(render.notice(words)))
    assert f"“{visible(words)}”" in texts(delivered(render.nothing(words, "/facts")))
    for message in (render.nothing("x", "/facts", words), render.pick((made,), "x", words)):
        assert f"Known not to be on file: {words}." in texts(delivered(message))
    assert made.paste in texts(delivered(render.card(made)))
    assert words in texts(delivered(render.more(made)))
    assert (
        html.unescape(ENTITY.sub(lambda found: found.group(), render.notice("a < b & c").text)) == "a < b & c"
    )


@pytest.mark.parametrize("words", LONG, ids=lambda words: ascii(words[0]))
@pytest.mark.parametrize("field", ["claim", "printed", "caution", "outlet", "warnings", "origin", "note"])
def test_one_word_of_five_thousand_characters_anywhere_breaks_no_limit(
    cracks: Answer, field: str, words: str
) -> None:
    source = cracks.sources[0]
    statement = dataclasses.replace(
        source.statements[0], printed=(words,) if field == "printed" else ("a",), note=words
    )
    source = dataclasses.replace(
        source, statements=(statement,), outlet=words if field == "outlet" else "Paper"
    )
    fields: dict[str, Any] = {"sources": (source,)}
    if field == "claim":
        fields |= {"claim": words, "paste": f"{words}, the Paper reported."}
    elif field in ("caution", "origin", "warnings"):
        fields |= {field: (words,) if field == "warnings" else words}
    long = dataclasses.replace(cracks, **fields)
    for message in (
        render.card(long, "why"),
        render.more(long),
        render.pick((long,)),
        render.report(long, "U1", "C1"),
    ):
        delivered(message)
    assert buttons(delivered(render.card(long)))[0][0] == "share"


@pytest.mark.parametrize("words", LONG, ids=lambda words: ascii(words[0]))
def test_a_question_or_an_error_of_five_thousand_characters_breaks_no_limit(words: str) -> None:
    for message in (
        render.nothing(words, "/facts", words),
        render.pick((), words, words),
        render.nothing(words, "/facts", words, askable=True),
        render.pick((), words, words, askable=True),
        render.notice(words),
        render.none_of_these("/facts"),
    ):
        assert len(whole_text(delivered(message))) < 2_500


LONGEST: Final = {"claim": validate.MAX_CLAIM, "name": validate.MAX_NAME, "text": 1_000, "passage": 400}


def longest_file(letter: str, facts: int = 1) -> FactFile:
    """Every field as long as the checks let it pass, in letters that are longest in an address."""
    long = letter * LONGEST["name"]
    name = Name(kind="person", name=long, title=long, affiliation=long)
    text = letter * LONGEST["text"]
    source = Source(
        outlet=letter * LONGEST["name"],
        published=DAY,
        url="https://paper.example/" + "a" * 900,
        language="en",
        sha256="0" * 64,
        headline=text,
        byline=text,
        archive_url="https://archive.example/" + "a" * 900,
    )
    hop = Hop(
        who=("lee", "kim"), verb="told", to="kim", setting=f"after {text}"[:1_000], with_affiliation=True
    )
    statement = Statement(
        voice="speaker",
        source="paper",
        passages=(Passage(letter * LONGEST["passage"], text, text),),
        chain=(hop, hop),
        relay_unprinted=True,
    )
    fact = Fact(
        claim=letter * (LONGEST["claim"] - 1) + ".",
        status="disputed",
        as_of=DAY,
        shelf_life="dated",
        statements=(statement, dataclasses.replace(statement, source="radio")),
        asked_as=(text,),
        differs=(Difference(text, (Side("paper", text), Side("radio", text)), note=text),) * 3,
        caution=text,
        related=tuple("a" * 60 for _ in range(20)),
    )
    return FactFile(
        edition="0" * 64,
        topics={"facts/a.yaml": Topic(topic=text, facts={f"{'f' * 55}-{n}": fact for n in range(facts)})},
        names={"lee": name, "kim": name},
        sources={"paper": source, "radio": source},
    )


@pytest.mark.parametrize("letter", ["a", "<", "국", "😀"])
def test_the_longest_file_that_passes_the_checks_fits(letter: str) -> None:
    file = longest_file(letter)
    for _, message in every_message(file, letter * 1_000):
        delivered(message)
    made = answer.answer(next(iter(file.facts)), file, TODAY)
    for message in (render.card(made), render.card(made, shared_by="U1")):
        assert made.claim in texts(delivered(message))
        assert made.paste in texts(delivered(message))


@settings(max_examples=60)
@given(words=st.text(min_size=1).filter(str.strip))
def test_any_words_are_text_in_every_message(words: str) -> None:
    for _, message in every_message(hostile_file(words), words):
        delivered(message)


# The card


def test_a_card_says_all_in_the_order_of_the_design(cracks: Answer) -> None:
    message = render.card(cracks, "matches 'cracks'")
    told = whole_text(delivered(message))
    first = cracks.sources[0]
    place = 0
    for words in (
        cracks.claim,
        cracks.attribution.short[1:],
        "⚠️ Sources differ on the number of cracks · Not yet verified by an editor",
        first.outlet,
        first.printed[0],
        cracks.sources[1].outlet,
        cracks.sources[1].printed[0],
        "To paste, with credit:",
        cracks.paste,
        "Share here",
        "More",
        "Report a problem",
        "Matches 'cracks'",
    ):
        place = told.index(words, place) + len(words)
    assert message.text == f"{cracks.claim} {cracks.attribution.short}"


def test_every_statement_of_a_card_links_to_its_own_words(cracks: Answer) -> None:
    links = [each["url"] for each in objects(delivered(render.card(cracks))) if each.get("type") == "link"]
    assert links == [statement.link for source in cracks.sources for statement in source.statements]


def test_a_card_without_cause_warns_of_nothing(small: FactFile) -> None:
    height = answer.answer("tower-height", small, TODAY)
    assert height.warnings == ()
    assert "⚠" not in whole_text(delivered(render.card(height)))


def test_all_that_a_button_carries_is_id_and_version(small: FactFile) -> None:
    for key in small.facts:
        made = answer.answer(key, small, TODAY)
        value = f"{key}@{made.version}"
        private = [("share", value), ("more", value), ("report", value)]
        withdrawn = made.status == "withdrawn"
        assert buttons(delivered(render.card(made))) == (private[1:] if withdrawn else private)
        assert buttons(delivered(render.card(made, shareable=False))) == private[1:]
        assert buttons(delivered(render.card(made, shared_by="U1"))) == private[1:]
        assert buttons(delivered(render.report(made, "U1", "C1"))) == private[1:]
        assert buttons(delivered(render.more(made))) == []
        assert buttons(delivered(render.pick((made,)))) == [("pick_1", value), ("pick_none", "none")]


def test_a_change_can_be_suggested_from_every_card_where_there_is_a_desk(cracks: Answer) -> None:
    suggest = ("suggest", f"{cracks.id}@{cracks.version}")
    for message in (
        render.card(cracks, suggest=True),
        render.card(cracks, shareable=False, suggest=True),
        render.card(cracks, shared_by="U1", suggest=True),
    ):
        assert buttons(delivered(message))[-1] == suggest


@pytest.mark.parametrize("length", [1, 300, 2_000, 2_001, 5_000])
@pytest.mark.parametrize("letter", ["x", "<", "&", "😀", "국"])
def test_the_buttons_that_carry_a_question_carry_at_most_2000_characters_of_it(
    length: int, letter: str
) -> None:
    question = letter * length
    carried = question if length <= 2_000 else letter * 1_999 + "…"
    expected = [("pick_none", carried), ("ask_desk", carried)]
    assert buttons(delivered(render.pick((), question, askable=True))) == expected
    for message in (
        render.nothing(question, "/facts", askable=True),
        render.none_of_these("/facts", carried, askable=True),
    ):
        assert buttons(delivered(message)) == [("ask_desk", carried)]


@pytest.mark.parametrize("question", ["", " ", "\u200b\u202e"])
def test_where_there_is_no_question_or_no_desk_no_button_carries_one(question: str) -> None:
    for message in (
        render.nothing(question, "/facts", askable=True),
        render.nothing("toll", "/facts"),
        render.none_of_these("/facts", question, askable=True),
        render.none_of_these("/facts", "none", askable=True),
        render.none_of_these("/facts", "toll"),
    ):
        assert buttons(delivered(message)) == []
    for message in (render.pick((), question, askable=True), render.pick((), "toll")):
        assert buttons(delivered(message)) == [("pick_none", "none")]


def test_what_turns_the_writing_round_is_in_no_button() -> None:
    told = render.nothing("\u202etoll\n\tof\u200b it", "/facts", askable=True)
    assert buttons(delivered(told)) == [("ask_desk", "toll of it")]


def test_a_shared_card_says_who_shared_it_and_not_why_it_was_found(cracks: Answer) -> None:
    blocks = delivered(render.card(cracks, "matches 'cracks'", shared_by="U0000009"))
    assert people(blocks) == ["U0000009"]
    assert "Shared from the fact file by " in whole_text(blocks)
    assert "matches" not in whole_text(blocks).lower()


def many_statements(file: FactFile, number: int, sources: int) -> FactFile:
    """Forty statements of forty outlets, or of one."""
    source = file.sources["radio-2031-05-06"]
    records = {f"s{n}": dataclasses.replace(source, outlet=f"Outlet {n}") for n in range(sources)}
    said = file.facts["tower-cracks"].statements[0]
    many = tuple(dataclasses.replace(said, source=f"s{n % sources}") for n in range(number))
    return dataclasses.replace(
        changed(file, "tower-cracks", statements=many, differs=()), sources={**file.sources, **records}
    )


@pytest.mark.parametrize("sources", [1, 8, 40])
def test_a_card_of_forty_statements_says_that_there_is_more_and_keeps_what_matters(
    small: FactFile, sources: int
) -> None:
    made = answer.answer("tower-cracks", many_statements(small, 40, sources), TODAY)
    card = render.card(made, "matches it")
    assert says_more(card)
    assert [name for name, _ in buttons(delivered(card))] == ["share", "more", "report"]
    assert {made.claim, made.paste} <= set(texts(delivered(card)))
    assert says_more(render.more(made))


def test_a_card_of_many_statements_of_one_outlet_still_prints_some_of_its_words(small: FactFile) -> None:
    made = answer.answer("tower-cracks", many_statements(small, 40, 1), TODAY)
    assert any("some 14 cracks" in words for words in texts(delivered(render.card(made))[2:-2]))


def test_a_card_that_fits_does_not_speak_of_more(small: FactFile, shipped: FactFile) -> None:
    for file in (small, shipped):
        for key in file.facts:
            made = answer.answer(key, file, TODAY)
            assert not says_more(render.card(made, "matches it"))
            assert not says_more(render.more(made))


def test_a_link_too_long_for_slack_falls_back_to_the_plain_address(cracks: Answer) -> None:
    source = cracks.sources[0]
    statement = dataclasses.replace(source.statements[0], link=f"{source.url}#:~:text={'%EA' * 1_000}")
    long = dataclasses.replace(cracks, sources=(dataclasses.replace(source, statements=(statement,)),))
    for message in (render.card(long), render.more(long)):
        urls = [each["url"] for each in objects(delivered(message)) if each.get("type") == "link"]
        assert urls == [source.url]


# More


def test_more_tells_the_origin_the_caution_the_differences_and_every_chain(small: FactFile) -> None:
    lean = answer.answer("tower-lean", small, TODAY)
    told = whole_text(delivered(render.more(lean)))
    full = lean.sources[0].statements[0].attribution.full
    for words in (
        lean.claim,
        f"tower-lean · claimed · as of 2031-05-06 · version {lean.version}",
        "1 outlet, 1 origin: the closed meeting of the council.",
        "Said behind closed doors; the office has published no survey.",
        f"{full[0].upper()}{full[1:]}.",
        "Archived copy",
        "tower-cracks and tower-sway",
    ):
        assert words in told
    cracks = whole_text(delivered(render.more(answer.answer("tower-cracks", small, TODAY))))
    for words in (
        "the number of cracks",
        "Lakeside Radio: ",
        '"some 14"',
        "14, flat",
        "Neither corrects the other.",
    ):
        assert words in cracks
    assert "The Eldermere Courier does not say how it got these words" in cracks


# Picking, nothing, notices


def test_at_most_three_facts_are_offered(cracks: Answer) -> None:
    names = [name for name, _ in buttons(delivered(render.pick((cracks,) * 5)))]
    assert names == ["pick_1", "pick_2", "pick_3", "pick_none"]


def test_nothing_to_pick_from_is_still_a_message() -> None:
    assert [name for name, _ in buttons(delivered(render.pick(())))] == ["pick_none"]


def test_nothing_on_file_repeats_the_question_cut(cracks: Answer) -> None:
    told = whole_text(delivered(render.nothing("why " * 500, "/news")))
    assert "why why" in told
    assert len(told) < 700
    assert "/news list" in told
    assert cracks.claim not in told


def test_the_question_is_not_in_the_text_of_the_notification() -> None:
    assert "secret" not in render.nothing("the secret story", "/facts", "the secret story").text
    assert "secret" not in render.pick((), "the secret story", "the secret story").text


GAP: Final = "Known not to be on file: losses of the Russian army."


def test_nothing_on_file_names_the_gap_between_the_question_and_the_hint() -> None:
    told = delivered(render.nothing("russian death toll", "/facts", "losses of the Russian army"))
    lines = ["".join(texts(line)) for line in told[0]["elements"]]
    assert lines[:2] == ["Nothing on file for “russian death toll”.", GAP]
    assert lines[2].startswith("That does not make it false")


def test_the_gap_stands_below_what_can_be_picked(cracks: Answer) -> None:
    blocks = delivered(render.pick((cracks,) * 3, "toll", "losses of the Russian army"))
    assert [block["type"] for block in blocks[-2:]] == ["context", "actions"]
    assert texts(blocks[-2]) == [GAP]


def test_where_no_gap_is_known_none_is_spoken_of(cracks: Answer) -> None:
    for message in (render.nothing("toll", "/facts"), render.pick((cracks,), "toll")):
        assert "Known not" not in whole_text(delivered(message))


def test_the_longest_gap_that_passes_the_checks_fits_a_line_of_the_terminal() -> None:
    assert len(render.known_gap("x" * validate.MAX_ABOUT)) <= 100


# Lists


def with_facts(file: FactFile, number: int, topics: int = 1) -> FactFile:
    fact = file.facts["tower-height"]
    made = {
        f"facts/t{place}.yaml": Topic(f"Topic {place}", {f"fact-{place}-{n}": fact for n in range(number)})
        for place in range(topics)
    }
    return dataclasses.replace(file, topics=made)


def test_a_withdrawn_fact_begins_with_that_and_has_nothing_to_paste_or_share(small: FactFile) -> None:
    made = answer.answer("swan-collar", small, TODAY)
    card = delivered(render.card(made))
    assert whole_text(card).splitlines()[0].startswith("⚠️ Withdrawn: do not use. ")
    assert "To paste" not in whole_text(card)
    assert "share" not in [name for name, _ in buttons(card)]
    assert "Withdrawn: do not use. " in whole_text(delivered(render.more(made)))


def test_facts_are_listed_by_topic(small: FactFile) -> None:
    told = whole_text(delivered(render.facts(small, None, "/news")))
    assert "The clock tower of Eldermere (6 facts)" in told
    assert "Swans (2 facts)" in told
    assert "swan-collar: (withdrawn) A passer-by said one swan wore a red collar." in told
    assert "/news show ID" in told
    swans = whole_text(delivered(render.facts(small, "Swans", "/news")))
    assert "swan-count" in swans
    assert "tower" not in swans


@pytest.mark.parametrize(("number", "left"), [(60, None), (61, "And 1 more;"), (2_000, "And 1,940 more;")])
def test_a_long_topic_is_cut_and_says_how_many_are_left(
    small: FactFile, number: int, left: str | None
) -> None:
    told = whole_text(delivered(render.facts(with_facts(small, number), "Topic 0", "/facts")))
    assert told.count("fact-0-") == 60
    assert (left in told) if left else ("more;" not in told)


def test_past_sixty_facts_the_topics_are_listed(small: FactFile) -> None:
    told = whole_text(delivered(render.facts(with_facts(small, 40, topics=3), None, "/facts")))
    assert "Topic 2: 40 facts" in told
    assert "fact-0-1" not in told


def test_past_sixty_topics_it_says_that_there_are_more(small: FactFile) -> None:
    told = whole_text(delivered(render.facts(with_facts(small, 1, topics=100), None, "/facts")))
    assert "Topic 59: 1 fact" in told
    assert "And 40 more topics" in told


def test_an_empty_file_is_listed_without_failing(small: FactFile) -> None:
    empty = dataclasses.replace(small, topics={}, sources={})
    assert delivered(render.facts(empty, None, "/facts"))
    assert "No source is on file." in whole_text(delivered(render.sources(empty)))
    no_facts = dataclasses.replace(small, topics={"facts/a.yaml": Topic("Nothing yet", {})})
    assert "Nothing yet (0 facts)" in whole_text(delivered(render.facts(no_facts, None, "/facts")))


def test_sources_are_listed_with_their_day_and_year(small: FactFile) -> None:
    told = whole_text(delivered(render.sources(small)))
    assert (
        "(courier-2031-05-06): Clock tower stays shut, works office says, by Piet Arden, May 6, 2031" in told
    )
    assert "(radio-2031-05-06): headline not on file, May 6, 2031" in told


def test_many_sources_are_cut_and_it_says_so(small: FactFile) -> None:
    source = small.sources["radio-2031-05-06"]
    many = dataclasses.replace(small, sources={f"radio-{n}": source for n in range(200)})
    assert says_more(render.sources(many))


def test_a_source_of_a_leap_day_is_listed(small: FactFile) -> None:
    source = dataclasses.replace(small.sources["radio-2031-05-06"], published=dt.date(2032, 2, 29))
    told = whole_text(delivered(render.sources(dataclasses.replace(small, sources={"radio": source}))))
    assert "Feb. 29, 2032" in told


def test_the_help_names_the_command_as_it_is_called_here() -> None:
    told = whole_text(delivered(render.usage("/news")))
    assert "/news casualties" in told
    assert "/facts" not in told


def test_every_shipped_message_is_deliverable(shipped: FactFile) -> None:
    for key in shipped.facts:
        made = answer.answer(key, shipped, TODAY)
        for message in (
            render.card(made, "why"),
            render.more(made),
            render.pick((made,)),
            render.report(made, "U1", None),
        ):
            delivered(message)
    for message in (render.facts(shipped, None, "/facts"), render.sources(shipped), render.usage("/facts")):
        delivered(message)
