"""A registry that was filled in every way goes out as a catalogue or a register, and comes in again without loss."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from registry.catalogue import read_entries, write_entries
from registry.document import ProgrammeTag, Signer
from registry.lists import exporting, importing
from registry.settings import load
from registry.store import Registry
from registry.store.statement import Statement
from tests.fictional import UBND, File, edge, entry, put

SITE = "https://hu-cau.example"
REGISTER = (
    "Số ký hiệu;Ngày ban hành;Loại văn bản;Trích yếu;Cơ quan ban hành;Người ký;Nguồn\n"
    "9101/NQ-HĐND;02/01/2025;Nghị quyết;=Việc thử;HĐND tỉnh Hư Cấu;Chủ tịch Trần Thử; \n"
    "không rõ số;;;Việc không có số;;;https://hu-cau.example/2\n"
)


@pytest.fixture
def filled(registry: Registry, tmp_path: Path) -> Registry:
    """Catalogue, file, register, and what the list of a site tells of documents whose pages are gone."""
    registry.put_catalogue(
        [
            entry("9001/2025/QĐ-UBND", relations=(edge("amends", "9000/2024/QĐ-UBND"),), signer="Lê Thử; Trần Thử"),
            entry("9002/TTLT-BNV-BTC", date(2025, 1, 2), type="Thông tư liên tịch", issuer="Bộ Nội vụ; Bộ Tài chính"),
        ]
    )
    put(registry, File("a.txt", "9003/2025/QĐ-UBND", date(2025, 3, 4)))
    put(registry, File("b.txt", None, None, title="Phụ lục không số", type=None, issuers=()))
    path = tmp_path / "so.csv"
    path.write_text(REGISTER, encoding="utf-8")
    importing.store(registry, importing.read(path, province="Hư Cấu"))
    tags = (ProgrammeTag("GNBV", "Nguồn ghi."), ProgrammeTag("GNBV-DA4", "Nguồn ghi."))
    signers = (Signer("Phạm Thử", "Phó Chủ tịch"),)
    said = Statement("catalogue", "s/1", f"{SITE}/s1", number="9004/KH-UBND", sources=(f"{SITE}/1",))
    titled = Statement("catalogue", "s/2", f"{SITE}/s2", title="Chỉ có trích yếu", sources=(f"{SITE}/s2",))
    known = replace(
        said, source_key="s/3", source=f"{SITE}/s3", number="9005/2025/QĐ-UBND", type="Quyết định", issuers=(UBND,),
        signers=signers, programmes=tags, sources=(f"{SITE}/s3",), issued=date(2025, 5, 5), verified=False,
    )  # fmt: skip
    registry.put_statements([said, titled, known])
    return registry


@pytest.mark.parametrize("kind", [".yaml", ".jsonl", ".csv"])
def test_a_catalogue_of_everything_comes_in_again(kind: str, filled: Registry, tmp_path: Path) -> None:
    path = tmp_path / f"tat-ca{kind}"
    out = filled.catalogue()
    write_entries(path, out)
    back = read_entries(path)
    assert back.refused == ()
    assert back.entries == out
    with Registry.open(load(home=tmp_path / "again")) as again:
        again.put_catalogue(back.entries)
        assert again.catalogue() == out
        assert len(again.documents()) == len(filled.documents()) == 9


@pytest.mark.parametrize("kind", [".csv", ".xlsx"])
def test_a_register_of_everything_comes_in_again(kind: str, filled: Registry, tmp_path: Path) -> None:
    path = tmp_path / f"tat-ca{kind}"
    exporting.write(path, filled.documents())
    with Registry.open(load(home=tmp_path / "again")) as again:
        importing.store(again, importing.read(path))
        assert set(map(exporting.row, again.documents())) == set(map(exporting.row, filled.documents()))
