"""What vbpl.vn, old and new, does that trips readers up; every case was met on its pages."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from registry.errors import SourceFailed
from registry.parsing.files import read_data
from registry.parsing.reading import parse
from registry.sources.values import Page, Told
from registry.sources.vbpl_gateway import VbplGateway
from registry.sources.vbpl_saved import VbplSaved


def saved(folder: Path, inside: str) -> Told:
    tab = '<a href="/TW/Pages/vbpq-thuoctinh.aspx?ItemID=7">x</a>'
    path = folder / "a.html"
    path.write_text(f'<html><body><div class="box-tab-vb">{tab}</div>{inside}</body></html>', "utf-8")
    return VbplSaved(folder).read(Page(str(path), str(path), path, ""))


def properties(rows: str) -> str:
    return f'<div class="vbProperties"><table>{rows}</table></div>'


SIGNED_BY = '<td class="label" rowspan="{rows}">Cơ quan ban hành/ Chức danh / Người ký</td>'


def test_one_label_stands_before_several_signers(tmp_path: Path) -> None:
    told = saved(tmp_path, properties(
        f"<tr>{SIGNED_BY.format(rows=2)}<td>Bộ Thử nghiệm</td><td>Bộ trưởng</td><td>Trần Văn Thử</td></tr>"
        "<tr><td>Ủy ban Dân tộc</td><td>Phó Chủ nhiệm</td><td>Lê Thị Giả</td></tr>"
        '<tr><td class="label">Phạm vi</td><td>Toàn quốc</td><td></td><td></td></tr>'
    ))  # fmt: skip
    assert told.issuers == ("Bộ Thử nghiệm", "Ủy ban Dân tộc")
    assert [(each.name, each.office) for each in told.signers] == [
        ("Trần Văn Thử", "Bộ trưởng"),
        ("Lê Thị Giả", "Phó Chủ nhiệm"),
    ]


def test_three_dots_are_no_date_and_the_status_stands_alone(tmp_path: Path) -> None:
    told = saved(tmp_path, properties(
        '<tr><td class="label">Ngày ban hành</td><td>02/01/2025</td>'
        '<td class="label">Ngày có hiệu lực</td><td>...</td></tr>'
        '<tr><td colspan="4">Tình trạng hiệu lực: Hết hiệu lực một phần</td></tr>'
    ))  # fmt: skip
    assert (told.issued, told.effective, told.status) == (date(2025, 1, 2), None, "Hết hiệu lực một phần")


def test_attachments_open_by_a_script(tmp_path: Path) -> None:
    told = saved(tmp_path, """<div id="toanvancontent"><p>Điều 1. Thử</p><table class="table_cqbh_cd_nk"><tr><td>Ký
      </td></tr></table><ul class="fileAttack"><li><a href="javascript:downloadfile('QĐ 9001.doc',
      '/FileData/TW/Lists/vbpq/Attachments/7/a b.doc')">QĐ</a></li></ul></div>""")  # fmt: skip
    (file,) = told.files
    assert file.address.startswith("https://bientap.vbpl.vn/FileData/TW/Lists/vbpq/Attachments/7/a")
    assert "downloadfile" not in told.body
    assert "table_cqbh_cd_nk" in told.body


def test_relations_without_an_address_and_none_at_all(tmp_path: Path) -> None:
    told = saved(tmp_path, """<div class="luocdo"><div class="title">Văn bản căn cứ (1) </div>
        <a class="jTips" href="#">Quyết định 9000/2024/QĐ-UBND</a></div>
      <div class="vbLienQuan"><table><tr><td class="label">Văn bản được hướng dẫn</td>
        <td>Nội dung đang cập nhật</td></tr></table></div>""")  # fmt: skip
    assert [(each.label, each.number, each.key) for each in told.links] == [("Văn bản căn cứ", "9000/2024/QĐ-UBND", "")]


def test_a_page_without_its_frame_was_blocked(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><p>vbpq-toanvan.aspx?ItemID=7</p></body></html>", "utf-8")
    source = VbplSaved(tmp_path)
    with pytest.raises(SourceFailed):
        list(source.discover(lambda where: Page(where, where, Path(where), "")))


def gateway(folder: Path, data: dict[str, Any]) -> Told:
    path = folder / "a.json"
    path.write_text(json.dumps({"success": True, "data": data}), "utf-8")
    return VbplGateway(folder).read(Page(str(path), str(path), path, ""))


ITEM: dict[str, Any] = {
    "id": "0b5c7c8e-1111-2222-3333-444455556666", "docNum": "9001/2025/TTLT-BTN-UBDT", "docType": {"name": "Thông tư"},
    "title": "Thông tư thử nghiệm", "issueDate": "2025-01-02T00:00:00", "effFrom": None, "hasContent": False,
    "documentContent": None, "references": None,
    "documentRelatedList": [{"fileName": "a", "relatedType": "APPENDIX"}, {"fileName": "b", "relatedType": "1"}],
}  # fmt: skip


def test_several_signers_stand_in_their_order_and_ids_may_be_long(tmp_path: Path) -> None:
    told = gateway(tmp_path, ITEM | {"documentIssues": [
        {"agencyName": "Ủy ban Dân tộc", "personName": "Lê Thị Giả", "jobTitleName": "Phó Chủ nhiệm", "orderIndex": 2},
        {"agencyName": "Bộ Thử nghiệm", "personName": "Trần Văn Thử", "jobTitleName": None, "orderIndex": 1},
    ]})  # fmt: skip
    assert told.issuers == ("Bộ Thử nghiệm", "Ủy ban Dân tộc")
    assert [each.name for each in told.signers] == ["Trần Văn Thử", "Lê Thị Giả"]
    assert str(ITEM["id"]) in told.address
    assert (told.body, told.links, told.effective) == ("", (), None)


@pytest.mark.parametrize("number", ["Không số", "không số", None])
def test_without_number_is_no_number(tmp_path: Path, number: str | None) -> None:
    assert gateway(tmp_path, ITEM | {"docNum": number}).number == ""


def test_an_unpublished_target_has_no_document(tmp_path: Path) -> None:
    told = gateway(tmp_path, ITEM | {"references": [
        {"referenceType": 8, "targetDocument": None, "referenceProvisions": None},
        {"referenceType": 8, "targetDocument": {"id": 12, "docNum": "9000/2024/QĐ-UBND"}, "referenceProvisions": None},
    ]})  # fmt: skip
    assert [each.number for each in told.links] == ["", "9000/2024/QĐ-UBND"]


def test_an_answer_that_says_failure_is_an_error_page(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"success": False, "message": "Internal", "data": None}), "utf-8")
    with pytest.raises(SourceFailed) as error:
        VbplGateway(tmp_path).read(Page(str(path), str(path), path, ""))
    assert error.value.code == "source-error-page"


def test_only_the_issuing_act_is_tagged_and_the_attached_regulation_is_read_too(tmp_path: Path) -> None:
    """The tree counts two articles; the attached regulation, in plain paragraphs, has articles of its own."""
    path = tmp_path / "a.html"
    path.write_text(
        "<html><body><p>QUYẾT ĐỊNH</p><p>Ban hành Quy chế thử nghiệm của tỉnh Hư Cấu</p>"
        '<p class="prov-article" id="x1">Điều 1. Ban hành kèm theo Quyết định này Quy chế thử nghiệm.</p>'
        '<p class="prov-article" id="x2">Điều 2. Quyết định này có hiệu lực từ ngày ký.</p><p>CHỦ TỊCH</p>'
        "<p>Nguyễn Văn Thử</p><p>QUY CHẾ</p><p>Thử nghiệm của tỉnh Hư Cấu</p><p>(Ban hành kèm theo Quyết định số "
        "9001/2025/QĐ-UBND ngày 02/01/2025 của UBND tỉnh Hư Cấu)</p><p>Điều 1. Phạm vi</p><p>Quy chế này thử.</p>"
        "<p>Điều 2. Đối tượng</p><p>Mọi người.</p></body></html>",
        "utf-8",
    )
    assert "Điều 1. Phạm vi" in read_data(path.read_bytes(), "a.html").text
    articles = [each.id for each in parse(path).provisions if each.label.startswith("Điều")]
    assert len(articles) == len(set(articles)) == 4
