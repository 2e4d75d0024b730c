"""What a province adds to the vocabulary: merged, checked, seen by every reader of it, and what it changes."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from indexer.synonyms import synonyms
from registry.errors import BadRequest
from registry.ingest.pool import Pool
from registry.reading.prepared import Reading
from registry.settings import load
from registry.store import Registry
from registry.vocabulary import vocabulary
from registry.vocabulary.active import FILE_NAME, trying, use
from registry.vocabulary.overlay import SECTIONS, faults, merged
from tests.fictional import File, entry, put

NEW = {"code": "btt", "name": "Bộ Tưởng tượng", "kind": "ministry", "level": "central", "numbers": ["BTGT"]}
HEIR = {"to": "x-y", "since": "2025-03-01", "sources": ["1/2025/QH15"]}
OVERLAY: dict[str, Any] = {
    "abbreviations": {"DGHC": "diều giấy hư cấu", "GNBV": ""},
    "synonyms": [["diều giấy", "diều sáo"]],
    "issuers": [NEW, {"code": "bnv", "names": ["Bộ Nội vụ Hư Cấu"]}],
    "places": {"lai-chau": ["Lai Châu Thượng"]},
    "programmes": [{"code": "NTM", "short": "Làng mới", "phrases": ["làng quê đáng sống"]}],
}


@pytest.fixture(autouse=True)
def shipped_again() -> Iterator[None]:
    yield
    use(None)


def keep(home: Path, overlay: Any) -> None:
    home.mkdir(parents=True, exist_ok=True)
    text = overlay if isinstance(overlay, str) else yaml.safe_dump(overlay, allow_unicode=True)
    (home / FILE_NAME).write_text(text, encoding="utf-8")


def test_every_kind_of_addition_is_seen_and_the_shipped_words_stay() -> None:
    assert faults(OVERLAY) == ()
    shipped = vocabulary()
    with trying(OVERLAY) as known:
        assert vocabulary() is known
        assert known.abbreviations["DGHC"] == "diều giấy hư cấu"
        assert "GNBV" not in known.abbreviations
        assert synonyms().of(("dieu", "giay")) == (("dieu", "sao"),)
        made = known.issuer_of_name("BỘ TƯỞNG TƯỢNG")
        assert made is not None
        assert (made.code, known.issuer_by_number("BTGT")) == ("btt", made)
        for name in ("Bộ Nội vụ", "Bộ Nội vụ Hư Cấu"):
            body = known.issuer_of_name(name)
            assert body is not None
            assert body.code == "bnv"
        place = known.issuer_of_name("UBND tỉnh Lai Châu Thượng")
        assert place is not None
        assert place.code == "ubnd-lai-chau"
        programme = known.programme("NTM")
        assert programme is not None
        assert programme.short == "Làng mới"
        assert programme.phrases[-1] == "làng quê đáng sống"
        assert len(programme.phrases) > 1
    assert vocabulary() is shipped
    assert shipped.issuer_of_name("Bộ Tưởng tượng") is None
    assert synonyms().of(("dieu", "giay")) == ()


def test_what_is_tried_out_holds_in_its_thread_alone() -> None:
    found: list[bool] = []
    with trying(OVERLAY):
        thread = threading.Thread(target=lambda: found.append("DGHC" in vocabulary().abbreviations))
        thread.start()
        thread.join()
    assert found == [False]


@pytest.mark.parametrize(
    ("overlay", "place", "words"),
    [
        (["x"], "", "phải là các mục"),
        ({"mau": 1}, "mau", "không có mục nào"),
        ({"abbreviations": ["x"]}, "abbreviations", "phải là các mục"),
        ({"abbreviations": {"X": 3}}, "abbreviations.X", "phải là chữ"),
        ({"synonyms": [["một mình"]]}, "synonyms", "cần ít nhất 2 mục"),
        ({"synonyms": "x"}, "synonyms", "phải là danh sách"),
        ({"issuers": [{"name": "Không mã"}]}, "issuers.0.code", "còn thiếu"),
        ({"issuers": [{"code": "btt", "name": "Bộ mới"}]}, "issuers.btt", "còn thiếu"),
        ({"issuers": [NEW | {"kind": "vua"}]}, "issuers.btt.kind", "chọn một trong"),
        ({"issuers": [NEW | {"numbers": ["BTC"]}]}, "issuers.btt.numbers", "đã thuộc cơ quan btc"),
        ({"issuers": [{"code": "bnv", "successors": [HEIR]}]},
         "issuers.bnv.successors", "không có cơ quan nào"),
        ({"places": {"hu-cau": ["Hư Cấu"]}}, "places.hu-cau", "không có tỉnh nào"),
        ({"places": {"lai-chau": "Lai"}}, "places.lai-chau", "phải là danh sách"),
        ({"programmes": [{"code": "XYZ", "name": "Mới"}]}, "programmes.XYZ", ""),
    ],
)  # fmt: skip
def test_faults_name_their_place(overlay: Any, place: str, words: str) -> None:
    found = faults(overlay)
    assert [each for each in found if each.place.startswith(place) and words in each.message], found


def test_an_overlay_without_anything_changes_nothing() -> None:
    assert faults({}) == ()
    for name in SECTIONS:
        assert merged(name, {}) == merged(name, {name: None})


def test_an_open_home_has_its_own_words_and_reading_processes_too(own_home: Path, tmp_path: Path) -> None:
    keep(own_home, OVERLAY)
    page = tmp_path / "a.txt"
    page.write_text("BỘ TƯỞNG TƯỢNG\nSố: 9001/2025/TT-BTGT\nHà Nội, ngày 04 tháng 3 năm 2025\nTHÔNG TƯ\nVề diều giấy\n"
                    "Điều 1. Diều\nDiều giấy được thả.\n", encoding="utf-8")  # fmt: skip
    with Registry.open(load(home=own_home)), Pool[str](1, 60, 1536) as pool:
        assert "DGHC" in vocabulary().abbreviations
        ((_, reading),) = list(pool.read([("a", page, "a.txt")]))
    assert isinstance(reading, Reading)
    assert reading.header.issuers == ("Bộ Tưởng tượng",)
    with Registry.open(load(home=tmp_path / "another")):
        assert "DGHC" not in vocabulary().abbreviations


def test_a_change_of_the_file_is_noticed_and_a_broken_one_is_told(own_home: Path) -> None:
    keep(own_home, {"abbreviations": {"DGHC": "một"}})
    use(own_home / FILE_NAME)
    keep(own_home, {"abbreviations": {"DGHC": "hai khác"}})
    use(own_home / FILE_NAME)
    assert vocabulary().abbreviations["DGHC"] == "hai khác"
    for broken in ("a: [", {"synonyms": [["x"]]}):
        keep(own_home, broken)
        with pytest.raises(BadRequest, match=FILE_NAME):
            use(own_home / FILE_NAME)
        assert vocabulary().abbreviations["DGHC"] == "hai khác"
    (own_home / FILE_NAME).unlink()
    use(own_home / FILE_NAME)
    assert "DGHC" not in vocabulary().abbreviations


def test_what_would_be_read_differently_is_told_and_then_written(own_home: Path) -> None:
    with Registry.open(load(home=own_home)) as registry:
        registry.put_catalogue([entry("9001/2025/QĐ-BTGT", issuer="Bộ Tưởng tượng")])
        other = put(registry, File("a.txt", "9002/2023/QĐ-UBND", date(2023, 3, 4), title="Về làng quê đáng sống"))
        document = registry.by_number("9001/2025/QĐ-BTGT")[0]
        found = registry.reread(OVERLAY, tags=True)
        assert {(each.document_id, each.field) for each in found} == {
            (document.id, "issuer"), (other.id, "programmes"),
        }  # fmt: skip
        assert found[0].after == "Bộ Tưởng tượng (btt)"
        assert registry.document(document.id) == document
        assert [each.field for each in registry.reread(OVERLAY, tags=False)] == ["issuer"]

        keep(own_home, OVERLAY)
        use(own_home / FILE_NAME)
        assert registry.follow_vocabulary(tags=True) >= {document.id, other.id}
        assert registry.document(document.id).issuer_code == "btt"
        assert registry.document(document.id).level == "central"
        assert [tag.code for tag in registry.document(other.id).programmes] == ["NTM"]
        assert registry.reread(OVERLAY, tags=True) == []
        assert registry.follow_vocabulary(tags=True) == set()

        (own_home / FILE_NAME).unlink()
        use(own_home / FILE_NAME)
        registry.follow_vocabulary(tags=True)
        assert registry.document(document.id).issuer_code is None
        assert registry.document(other.id).programmes == ()
