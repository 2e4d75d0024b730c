"""Where a person says that a citation leads: shown, kept when the text is read again, taken back."""

from pathlib import Path

import pytest

from registry import ingest
from registry.errors import BadRequest
from registry.parsing.structure import provisions
from registry.records import DocumentRecord, ResolvedCitation
from registry.settings import load
from registry.store import Registry

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH HƯ CẤU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: {number}\n"
    "Hư Cấu, ngày 05 tháng 3 năm 2024\nQUYẾT ĐỊNH\nQuy định về {about} của tỉnh Hư Cấu\n"
    "ỦY BAN NHÂN DÂN TỈNH HƯ CẤU\nTheo đề nghị của Trưởng Ban Hoa.\nQUYẾT ĐỊNH:\n"
)
FOOT = "\nNơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Giả Định\n"
CITING, TARGET = "9811/2024/QĐ-UBND", "9812/2024/QĐ-UBND"
BODY = (
    "Điều 1. Hoa\n1. Trồng hoa theo Luật Hoa Cỏ.\n2. Tưới hoa theo Luật Hoa Cỏ và Luật Hoa Cỏ.\n"
    "Điều 2. Hiệu lực thi hành\nQuyết định này có hiệu lực thi hành kể từ ngày 15 tháng 3 năm 2024."
)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Files of two decisions, and a home that holds them."""
    files = tmp_path / "in"
    files.mkdir()
    for number, about, body in ((CITING, "hoa", BODY), (TARGET, "cỏ", BODY.replace("Hoa Cỏ", "Lá"))):
        text = HEAD.format(number=number, about=about) + body + FOOT
        (files / f"{number.replace('/', '-')}.txt").write_text(text, encoding="utf-8")
    with Registry.open(load(home=tmp_path / "home", workers=1)) as registry:
        ingest.run(registry, [files])
    return tmp_path


def laws(registry: Registry, record: DocumentRecord) -> list[ResolvedCitation]:
    text = registry.text_of(record.id)
    assert text is not None
    return [one for one in text.citations if one.citation.name == "Luật Hoa Cỏ"]


def test_a_fixed_citation_leads_where_the_person_says_and_only_that_one(filled: Path) -> None:
    with Registry.open(load(home=filled / "home", workers=1)) as registry:
        (citing,), (target,) = registry.by_number(CITING), registry.by_number(TARGET)
        before = laws(registry, citing)
        assert [one.state for one in before] == ["unknown"] * 3
        registry.fix_citation(citing.id, before[2].citation.start, target.id, "Người Sửa", provision="d1.k2")
        after = laws(registry, citing)
        assert [one.state for one in after] == ["unknown", "unknown", "hand"]
        assert (after[2].target_id, after[2].target_provision) == (target.id, "d1.k2")
        assert citing.id in registry.citing(target.id)
        assert registry.by_number(CITING)[0].updated > citing.updated
        (fix,) = registry.citation_fixes(citing.id)
        assert (fix.provision, fix.words, fix.turn, fix.person) == ("d1.k2", "Luật Hoa Cỏ", 2, "Người Sửa")


def test_it_survives_another_reading_whose_positions_differ(filled: Path) -> None:
    with Registry.open(load(home=filled / "home", workers=1)) as registry:
        (citing,), (target,) = registry.by_number(CITING), registry.by_number(TARGET)
        registry.fix_citation(citing.id, laws(registry, citing)[0].citation.start, target.id, "Người Sửa")
        path = filled / "in" / f"{CITING.replace('/', '-')}.txt"
        path.write_text(path.read_text(encoding="utf-8").replace("Điều 1. Hoa", "Điều 1. Hoa và cây"), encoding="utf-8")
        ingest.run(registry, [filled / "in"])
        assert [one.state for one in laws(registry, registry.by_number(CITING)[0])] == ["hand", "unknown", "unknown"]


def test_it_can_be_taken_back_and_replaced(filled: Path) -> None:
    with Registry.open(load(home=filled / "home", workers=1)) as registry:
        (citing,), (target,) = registry.by_number(CITING), registry.by_number(TARGET)
        start = laws(registry, citing)[0].citation.start
        registry.fix_citation(citing.id, start, target.id, "Người Sửa")
        registry.fix_citation(citing.id, start, target.id, "Người Khác", provision="d2")
        assert [fix.person for fix in registry.citation_fixes(citing.id)] == ["Người Khác"]
        before = registry.unfix_citation(citing.id, start)
        assert before is not None
        assert before.target_provision == "d2"
        assert laws(registry, citing)[0].state == "unknown"
        assert registry.unfix_citation(citing.id, start) is None


def test_what_is_not_there_is_refused(filled: Path) -> None:
    with Registry.open(load(home=filled / "home", workers=1)) as registry:
        (citing,), (target,) = registry.by_number(CITING), registry.by_number(TARGET)
        start = laws(registry, citing)[0].citation.start
        with pytest.raises(BadRequest, match="dẫn chiếu"):
            registry.fix_citation(citing.id, start + 1, target.id, "Người Sửa")
        with pytest.raises(BadRequest, match="d9"):
            registry.fix_citation(citing.id, start, target.id, "Người Sửa", provision="d9")


def test_a_wording_of_another_day_has_its_citations_too(filled: Path) -> None:
    with Registry.open(load(home=filled / "home", workers=1)) as registry:
        (citing,), (target,) = registry.by_number(CITING), registry.by_number(TARGET)
        wording = f"Điều 1. Hoa\n1. Tưới hoa theo khoản 2 Điều này.\n2. Trồng hoa theo Điều 1 Quyết định số {TARGET}."
        tree, _ = provisions(wording)
        found = registry.citations_in(citing.id, wording, tree)
        assert [(one.target_id, one.target_provision) for one in found] == [(citing.id, "d1.k2"), (target.id, "d1")]
