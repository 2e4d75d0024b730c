"""Exchanges with a real OpenSearch, kept as JSON: asked for again, they are answered without a server.

Record again, with a server at hand, after any change to the requests: ``make record``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from opensearchpy import Connection, Urllib3HttpConnection

FOLDER = Path(__file__).parent / "recorded"
AGAIN = "the requests are not those that were recorded: run `make record`"


class Tape:
    """The exchanges of one test, in order."""

    def __init__(self, name: str) -> None:
        self.path = FOLDER / f"{name}.json"
        self.exchanges: list[dict[str, Any]] = orjson.loads(self.path.read_bytes()) if self.path.is_file() else []

    def player(self) -> type[Connection]:
        """Return a connection that answers from the tape."""
        waiting = iter(self.exchanges)

        class Player(Connection):
            def perform_request(
                self, method: str, url: str, params: Any = None, body: Any = None, *_: Any, **__: Any
            ) -> Any:
                known = next(waiting, None)
                assert known is not None, AGAIN
                assert (known["method"], known["url"], known["sent"]) == (method, _address(url, params), _sent(body)), (
                    AGAIN
                )
                return known["status"], {"content-type": "application/json"}, known["answer"]

            def close(self) -> None:
                """Nothing is open."""

        return Player

    def recorder(self) -> type[Connection]:
        """Return a connection to the server that writes the tape anew."""
        self.exchanges = exchanges = []

        class Recorder(Urllib3HttpConnection):
            def perform_request(
                self, method: str, url: str, params: Any = None, body: Any = None, *rest: Any, **named: Any
            ) -> Any:
                address, sent = _address(url, params), _sent(body)
                status, headers, answer = super().perform_request(method, url, params, body, *rest, **named)
                exchanges.append({"method": method, "url": address, "sent": sent, "status": status, "answer": answer})
                return status, headers, answer

        return Recorder

    def save(self) -> None:
        """Write what was recorded."""
        self.path.parent.mkdir(exist_ok=True)
        lines = b",\n".join(orjson.dumps(each) for each in self.exchanges)
        self.path.write_bytes(b"[\n" + lines + b"\n]\n")


def _address(url: str, params: Mapping[str, Any] | None) -> str:
    return "&".join([url, *(f"{name}={value!s}" for name, value in sorted((params or {}).items()))])


def _sent(body: Any) -> str:
    return body.decode() if isinstance(body, bytes) else body or ""
