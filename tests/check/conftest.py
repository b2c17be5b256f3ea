from __future__ import annotations

import pytest

from bot.check import Checker
from bot.model import FactFile
from bot.search import fact_index


@pytest.fixture(scope="session")
def checker(shipped: FactFile) -> Checker:
    """The shipped fact file, ready for checking."""
    return Checker.build(shipped, fact_index(shipped))
