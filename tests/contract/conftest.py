"""One live OpenSearch for the whole run: the one at OPENSEARCH_URL, else one that is started here and stopped."""

import os
from collections.abc import Iterator

import pytest

from tests.opensearch_here import NotHereError, cluster


@pytest.fixture(scope="session")
def opensearch_url() -> Iterator[str]:
    """Address of a live cluster; tests that need it are skipped, with the reason, where there is none."""
    known = os.environ.get("OPENSEARCH_URL")
    if known:
        yield known
        return
    try:
        with cluster(1) as started:
            yield started.url
    except NotHereError as reason:
        pytest.skip(str(reason))
