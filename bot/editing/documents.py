"""The documents' full texts, where the desk keeps them: one `SOURCE-ID.txt` a source."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bot import shape


def digest_of(folder: Path | None, source: str) -> str:
    """Hex sha256 of the document of this source; empty where the desk keeps none, or this is no id."""
    if folder is None or not shape.ID.fullmatch(source):
        return ""
    path = folder / f"{source}.txt"
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
