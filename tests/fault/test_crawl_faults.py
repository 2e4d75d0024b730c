"""A crawl that is killed at any moment and run again knows what an undisturbed one knows."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.errors import StateConflict
from registry.settings import load
from registry.sources.run import Options, run
from registry.sources.site import find
from registry.store import Registry
from registry.store.dump import dump
from tests.hu_cau import Portal
from tests.kill_crawl import completed, killed
from tests.plain_parser import PARSER
from tests.web_server import WebServer, serving

STEPS = 27  # nine documents: listed, fetched, read


@pytest.fixture(scope="module")
def server() -> Iterator[WebServer]:
    with serving(Portal()) as running:
        yield running


@pytest.fixture(scope="module")
def undisturbed(server: WebServer, tmp_path_factory: pytest.TempPathFactory) -> object:
    return completed(tmp_path_factory.mktemp("home"), f"{server.base}/laws/")


@pytest.mark.parametrize("seed", range(3))
def test_killed_and_run_again(seed: int, tmp_path: Path, server: WebServer, undisturbed: object) -> None:
    address = f"{server.base}/laws/"
    killed(tmp_path, address, random.Random(seed), STEPS)
    assert completed(tmp_path, address) == undisturbed


def test_a_full_disk_stops_the_crawl_and_a_later_one_completes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: WebServer, undisturbed: tuple[object, list[str]]
) -> None:
    real, calls = os.fsync, iter(range(100_000))
    site, options = find(f"{server.base}/laws/", province="Hư Cấu"), Options(allow_private=True, parser=PARSER)

    def full(handle: int) -> None:
        if next(calls) == 20:
            raise OSError(28, "No space left on device")
        real(handle)

    with Registry.open(load(home=tmp_path, workers=1, crawl_seconds=0)) as registry:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(StateConflict, match="No space left"):
                run(registry, site, options)
        run(registry, site, options)
        assert dump(registry) == undisturbed[0]
