"""The server starts on an empty home and starts again on a full one."""

from pathlib import Path

from registry.settings import load
from web.serve import prepare


def test_the_first_start_loads_the_catalogue_and_the_second_changes_nothing(tmp_path: Path) -> None:
    settings = load(home=tmp_path / "new", workers=1)
    first = prepare(settings)
    before = first.registry.summary()
    first.registry.close()
    second = prepare(settings)
    assert second.registry.summary() == before
    assert before["documents"] >= 140
    second.registry.close()
