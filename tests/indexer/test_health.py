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
        good = health(settings, registry)
        documents = len(registry.documents())
    assert (good.engine, good.state) == ("whoosh", "green")
    assert good.passages > good.documents == documents
    assert (good.behind, good.nodes) == (0, 0)
    assert good.updated is not None
    assert good.stamp == home.stamp("whoosh")
    assert health(settings).behind is None
    folder = home.current(settings)
    assert folder is not None
    (folder / "manifest.json").write_text("{", "utf-8")
    bad = health(settings)
    assert (bad.state, bad.passages) == ("red", 0)
    assert "chỉ mục" in bad.note.lower()
