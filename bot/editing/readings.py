"""Reads the fact file again and again, and of each file only what has changed: a save reads it twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from bot import load
from bot.load import FileReading

_VERSIONS: Final = 2  # of a file: as it was before an edit, and after it


@dataclass(frozen=True, slots=True)
class Readings:
    """What came of reading the last versions of each file, by name."""

    _kept: dict[str, tuple[tuple[bytes, FileReading], ...]] = field(default_factory=dict)

    def parse(self, files: load.Files) -> load.Loaded:
        """As `load.parse`."""
        return load.parse(files, self._read)

    def _read(self, data: bytes, file: str, kind: Any) -> FileReading:  # noqa: ANN401 - a class of the model
        kept = self._kept.get(file, ())
        found = next((reading for known, reading in kept if known == data), None)
        if found is None:
            found = load.read_file(data, file, kind)
            self._kept[file] = ((data, found), *kept)[:_VERSIONS]
        return found
