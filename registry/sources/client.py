"""The polite client: asks as robots.txt, its pace and our bounds allow, and never takes a refusal for news."""

import re
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Final
from urllib.parse import unquote, urlsplit

import httpx

from registry.errors import SourceFailed
from registry.files import Originals, Stored
from registry.sources import bodies, robots
from registry.sources.addresses import check_form, clean, host_of, join
from registry.sources.bodies import NotReceivedError
from registry.sources.journal import Entry
from registry.sources.pace import Pace

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_GONE: Final = frozenset({404, 410})
_MAX_REDIRECTS: Final = 5
_MAX_ATTEMPTS: Final = 4
_DEAF: Final = 5  # requests in a row that a host did not answer; the next ones are asked once each
_DEAD: Final = 50  # the same; nothing more is asked of it in this run
_LONG: Final = 1 << 16  # bytes of a rest that is left unread
_IN_MEMORY: Final = 8 << 20


class BoundReachedError(Exception):
    """The run has asked or taken as much as it may; what is left waits for the next one."""


@dataclass(slots=True)
class Budget:
    """What a run may still ask for.

    Args:
        pages: Requests.
        size: Bytes of bodies.
    """

    pages: int
    size: int

    def ask(self) -> None:
        """Count one request.

        Raises:
            BoundReachedError: There is none left.
        """
        if self.pages <= 0 or self.size <= 0:
            raise BoundReachedError
        self.pages -= 1


class Client:
    """Asks the hosts of one site."""

    def __init__(
        self, transport: httpx.BaseTransport, pace: Pace, budget: Budget, bodies: Originals, *, agent: str,
        hosts: frozenset[str], max_file: int, seconds: float,
    ) -> None:  # fmt: skip
        """Prepare; nothing is asked yet.

        Args:
            transport: The way to the network.
            pace: How fast.
            budget: How much.
            bodies: Where bodies are kept.
            agent: What we call ourselves.
            hosts: Names of the hosts that may be asked, without ports.
            max_file: Largest body in bytes.
            seconds: Patience for one request.
        """
        self._pace = pace
        self._budget = budget
        self._bodies = bodies
        self._agent = agent
        self._hosts = hosts
        self._max_file = max_file
        self._seconds = seconds
        self._unanswered = Counter[str]()
        self._robots: dict[str, robots.Robots] = {}
        headers = {"User-Agent": agent, "Accept-Language": "vi", "Accept-Encoding": "gzip"}
        self._http = httpx.Client(transport=transport, headers=headers, timeout=seconds, trust_env=False)

    def close(self) -> None:
        """Close every connection."""
        self._http.close()

    def get(self, asked: str, before: Entry | None = None) -> Entry:
        """Return what an address answers.

        Args:
            asked: The address.
            before: What it answered in an earlier run, for a conditional request.

        Raises:
            SourceFailed: It may not be asked, or is refused, blocked, too large or out of reach.
            BoundReachedError: The budget is spent.
        """
        address = clean(asked)
        for _ in range(_MAX_REDIRECTS + 1):
            self._check_scope(address)
            answer = self._once(address, asked, before if address == clean(asked) else None)
            if isinstance(answer, Entry):
                return answer
            address = answer
        raise _failed("redirect-loop", asked, "chuyển hướng quá nhiều lần")

    def allows(self, address: str) -> bool:
        """Tell whether robots.txt lets an address be asked."""
        return self._rules(address).allows(address)

    def _check_scope(self, address: str) -> None:
        check_form(address)
        if urlsplit(address).hostname not in self._hosts:
            raise _failed("redirected-away", address, "nguồn chuyển sang máy chủ khác")
        if not self.allows(address):
            raise _failed("robots-forbid", address, "robots.txt của trang không cho phép", "Xin phép đơn vị quản lý.")

    def _rules(self, address: str) -> robots.Robots:
        """Rules of the host; when it fails to tell them, nothing is allowed (RFC 9309, section 2.3.1.4)."""
        host = host_of(address)
        if host not in self._robots:
            self._robots[host] = self._ask_rules(f"{urlsplit(address).scheme}://{host}/robots.txt")
        return self._robots[host]

    def _ask_rules(self, address: str) -> robots.Robots:
        for _ in range(_MAX_REDIRECTS + 1):
            with self._patient(address, {}) as response:
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    address = join(address, response.headers["location"])
                    check_form(address)
                    continue
                if response.status_code >= 500:
                    return robots.ALLOW_NOTHING
                if response.status_code != 200:
                    return robots.ALLOW_ALL
                return robots.parse(self._start(response, address), self._agent)
        return robots.ALLOW_ALL

    def _once(self, address: str, asked: str, before: Entry | None) -> Entry | str:
        self._budget.ask()
        headers = _conditions(before)
        with self._patient(address, headers, self._rules(address).delay) as response:
            status = response.status_code
            if status in _REDIRECTS and "location" in response.headers:
                return join(address, response.headers["location"])
            if status == 304 and before is not None:
                return before
            if status in _GONE:
                return Entry(asked, address, status)
            if status != 200:
                raise _refused_status(status, address)
            return self._keep(response, asked, address)

    def _keep(self, response: httpx.Response, asked: str, address: str) -> Entry:
        stored = self._store(response, address)
        kind = response.headers.get("content-type", "")
        return Entry(
            asked=asked,
            address=address,
            status=200,
            sha256=stored.sha256,
            size=stored.size,
            media_type=kind.partition(";")[0].strip().lower(),
            charset=response.charset_encoding or "",
            name=file_name(response.headers.get_list("content-disposition"), response.headers.raw),
            etag=response.headers.get("etag", ""),
            modified=response.headers.get("last-modified", ""),
        )

    def _store(self, response: httpx.Response, address: str) -> Stored:
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
            try:
                self._pour(response, spool, address)
            except NotReceivedError as error:
                raise _failed("source-unreachable", address, str(error), "Chạy lại sau.") from error
            spool.seek(0)
            return self._bodies.keep_stream(spool)  # type: ignore[arg-type]  # a binary file in all but name

    def _pour(self, response: httpx.Response, spool: IO[bytes], address: str) -> None:
        size = 0
        for chunk in bodies.pieces(response, self._seconds, self._pace.now):
            size += len(chunk)
            self._budget.size -= len(chunk)
            if size > self._max_file:
                raise _failed("answer-too-large", address, f"trả về hơn {self._max_file >> 20} MB")
            if self._budget.size < 0:
                raise BoundReachedError
            spool.write(chunk)

    def _start(self, response: httpx.Response, address: str) -> bytes:
        """The first bytes of a robots.txt, all that is read of it."""
        read = bytearray()
        try:
            for chunk in bodies.pieces(response, self._seconds, self._pace.now):
                read += chunk
                if len(read) >= robots.MAX_BYTES:
                    break
        except NotReceivedError as error:
            raise _failed("source-unreachable", address, str(error), "Chạy lại sau.") from error
        return bytes(read[: robots.MAX_BYTES])

    def _patient(self, address: str, headers: dict[str, str], delay: float = 0.0) -> "_Open":
        """Ask, and ask again after a pause while the host is only busy."""
        host = host_of(address)
        failed = self._unanswered[host]
        if failed >= _DEAD:
            raise _failed("source-unreachable", address, "máy chủ đã thôi trả lời trong lượt này", "Chạy lại sau.")
        for attempt in range(1, 1 + (_MAX_ATTEMPTS if failed < _DEAF else 1)):
            self._pace.wait(host, delay)
            reason, retry_after = "", None
            try:
                request = self._http.build_request("GET", address, headers=headers)
                response = self._http.send(request, stream=True)
            except httpx.HTTPError as error:
                reason = str(error) or type(error).__name__
            else:
                if response.status_code not in _PASSING:
                    del self._unanswered[host]
                    return _Open(response, self._seconds, self._pace.now)
                reason, retry_after = f"mã {response.status_code}", response.headers.get("retry-after")
                response.close()
            if not self._pace.back_off(host, attempt, retry_after):
                break
        self._unanswered[host] += 1
        raise _failed("source-unreachable", address, f"không nhận được câu trả lời ({reason})", "Chạy lại sau.")


class _Open:
    """A response that is closed when it is left."""

    def __init__(self, response: httpx.Response, patience: float, now: Callable[[], float]) -> None:
        self._response = response
        self._patience = patience
        self._now = now

    def __enter__(self) -> httpx.Response:
        return self._response

    def __exit__(self, *_: object) -> None:
        """Read what little is left, so that the connection can be used again; leave a long rest unread."""
        if not self._response.is_stream_consumed and int(self._response.headers.get("content-length", _LONG)) < _LONG:
            bodies.drain(self._response, self._patience, self._now)
        self._response.close()


def file_name(dispositions: list[str], raw: list[tuple[bytes, bytes]]) -> str:
    """Return the file name of a Content-Disposition header.

    Servers in use here write it in raw UTF-8 without ``filename*``, which HTTP libraries read as Latin-1.

    Args:
        dispositions: Values as the library decoded them.
        raw: All headers as bytes.
    """
    if not dispositions:
        return ""
    value = next((value for name, value in raw if name.lower() == b"content-disposition"), b"")
    text = value.decode("utf-8", "replace")
    starred = re.search(r"filename\*\s*=\s*utf-8''([^;]+)", text, re.IGNORECASE)
    if starred:
        return _base(unquote(starred[1].strip()))
    plain = re.search(r'filename\s*=\s*"((?:[^"\\]|\\.)*)"', text, re.IGNORECASE)
    bare = re.search(r"filename\s*=\s*([^;]+)", text, re.IGNORECASE)
    found = plain[1] if plain else bare[1].strip() if bare else ""
    return _base(unquote(found))


def _base(name: str) -> str:
    return re.split(r"[/\\]", name)[-1].strip()[:200]


def _conditions(before: Entry | None) -> dict[str, str]:
    if before is None or not before.sha256:
        return {}
    found = {"If-None-Match": before.etag, "If-Modified-Since": before.modified}
    return {name: value for name, value in found.items() if value}


def _refused_status(status: int, address: str) -> SourceFailed:
    if status in (401, 407):
        return _failed("source-login", address, "trang đòi đăng nhập")
    if status in (403, 406, 429, 451):
        return _failed("source-blocked", address, f"trang từ chối (mã {status})", "Giảm tốc độ hoặc xin phép đơn vị.")
    return _failed("source-unreachable", address, f"trang trả lời mã {status}", "Chạy lại sau.")


def _failed(code: str, address: str, reason: str, hint: str = "Xem lại địa chỉ của nguồn.") -> SourceFailed:
    return SourceFailed(code, f"Không lấy được {address[:200]}: {reason}.", hint=hint)
