"""Whatever is amended in the official wording: the text that comes out is the one that a plain model says."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry import ingest
from registry.consolidation import text_on
from registry.consolidation.timeline import as_of
from registry.settings import load
from registry.store import Registry
from tests.properties.network_files import write
from tests.properties.networks import network


@settings(max_examples=60)
@given(st.integers(0, 10_000_000))
def test_invented_networks_come_out_as_their_model_says(seed: int) -> None:
    check(seed)


@pytest.mark.parametrize("seed", range(20))
def test_the_same_networks_every_time(seed: int) -> None:
    check(seed)


def check(seed: int) -> None:
    made = network(seed)
    for day, expected in made.expected:
        result = as_of(made.base, made.amending, day)
        late = [item for item in result.pending if item.effective is None or item.effective <= day]
        assert late == []
        found = {item.id: item.text for item in result.provisions if item.id.startswith("d")}
        assert found == expected


@pytest.mark.parametrize("seed", [1, 5, 10, 23])
def test_the_same_comes_out_of_a_registry_that_took_the_files_in(seed: int, tmp_path: Path) -> None:
    made = network(seed)
    (tmp_path / "in").mkdir()
    write(made, tmp_path / "in")
    with Registry.open(load(home=tmp_path / "home", workers=1)) as registry:
        assert not ingest.run(registry, [tmp_path / "in"]).refused
        (base,) = registry.by_number(made.base.number)
        for day, expected in made.expected:
            result = text_on(registry, base, day)
            assert result is not None
            assert [item for item in result.pending if item.effective is None or item.effective <= day] == []
            own = [item for item in result.provisions if item.id.startswith("d") and item.id != "d99"]
            assert {item.id: _spaced(item.text) for item in own} == {key: _spaced(v) for key, v in expected.items()}


def _spaced(text: str) -> str:
    return " ".join(text.split())
