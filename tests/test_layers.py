"""Which module imports which: the layers hold, and the core touches nothing outside."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import bot
from tests.conftest import ROOT

OUTSIDE: Final = frozenset(
    """slack_bolt slack_sdk aiohttp dotenv click rich asyncio socket os time logging subprocess random secrets
    sys threading multiprocessing urllib.request http tempfile shutil io builtins getpass platform""".split()
)
CALLS: Final = frozenset({"open", "print", "input", "exec", "eval", "__import__", "breakpoint"})
# The one function of the core that reads a disk: load.read_files, over folders that are passed in.
READS_FOLDERS: Final = "load.py"
PASSED_IN: Final = frozenset({"case.today", "self.today"})  # a day in a value, and no clock
PACKAGES: Final = ("search", "check", "changes", "rewriting")  # of the core; all else in it is one file each


def core() -> list[Path]:
    """The modules before the ‖ on the map in `bot/__init__.py`."""
    listed = (bot.__doc__ or "").partition("errors · ")[2].partition("‖")[0]
    names = ["errors", *(name.strip(" \n.") for name in listed.split("·"))]
    paths = [ROOT / "bot" / f"{name}.py" for name in names if name not in PACKAGES]
    return [*paths, *(path for name in PACKAGES for path in sorted((ROOT / "bot" / name).glob("*.py")))]


def named(path: Path) -> str:
    return f"{path.parent.name}.{path.stem}"


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_the_layers_hold() -> None:
    command = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr


def test_the_map_names_every_module_of_the_package() -> None:
    listed = bot.__doc__ or ""
    names = {path.stem for path in (ROOT / "bot").glob("*.py")} - {"__init__", "__main__"}
    names |= {path.parent.name for path in (ROOT / "bot").glob("*/__init__.py")}
    modules = listed.partition("Modules, each")[2].partition("Before the")[0]
    assert {name for name in names if name not in modules} == set()


@pytest.mark.parametrize("path", core(), ids=named)
def test_a_module_of_the_core_imports_nothing_that_touches_the_outside(path: Path) -> None:
    found = {name for name in imports(path) if name in OUTSIDE or name.partition(".")[0] in OUTSIDE}
    assert found == set()


@pytest.mark.parametrize("path", core(), ids=named)
def test_a_module_of_the_core_calls_nothing_that_touches_the_outside(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert called & CALLS == set()
    attributes = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) not in PASSED_IN
    }
    clock = {
        "today",
        "now",
        "utcnow",
        "getenv",
        "environ",
        "cwd",
        "home",
        "write_text",
        "write_bytes",
        "unlink",
    }
    assert attributes & clock == set()
    assert path.name == READS_FOLDERS or attributes & {"read_text", "read_bytes", "glob", "iterdir"} == set()


def test_the_core_is_found() -> None:
    assert all(path.is_file() for path in core())
    assert len(core()) > 20


def test_importing_the_core_brings_no_slack_no_network_and_no_command_line() -> None:
    modules = [f"bot.{path.stem}" for path in core() if path.parent.name == "bot"]
    lines = [
        *(f"import {name}" for name in modules),
        "import bot.search, bot.check, bot.rewriting, sys",
        "print(*sys.modules)",
    ]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert {"bot.render", "bot.search", "bot.check"} <= loaded
    assert (
        loaded & {"slack_bolt", "slack_sdk", "aiohttp", "dotenv", "click", "rich", "asyncio", "sqlalchemy"}
        == set()
    )
