import io
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from indexer import home, sync
from indexer.service import SearchService
from indexer.values import SearchRequest
from registry.errors import StateConflict
from registry.settings import Settings, load
from registry.store import Registry
from tests.indexer.library import fill, parsed


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(home=tmp_path / "sync", workers=1)


def put(registry: Registry, number: str, sentence: str) -> None:
    made = parsed("9902/QĐ-UBND", sentence)
    stored = registry.originals.keep_stream(io.BytesIO(made.text.encode()))
    registry.put_document(replace(made, header=replace(made.header, number=number)), stored.sha256, "/hu-cau/moi")


def totals(service: SearchService, *queries: str) -> list[int]:
    return [service.search(SearchRequest(query)).total for query in queries]


def test_an_open_service_sees_every_change(settings: Settings) -> None:
    with Registry.open(settings) as registry:
        fill(registry)
        assert sync.sync(registry, settings).rebuilt
        service = SearchService(registry, settings)
        assert totals(service, '"điều khoản lạ"', "nhà ở") == [0, 1]
        put(registry, "9906/QĐ-UBND", " Đây là điều khoản lạ.")
        report = sync.sync(registry, settings)
        assert (report.documents, report.rebuilt) == (1, False)
        assert totals(service, '"điều khoản lạ"', "nhà ở") == [1, 2]
        assert sync.sync(registry, settings).documents == 0
        assert sync.behind(registry, settings) == 0


def test_rebuilding_gives_the_same_answers(settings: Settings) -> None:
    queries = ["hộ nghèo", "nông thôn", '"vốn sự nghiệp"', "9902", ""]
    with Registry.open(settings) as registry:
        fill(registry)
        sync.sync(registry, settings)
        put(registry, "9906/QĐ-UBND", " Thêm một câu về vốn sự nghiệp.")
        sync.sync(registry, settings)
        before = [SearchService(registry, settings).ids(SearchRequest(query)) for query in queries]
        first = home.current(settings)
        sync.rebuild(registry, settings)
        assert home.current(settings) != first
        assert [SearchService(registry, settings).ids(SearchRequest(query)) for query in queries] == before


@pytest.mark.parametrize("engine", ["memory", "tantivy"])
def test_other_engines_give_the_same_documents(settings: Settings, engine: str) -> None:
    if engine == "tantivy":
        pytest.importorskip("tantivy")
    queries = ["hộ nghèo", "nông thôn", '"vốn sự nghiệp"', "9902", "nhà ở OR chợ", "đào tạo -chợ"]
    with Registry.open(settings) as registry:
        fill(registry)
        found = []
        for name in ("whoosh", engine):
            sync.rebuild(registry, settings, name)
            service = SearchService(registry, settings)
            pages = [service.search(SearchRequest(query)) for query in queries]
            found.append([({hit.number for hit in page.hits}, page.total, page.facets) for page in pages])
        assert found[0] == found[1]


def test_shards_built_by_two_processes_are_one_index(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.build.WORTH_SHARING", 100)
    with Registry.open(settings) as registry:
        fill(registry)
        sync.rebuild(registry, settings)
        whole = SearchService(registry, settings).ids(SearchRequest("hộ nghèo nông thôn"))
        sync.rebuild(registry, settings.model_copy(update={"workers": 2}))
        service = SearchService(registry, settings)
        assert service.ids(SearchRequest("hộ nghèo nông thôn")) == whole
        put(registry, "9906/QĐ-UBND", " Đây là điều khoản lạ.")
        sync.sync(registry, settings)
        assert totals(service, '"điều khoản lạ"', "9903") == [1, 1]


def test_a_stale_index_is_refused_with_what_to_do(settings: Settings) -> None:
    with Registry.open(settings) as registry:
        fill(registry)
        sync.sync(registry, settings)
        folder = home.current(settings)
        assert folder is not None
        facts = orjson.loads((folder / "manifest.json").read_bytes())
        (folder / "manifest.json").write_bytes(orjson.dumps(facts | {"stamp": "form 0"}))
        with pytest.raises(StateConflict, match="index rebuild"):
            SearchService(registry, settings).search(SearchRequest("x"))
        with pytest.raises(StateConflict, match="form 0"):
            sync.sync(registry, settings)
        sync.rebuild(registry, settings)
        assert totals(SearchService(registry, settings), "nhà ở") == [1]


def test_no_index_and_another_engine_are_explained(settings: Settings) -> None:
    with Registry.open(settings) as registry:
        with pytest.raises(StateConflict, match="Chưa có chỉ mục"):
            SearchService(registry, settings).search(SearchRequest("x"))
        sync.sync(registry, settings)
        with pytest.raises(StateConflict, match="engine memory"):
            sync.sync(registry, settings.model_copy(update={"engine": "memory"}))


def test_a_failed_rebuild_leaves_the_index_alone(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with Registry.open(settings) as registry:
        fill(registry)
        sync.sync(registry, settings)
        before = home.current(settings)
        monkeypatch.setattr("indexer.sync.build", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            sync.rebuild(registry, settings)
        assert home.current(settings) == before
        assert [path.name for path in settings.index.iterdir() if path.is_dir()] == [before.name if before else ""]
