"""What goes wrong at Slack, and when: knobs for tests and for the curious."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["rate_limited", "status", "error", "hang", "reset", "slow"]
TokenKind = Literal["bot", "app"]
Refused = Literal["link_disabled", "too_many_websockets"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong with one call."""

    kind: Kind
    retry_after: str = ""
    status: int = 500
    code: str = ""
    seconds: float = 0.0


@dataclass(slots=True)
class Faults:
    """Faults by the name of a Web API method, `response_url` for the hooks, `socket` for opening a
    socket, or `*` for every one of these. Each fault is used up by one call unless `times` says more;
    faults for one name come in the order in which they were set, and a method's own before `*`.

    refuse_connections: every new socket is told this reason and closed, until it is None again.
    drop_acks: so many of the app's next acks are lost on the way.
    duplicates: so many of the next deliveries reach the app twice, unchanged.
    revoked: tokens that no longer work, each with the error code that Slack gives for it.
    """

    refuse_connections: Refused | None = None
    drop_acks: int = 0
    duplicates: int = 0
    revoked: dict[TokenKind, str] = field(default_factory=dict)
    _queues: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))

    def rate_limit(self, name: str, retry_after: str, times: int = 1) -> None:
        """HTTP 429 with this text, whatever it is, as `Retry-After`."""
        self._add(name, Fault("rate_limited", retry_after=retry_after), times)

    def fail(self, name: str, status: int = 500, times: int = 1) -> None:
        """An HTTP status with a page of HTML, as a proxy in front of Slack gives it."""
        self._add(name, Fault("status", status=status), times)

    def refuse(self, name: str, code: str, times: int = 1) -> None:
        """`{"ok": false, "error": code}` whatever is asked."""
        self._add(name, Fault("error", code=code), times)

    def hang(self, name: str, times: int = 1) -> None:
        """No answer until the stand-in closes."""
        self._add(name, Fault("hang"), times)

    def reset(self, name: str, times: int = 1) -> None:
        """The TCP connection is reset instead of an answer."""
        self._add(name, Fault("reset"), times)

    def slow(self, name: str, seconds: float, times: int = 1) -> None:
        """A right answer, `seconds` (on the stand-in's clock) late."""
        self._add(name, Fault("slow", seconds=seconds), times)

    def revoke(self, token: TokenKind, code: str = "token_revoked") -> None:
        """From now on this token is answered with this code."""
        self.revoked[token] = code

    def clear(self) -> None:
        """Everything works again."""
        self._queues.clear()
        self.revoked.clear()
        self.refuse_connections, self.drop_acks, self.duplicates = None, 0, 0

    def take(self, name: str) -> Fault | None:
        """The fault for this call, if any; it is used up."""
        for key in (name, "*"):
            if queue := self._queues.get(key):
                return queue.popleft()
        return None

    def take_dropped_ack(self) -> bool:
        """Is this ack lost? It is used up."""
        dropped = self.drop_acks > 0
        self.drop_acks -= dropped
        return dropped

    def take_duplicate(self) -> bool:
        """Does this delivery go out twice? It is used up."""
        duplicated = self.duplicates > 0
        self.duplicates -= duplicated
        return duplicated

    def _add(self, name: str, fault: Fault, times: int) -> None:
        self._queues[name].extend([fault] * times)
