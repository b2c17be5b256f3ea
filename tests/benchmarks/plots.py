"""The pictures of docs/search.md, as SVG: the same figures give the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullFormatter

from bot.search.confidence import FOUND, UNSURE
from tests.benchmarks.engines import PRODUCT
from tests.benchmarks.measurements import LEFT_OUT, PEERS, Figures, Line, Measurements, judged, lines

BLUE, ORANGE, GREEN, PURPLE, BLACK = "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000"
"""From Okabe and Ito's palette, which people who see few colours can tell apart."""
LOOKS = (("s", "--"), ("^", "-."), ("D", ":"), ("v", (0, (3, 1, 1, 1))), ("P", (0, (5, 1))))
"""Markers and lines of the other searches, which are all grey."""


def reliability(found: Measurements) -> Figure:
    """Confidence against the share right, a bar a tenth."""
    figure = Figure(figsize=(6, 4.2), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color=BLACK, linewidth=1, linestyle="--", label="right as often as it says")
    points = found.fit["reliability"]
    middles = [min(int(point["confidence"] * 10), 9) / 10 + 0.05 for point in points]
    shares = [point["right"] for point in points]
    axes.bar(middles, shares, width=0.09, color=BLUE, alpha=0.35, label="share right in a tenth")
    axes.plot(
        [point["confidence"] for point in points], shares, "o", color=BLUE, label="at its mean confidence"
    )
    for middle, point in zip(middles, points, strict=True):
        axes.text(middle, 1.03, f"{point['questions']:,}", ha="center")
    axes.set(
        xlim=(0, 1), ylim=(0, 1.1), xlabel="confidence (0 to 1)", ylabel="share of questions right (0 to 1)"
    )
    axes.set_xticks([n / 10 for n in range(11)])
    figure.legend(loc="outside upper center", ncols=3)
    return figure


def thresholds(found: Measurements) -> Figure:
    """What each threshold would give, the good above and the bad, on its own scale, below."""
    figure = Figure(figsize=(6, 5.2), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True)
    able, out = judged(found)
    _curve(above, found.fit["curve"], "found_and_right", "found and right", (GREEN, "o-"))
    _curve(below, found.fit["curve"], "unanswerable_found", "unanswerable, yet found", (ORANGE, "s--"))
    _curve(below, found.fit["curve"], "found_and_wrong", "found and wrong", (PURPLE, "^-"))
    for axes in (above, below):
        for limit in (FOUND, UNSURE):
            axes.axvline(limit, color=BLACK, linewidth=1, linestyle=":")
    for limit, told in ((FOUND, "found"), (UNSURE, "unsure")):
        above.annotate(
            f"{told} from {limit:.2f}", (limit, 0.04), (4, 0), textcoords="offset points", va="bottom"
        )
    above.set(ylim=(0, 1), ylabel=f"share of {able:,} answerable", xlim=(0, 1))
    below.set(
        ylabel=f"share of {able:,} answerable\nor of {out:,} unanswerable", xlabel="threshold of confidence"
    )
    below.set_ylim(bottom=0)
    figure.legend(loc="outside upper center", ncols=3)
    return figure


def _curve(axes: Axes, points: Sequence[Figures], key: str, told: str, look: tuple[str, str]) -> None:
    color, line = look
    across = [point["threshold"] for point in points]
    axes.plot(across, [point[key] for point in points], line, color=color, label=told, markersize=4)


def retrieval(found: Measurements) -> Figure:
    """P@1 of each file of queries: ours, ours with the set left out of the fit, the best peer, bm25s."""
    every = list(lines(found))
    figure = Figure(figsize=(7.5, 1 + 0.62 * len(every)), layout="constrained")
    axes = figure.subplots()
    middles = [float(number) for number in range(len(every))]
    _bars(axes, every, [PRODUCT] * len(every), (-0.27, BLUE, "Factdesk"))
    best = [line.best_peer for line in every]
    _bars(axes, every, best, (0.0, ORANGE, "the best other search (named)"))
    _bars(axes, every, ["bm25s"] * len(every), (0.27, "#bbbbbb", "bm25s"))
    left_out = [line.engines[LEFT_OUT]["p_at_1"] for line in every]
    axes.plot(
        left_out,
        [middle - 0.27 for middle in middles],
        "D",
        color="white",
        markeredgecolor=BLACK,
        markersize=5,
        label=f"Factdesk, {LEFT_OUT}",
    )
    for middle, engine in zip(middles, best, strict=True):
        axes.text(0.01, middle, PEERS[engine], va="center", fontsize=8)
    axes.set_yticks(middles, [f"{line.set}\n{line.kind}, {line.ours['answerable']:,}" for line in every])
    axes.set(
        xlim=(0, 1), xlabel="share of answerable queries with a right entry first (P@1), ± standard error"
    )
    axes.set_ylim(len(every) - 0.5, -0.5)
    axes.grid(visible=False, axis="y")
    figure.legend(loc="outside upper center", ncols=2)
    return figure


def _bars(axes: Axes, every: Sequence[Line], engines: Sequence[str], look: tuple[float, str, str]) -> None:
    offset, color, told = look
    values = [line.engines[engine] for line, engine in zip(every, engines, strict=True)]
    axes.barh(
        [number + offset for number in range(len(every))],
        [value["p_at_1"] for value in values],
        height=0.25,
        xerr=[value["p_at_1_se"] for value in values],
        error_kw={"linewidth": 1, "capsize": 2},
        color=color,
        label=told,
    )


def scaling(found: Measurements) -> Figure:
    """The 95th percentile of a search's time against the number of entries, both logarithmic."""
    figure = Figure(figsize=(6, 4.2), layout="constrained")
    axes = figure.subplots()
    peers = [engine for engine in PEERS if any(values["engine"] == engine for values in found.scaling)]
    for engine, (marker, dashes) in zip(peers, LOOKS, strict=False):
        across, up = _late(found, engine)
        axes.plot(across, up, color="#666666", marker=marker, linestyle=dashes, label=PEERS[engine])
    across, up = _late(found, PRODUCT)
    axes.plot(across, up, color=BLUE, marker="o", linewidth=2.2, label="Factdesk")
    axes.set(
        xscale="log", yscale="log", xlabel="entries in the index", ylabel="95th percentile of a search, ms"
    )
    axes.set_xticks(sorted({values["entries"] for values in found.scaling}))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
        axis.set_minor_formatter(NullFormatter())
    figure.legend(loc="outside upper center", ncols=5)
    return figure


def _late(found: Measurements, engine: str) -> tuple[list[int], list[float]]:
    of = [values for values in found.scaling if values["engine"] == engine]
    return [values["entries"] for values in of], [values["latency_ms"]["p95"] for values in of]


PICTURES: dict[str, tuple[Callable[[Measurements], Figure], str]] = {
    "reliability": (reliability, "Confidence against the share of questions right"),
    "thresholds": (thresholds, "What each threshold of confidence would give"),
    "retrieval": (retrieval, "Share of queries with a right entry first"),
    "scaling": (scaling, "Time of a search against entries"),
}
"""What draws a picture, by its name, and the title that it bears for those who cannot see it."""


def drawn(name: str, found: Measurements) -> bytes:
    """A picture as SVG."""
    function, title = PICTURES[name]
    # A white ground of its own, so that a picture can be read on dark pages too; letters stay letters.
    with mpl.rc_context(
        {
            "svg.hashsalt": "factdesk",
            "svg.fonttype": "none",
            "font.family": "sans-serif",
            "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial"],
            "font.size": 9,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.grid": True,
            "axes.axisbelow": True,
            "grid.color": "#dddddd",
            "grid.linewidth": 0.6,
            "legend.frameon": False,
            "figure.facecolor": "white",
            "savefig.facecolor": "white",
        }
    ):
        held = BytesIO()
        # Neither the day nor the version that drew it, so that nothing changes but for the figures.
        metadata = {"Title": title, "Date": None, "Creator": None}
        function(found).savefig(held, format="svg", metadata=metadata)
    # Git would complain of the blanks that end some lines.
    return b"\n".join(line.rstrip() for line in held.getvalue().splitlines()) + b"\n"
