"""The report of the search's measurements: from made-up figures, and the page as it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from bot.search import Found, Match, Status, confidence, ranking
from tests.benchmarks import report, retrieval, scaling
from tests.benchmarks.engines import PRODUCT
from tests.benchmarks.measurements import KINDS, PEERS, SETS, ReportError, measurements, path_of
from tests.benchmarks.plots import PICTURES, drawn
from tests.benchmarks.questions import Asked
from tests.benchmarks.tables import BLOCKS
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "search.md"
FILE = "queries.dev.jsonl"
ENGINES = (PRODUCT, *PEERS)


def block(text: str, name: str) -> str:
    found = re.search(rf"<!-- begin {name} -->\n(.*?)<!-- end {name} -->", text, re.DOTALL)
    assert found, f"the page has no block {name}"
    return found.group(1)


def cells(text: str, *begin: str) -> list[str]:
    """The other cells of the one row that begins with these."""
    (row,) = [line for line in text.splitlines() if line.startswith(f"| {' | '.join(begin)} |")]
    return [cell.strip() for cell in row.strip("|").split("|")][len(begin) :]


# ── Made-up measurements


def asked(engine: str, *, unanswerable: int) -> dict[str, Any]:
    """Figures of one file of 50 queries; the product's P@1 is 0.8, the best other search is tantivy."""
    first = {PRODUCT: 0.8, "tantivy": 0.6}.get(engine, 0.5)
    outside = {"found": 0.1, "unsure": 0.2, "none": 0.7}
    return {
        "queries": 10 if engine == "rapidfuzz WRatio" else 50,
        "answerable": 50 - unanswerable,
        "unanswerable": unanswerable,
        "p_at_1": first,
        "p_at_1_se": 0.07,
        "map_at_5": first + 0.1,
        "auroc": 0.875 if unanswerable else None,
        "in_scope_accuracy_refusing_95": 0.625 if unanswerable else None,
        "status": {"found": 0.6, "unsure": 0.3, "none": 0.1},
        "status_unanswerable": outside if unanswerable else None,
        "found_precision": 0.9,
    }


def retrieved(name: str) -> dict[str, Any]:
    gone = 10 if name != "ct22" else 0
    values = {engine: {"files": {FILE: asked(engine, unanswerable=gone)}} for engine in ENGINES}
    return {"set": name, "entries": 1_234, "queries": {FILE: 50}, "engines": values}


def fitted() -> dict[str, Any]:
    left_out = {"p_at_1": 0.75, "in_scope_accuracy_refusing_95": 0.5}
    parts = [
        (name.removesuffix("_oos"), f"{name} {FILE}" if name.endswith("_oos") else FILE) for name in SETS
    ]
    rows: list[dict[str, Any]] = [
        {"set": name, "part": part, "queries": 50, "left_out": left_out} for name, part in parts
    ]
    rows.append({"set": "newsroom", "part": "questions.jsonl", "queries": 20, "left_out": {}})
    return {
        "weights": {name: list(pair) for name, pair in ranking.WEIGHTS.items()},
        "coefficients": list(confidence.COEFFICIENTS),
        "sets": rows,
        "curve": [
            {
                "threshold": limit,
                "found_and_right": 0.9,
                "found_and_wrong": 0.02,
                "unanswerable_found": 0.1,
            }
            for limit in (0.3, confidence.FOUND)
        ],
        "reliability": [
            {"confidence": 0.05, "right": 0.0, "questions": 12},
            {"confidence": 1.0, "right": 1.0, "questions": 8},
        ],
    }


def scaled(engine: str, entries: int) -> dict[str, Any]:
    return {
        "engine": engine,
        "entries": entries,
        "build_seconds": 1.5,
        "memory_mb": None,
        "queries": 300 if engine == PRODUCT else 20,
        "p_at_1": 0.97,
        "p_at_1_se": 0.01,
        "latency_ms": {"p50": 1.25, "p95": 2.5, "p99": entries / 100},
    }


def newsroom() -> dict[str, Any]:
    able = {"right_first": 0.95, "found_and_right": 0.9, "found_and_wrong": 0.05, "unanswerable_found": 0.1}
    counts = {"answerable": 10, "unanswerable": 10}
    return {
        "files": {
            "questions.jsonl": {**able, **counts, "in_fit": True},
            "questions-held-out.jsonl": {**able, **counts, "unanswerable_found": None, "in_fit": False},
        }
    }


def kept(folder: Path) -> Path:
    """A folder with made-up figures of every step."""
    folder.mkdir()
    sizes = [(engine, entries) for entries in (1_000, 10_000) for engine in (PRODUCT, *scaling.PEERS)]
    hostile = {"entries": 1_000, "longest_ms": 2.25, "texts_ms": {"emoji": 2.25, "empty": 0.1}}
    figures: dict[str, Any] = {
        "newsroom": newsroom(),
        "fit": fitted(),
        "scaling": {"scaling": [scaled(engine, entries) for engine, entries in sizes]},
        "archive": {"scaling": [scaled(PRODUCT, 1_000_000)]},
        "hostile": {"hostile": [hostile]},
        **{f"retrieval-{name}": retrieved(name) for name in SETS},
    }
    for step, values in figures.items():
        path_of(step, folder).write_text(json.dumps(values), encoding="utf-8")
    return folder


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path]:
    """The folder of figures, and a page with empty blocks and words of its own."""
    page = tmp_path / "page" / "search.md"
    page.parent.mkdir()
    blocks = "\n\nOf my own.\n\n".join(f"<!-- begin {name} -->\n<!-- end {name} -->" for name in BLOCKS)
    page.write_text(f"# Page\n\n{blocks}\n\nThe end.\n", encoding="utf-8")
    return kept(tmp_path / "figures"), page


@dataclass(frozen=True, slots=True)
class Done:
    """What a run gave."""

    code: int
    out: str
    lines: list[str]


Run = Callable[..., Done]


@pytest.fixture
def run(made: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> Run:
    """Write the page from the figures."""
    folder, page = made

    def writing() -> Done:
        code = report.main(["--only", "report", "--keep", str(folder), "--page", str(page)])
        shown = capsys.readouterr()
        return Done(code, shown.out, shown.err.splitlines())

    return writing


def written(page: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(page.parent.rglob("*")) if path.is_file()}


# ── What is written


def test_the_page_and_its_pictures_are_written_and_twice_the_same(made: tuple[Path, Path], run: Run) -> None:
    _, page = made
    assert run() == Done(0, "", [])
    before = written(page)
    assert set(before) == {"search.md", *(f"{name}.svg" for name in PICTURES)}
    assert run().code == 0
    assert written(page) == before


def test_text_outside_the_blocks_stays_as_it_is(made: tuple[Path, Path], run: Run) -> None:
    _, page = made
    empty = page.read_text(encoding="utf-8")
    assert run().code == 0
    full = page.read_text(encoding="utf-8")
    assert full != empty
    assert re.sub(r"(<!-- begin \S+ -->\n).*?(?=<!-- end)", r"\1", full, flags=re.DOTALL) == empty


def test_a_row_has_the_figures_that_were_measured(made: tuple[Path, Path], run: Run) -> None:
    _, page = made
    assert run().code == 0
    text = page.read_text(encoding="utf-8")
    order, refusing = block(text, "order"), block(text, "refusing")
    by_table = order.split("Mean average precision")
    first = cells(by_table[0], "ct22_oos", "as written", "50")
    assert first[:2] == ["0.800 ± 0.070", "0.750 ± 0.068"]
    assert first[-2:] == ["0.500 ± 0.070 (of 10)", "0.500 ± 0.070"]
    assert cells(by_table[1], "ct22", "as written", "50")[:2] == ["0.900", "0.600"]
    assert "| ct22 |" not in refusing
    assert cells(refusing.split("The share")[0], "ct22_oos", "as written", "40", "10")[0] == "0.875"
    assert cells(block(text, "thresholds"), "0.30") == ["0.900 ± 0.095", "0.020 ± 0.044", "0.100 ± 0.095"]
    assert cells(block(text, "hostile"), "emoji") == ["2.25"]
    large = cells(block(text, "scaling"), "10,000")
    assert large[:6] == ["1.5", "–", "0.970 ± 0.010", "1.25", "2.50", "100"]
    assert set(large[6:]) == {"2.50 (of 20)"}
    assert set(cells(block(text, "scaling"), "1,000,000")[6:]) == {"–"}
    held_out = cells(block(text, "newsroom"), "`questions-held-out.jsonl`")
    assert held_out[:2] == ["no", "10"]
    assert held_out[-2:] == ["10", "–"]


def test_the_threshold_in_use_is_marked(made: tuple[Path, Path], run: Run) -> None:
    _, page = made
    assert run().code == 0
    assert cells(block(page.read_text(encoding="utf-8"), "thresholds"), f"**{confidence.FOUND:.2f}**")


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_a_picture_is_titled_svg_on_white_without_a_date(made: tuple[Path, Path], name: str) -> None:
    text = drawn(name, measurements(made[0])).decode()
    root = ET.fromstring(text)  # noqa: S314 - written by the test itself a moment ago
    space = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{space}svg"
    assert root.findtext(f"{space}title") == PICTURES[name][1]
    assert "fill: #ffffff" in text
    assert "dc:date" not in text


# ── What keeps it from being written


@pytest.mark.parametrize("step", report.MEASURED)
def test_missing_figures_give_one_line_with_what_to_run(made: tuple[Path, Path], run: Run, step: str) -> None:
    folder, page = made
    before = written(page)
    path_of(step, folder).unlink()
    done = run()
    assert done.code == 2
    (line,) = done.lines
    assert f"{step}.json is missing" in line
    assert line.endswith(f"python -m tests.benchmarks.report --only {step}")
    assert written(page) == before


def spoilt_json(folder: Path, _: Path) -> None:
    path_of("fit", folder).write_text("{", encoding="utf-8")


def another_kind(folder: Path, _: Path) -> None:
    path_of("fit", folder).write_text("[]", encoding="utf-8")


def part_lacking(folder: Path, _: Path) -> None:
    whole = fitted()
    newsroom_only = [row for row in whole["sets"] if row["set"] == "newsroom"]
    path_of("fit", folder).write_text(json.dumps({**whole, "sets": newsroom_only}), encoding="utf-8")


def no_page(_: Path, page: Path) -> None:
    page.unlink()


def no_block(_: Path, page: Path) -> None:
    page.write_text(page.read_text(encoding="utf-8").replace("<!-- end order -->", ""), encoding="utf-8")


def block_twice(_: Path, page: Path) -> None:
    page.write_text(page.read_text(encoding="utf-8") * 2, encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (spoilt_json, "fit.json is not JSON"),
        (another_kind, "fit.json holds no figures"),
        (part_lacking, "fit.json lacks queries.dev.jsonl of stackfaq"),
        (no_page, "search.md is missing"),
        (no_block, "<!-- end order -->"),
        (block_twice, "<!-- begin newsroom -->"),
    ],
)
def test_what_cannot_be_used_gives_one_line_and_changes_nothing(
    made: tuple[Path, Path], run: Run, spoil: Callable[[Path, Path], None], told: str
) -> None:
    folder, page = made
    spoil(folder, page)
    before = written(page)
    done = run()
    assert done.code == 2
    (line,) = done.lines
    assert told in line
    assert written(page) == before


def test_a_block_whose_end_comes_first_is_refused() -> None:
    with pytest.raises(ReportError, match="begin a"):
        report.filled("<!-- end a -->\n<!-- begin a -->\n", {"a": "text"})


def test_figures_of_other_constants_than_the_search_has_are_told(made: tuple[Path, Path], run: Run) -> None:
    folder, _ = made
    other = {**fitted(), "coefficients": [c + 1 for c in confidence.COEFFICIENTS]}
    path_of("fit", folder).write_text(json.dumps(other), encoding="utf-8")
    done = run()
    assert done.code == 0
    assert "fit.json has other constants than bot/search" in done.lines[0]


# ── Measuring


@pytest.mark.parametrize(("sample", "ours"), [(None, False), (7, True)])
def test_every_step_runs_a_benchmark_with_options_that_it_has(sample: int | None, ours: bool) -> None:  # noqa: FBT001 - a case of the table
    commands = report.commands(Path("sets"), Path("kept"), sample, ours=ours)
    assert {"newsroom", *commands} == set(report.MEASURED)
    understood = {
        "tests.benchmarks.retrieval": retrieval.arguments,
        "tests.benchmarks.scaling": scaling.arguments,
    }
    parsed = {
        step: understood[module](options)
        for step, (module, *options) in commands.items()
        if module in understood
    }
    assert {"fit", *parsed} == set(commands)
    assert all(options.json for options in parsed.values())
    assert parsed["retrieval-ct22"].folder == Path("sets", "ct22")
    assert parsed["retrieval-ct22"].sample == sample
    assert parsed["retrieval-ct22"].peers is not ours
    assert parsed["scaling"].peers


def test_a_step_that_fails_leaves_what_was_kept(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = kept(tmp_path / "figures")
    before = written(folder / "page")
    with pytest.raises(ReportError, match="retrieval-ct22 failed; see above, or run: python -m tests"):
        report.measure("retrieval-ct22", tmp_path / "no sets", folder, None, ours=True)
    assert written(folder / "page") == before
    assert "no docs.jsonl here" in capfd.readouterr().err


def test_other_searches_figures_are_kept_where_only_ours_are_measured_again() -> None:
    before, now = retrieved("ct22"), retrieved("ct22")
    now["engines"] = {PRODUCT: {"files": {}}}
    both = report.joined(before, now)
    assert both["engines"] == {**before["engines"], PRODUCT: {"files": {}}}
    with pytest.raises(ReportError, match="ct22 has other entries or queries than before"):
        report.joined({**before, "entries": 7}, now)


def question(answers: tuple[str, ...], status: Status, first: str | None) -> Asked:
    matches = () if first is None else (Match(first, 0.5, "why"),)
    return Asked("text", "kind", answers, Found(status, matches), 0.0)


def test_the_figures_of_questions_are_shares_of_their_own_kind() -> None:
    asked_so = [
        question(("a",), "found", "a"),
        question(("a",), "unsure", "a"),
        question(("a",), "found", "b"),
        question(("a",), "none", None),
        question((), "found", "a"),
        question((), "none", "a"),
    ]
    assert report.question_figures(asked_so) == {
        "answerable": 4,
        "unanswerable": 2,
        "right_first": 2 / 4,
        "found_and_right": 1 / 4,
        "found_and_wrong": 2 / 6,
        "unanswerable_found": 1 / 2,
    }
    assert report.question_figures(asked_so[:1])["unanswerable_found"] is None


# ── The page as it stands


def test_the_page_has_every_block_filled() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert set(re.findall(r"<!-- (?:begin|end) (\S+) -->", text)) == set(BLOCKS)
    assert all(block(text, name).strip() for name in BLOCKS)


def test_the_page_prints_the_thresholds_that_the_search_has() -> None:
    text = block(PAGE.read_text(encoding="utf-8"), "thresholds")
    printed = re.findall(r"at least \*\*([\d.]+)\*\*", " ".join(text.split()))
    assert printed == [f"{confidence.FOUND:.2f}", f"{confidence.UNSURE:.2f}"]


def test_every_picture_of_the_page_is_there_and_none_besides() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(pictures/(\S+?)\.svg\)", PAGE.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(PICTURES)
    drawn = {path.name for path in (PAGE.parent / "pictures").iterdir()}
    others = {name for name in drawn if name.startswith("editing-")}  # of another page, see tests/pictures.py
    assert drawn - others == {f"{name}.svg" for name in PICTURES}


def test_every_public_set_has_its_kinds_of_queries_named() -> None:
    folder = ROOT.parent / "shared" / "retrieval"
    if not folder.is_dir():
        pytest.skip("the public sets are not part of the repository")
    files = {path.name for name in SETS for path in (folder / name).glob("queries.dev*.jsonl")}
    assert files == set(KINDS)
