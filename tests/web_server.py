"""A web server of the tests: answers what it was told, counts what it was asked."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass(frozen=True)
class Answer:
    """One answer of the server; a redirect names its target in ``location``."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


Site = Callable[["WebServer", str, Mapping[str, str]], Answer]


class WebServer(ThreadingHTTPServer):
    """Serves one site on a free port; ``asked`` lists the paths in order."""

    daemon_threads = True

    def __init__(self, site: Site) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.site = site
        self.asked: list[str] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error here."""

    @property
    def base(self) -> str:
        """Address of its root, without the final slash."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, WebServer)
        server.asked.append(self.path)
        answer = server.site(server, self.path, dict(self.headers.items()))
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value.encode("utf-8").decode("latin-1"))  # raw UTF-8 on the wire
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def serving(site: Site) -> Iterator[WebServer]:
    """Run a server for as long as the block lasts."""
    server = WebServer(site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def saved_site(folder: Path) -> Site:
    """Return a site that serves saved pages as their INDEX.txt tells: address, status, kind and redirect."""
    recorded = "http://127.0.0.1:8089"
    pages: dict[str, tuple[str, int, str, str]] = {}
    for line in (folder / "INDEX.txt").read_text(encoding="utf-8").splitlines():
        name, status, kind, _, address, target = (line.split("\t") + [""] * 6)[:6]
        pages[address] = (name, int(status), kind, target)

    def site(server: WebServer, path: str, _: Mapping[str, str]) -> Answer:
        if path not in pages:
            return Answer(b"not found", 404, "text/plain")
        name, status, kind, target = pages[path]
        moved = {"Location": target.replace(recorded, server.base)} if target else {}
        body = (folder / name).read_bytes().replace(recorded.encode(), server.base.encode())
        return Answer(body, status, kind, moved)

    return site
