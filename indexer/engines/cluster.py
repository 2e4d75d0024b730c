"""The way to an OpenSearch cluster: addresses, time limits, and patience while a lost node is replaced."""

import time
from collections.abc import Callable
from typing import Final

from opensearchpy import Connection, OpenSearch, Urllib3HttpConnection
from opensearchpy.exceptions import OpenSearchException, TransportError

from registry.errors import MissingTool
from registry.settings import settings

TIMEOUT: Final = 30
"""Seconds for one answer; a cluster that lost a node needs some to choose another."""
_PATIENCE: Final = 180.0
"""Seconds during which refused writes are tried again."""
LATER: Final = (408, 429, 500, 502, 503, 504)
"""Answers that mean: not now. Passages have their own ids, so that sending one again changes nothing."""
CONNECTION: type[Connection] = Urllib3HttpConnection
"""How requests travel; the tests put recorded answers here."""


def client() -> OpenSearch:
    """Return a client of the cluster of the settings; several addresses are parted by commas.

    Raises:
        MissingTool: No address is set.
    """
    hosts = [host.strip() for host in settings().opensearch_url.split(",") if host.strip()]
    if not hosts:
        raise MissingTool(
            "no-cluster",
            "Chưa khai báo địa chỉ cụm OpenSearch.",
            hint="Đặt VANBAN_OPENSEARCH_URL, ví dụ http://máy:9200.",
        )
    return OpenSearch(
        hosts,
        timeout=TIMEOUT,
        max_retries=5,
        retry_on_timeout=True,
        retry_on_status=(429, 502, 503, 504),
        connection_class=CONNECTION,
    )


def unreachable(error: object) -> MissingTool:
    """Return the error for the person who runs the cluster."""
    return MissingTool(
        "no-cluster", f"Cụm OpenSearch không trả lời: {error}.", hint="Kiểm tra địa chỉ và tình trạng cụm máy."
    )


def patiently(attempt: Callable[[], str]) -> None:
    """Try until it succeeds, waiting longer each time.

    Args:
        attempt: Returns why it must be tried again, or an empty string.

    Raises:
        MissingTool: It failed for longer than the patience, or in a way that waiting does not mend.
    """
    pause, until = 0.25, time.monotonic() + _PATIENCE
    while True:
        try:
            why: object = attempt()
        except OpenSearchException as error:
            if not _passing(error):
                raise unreachable(error) from error
            why = error
        if not why:
            return
        if time.monotonic() > until:
            raise unreachable(why)
        time.sleep(pause)
        pause = min(pause * 2, 8.0)


def _passing(error: OpenSearchException) -> bool:
    status = error.status_code if isinstance(error, TransportError) else None
    return status in LATER or not isinstance(status, int)
