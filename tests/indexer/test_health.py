from pathlib import Path

from indexer import home, sync
from indexer.health import health
from registry.settings import load
from registry.store import Registry
from tests.indexer.library import fill


def test_health_of_an_index(tmp_path: Path) -> None:
    settings = load(home=tmp_path / "health", workers=1)
    assert health(settings).state == "none"
    with Registry.open(settings) as registry:
        fill(registry)
        sync.sync(registry, settings)
    good = health(settings)
    assert (good.engine, good.state) == ("whoosh", "green")
    assert good.passages > 0
    folder = home.current(settings)
    assert folder is not None
    (folder / "manifest.json").write_text("{", "utf-8")
    bad = health(settings)
    assert (bad.state, bad.passages) == ("red", 0)
    assert "chỉ mục" in bad.note.lower()
