"""The column types that both databases keep alike: times, texts and lists of texts."""

from __future__ import annotations

import datetime as dt
import json
from typing import Final

import sqlalchemy as sa

# Of one length, so that the texts sort as the times do: 2025-01-13T09:30:00.000000Z
TIME_LENGTH: Final = 27
_UNSTORABLE: Final = dict.fromkeys([0, *range(0xD800, 0xE000)])


def storable(text: str) -> str:
    """The text without what no database takes: NUL, which PostgreSQL refuses, and halves of surrogates."""
    return text.translate(_UNSTORABLE)


class Time(sa.types.TypeDecorator[dt.datetime]):
    """An aware time, kept as ISO text in UTC; a naive one is refused."""

    impl = sa.String(TIME_LENGTH)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Write the time as text."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone can't be kept")
        return value.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> dt.datetime | None:  # noqa: ARG002 - the same
        """Read the text as a time."""
        return None if value is None else dt.datetime.fromisoformat(value)


class Words(sa.types.TypeDecorator[str]):
    """Text that people may have typed."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Leave out what can't be stored."""
        return None if value is None else storable(value)


class Lines(sa.types.TypeDecorator[tuple[str, ...]]):
    """A tuple of texts, kept as a JSON list."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Write the list as JSON."""
        return None if value is None else json.dumps([storable(each) for each in value], ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> tuple[str, ...] | None:  # noqa: ARG002 - the same
        """Read the JSON as a tuple."""
        return None if value is None else tuple(json.loads(value))
