"""Comparing through the pages: choosing each side, what differs, folds, pages, files, links from everywhere."""

import gzip
import io
import re
from html import unescape

import docx
import pypdfium2
import pytest
from flask.testing import FlaskClient

from registry.compare import Row, Unit
from registry.compare.report import Compared, Marked, Run
from web import addresses
from web.addresses import Side
from web.views import compare as views

KITES = "quyet-dinh-9905-2025-qd-ubnd-tinh-hu-cau"
DRAGONS = "quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau"
LONG = "quyet-dinh-9906-2025-qd-ubnd-tinh-hu-cau"
BOTH = addresses.compare(Side(DRAGONS), Side(KITES))


def page(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.get_data(as_text=True)


def flat(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_two_documents_are_aligned_by_what_they_say(client: FlaskClient) -> None:
    html = page(client, BOTH)
    told = flat(html)
    assert "điểm b khoản 1 Điều 3 → điểm b khoản 1 Điều 1" in told
    assert "đơn vị khác chữ" in told
    assert re.search(r"<del><span class=\"sr\">\[bên trái: </span>rồng<", html)
    assert re.search(r"<ins><span class=\"sr\">\[bên phải: </span>diều<", html)
    assert "giống nhau: Điều 5 – khoản 2 Điều 5 → Điều 2 – khoản 2 Điều 2" in told


def test_the_summary_leads_to_every_difference(client: FlaskClient) -> None:
    html = page(client, BOTH)
    jumps = re.findall(r'<li><a href="(?:[^"#]*)#(k\d+)">', html)
    assert len(jumps) > 8
    assert all(f'id="{each}"' in html for each in jumps)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", "Đặt hai văn bản"),
        ("?trai=9902", "9902/2024/QĐ-UBND"),
        ("?trai=9902/2024/Q%C4%90-UBND", "Quy định trình tự cấp giấy màu và kiểm tra"),
        ("?trai=9999", "Không có văn bản nào mang số “9999”"),
        (f"?trai={DRAGONS}&phai=02/2022", "Có 3 văn bản ứng với “02/2022”: chọn một"),
        (f"?trai={DRAGONS}&phai=quyet-dinh-1719-qd-ttg-2021", "Kho chưa có toàn văn của 1719/QĐ-TTg"),
    ],
)
def test_what_is_still_to_be_chosen_is_told(client: FlaskClient, query: str, wanted: str) -> None:
    assert wanted in flat(page(client, f"/so-sanh{query}"))


def test_choosing_from_several_keeps_the_other_side(client: FlaskClient) -> None:
    html = page(client, f"/so-sanh?trai={DRAGONS}&trai-cho=d3&phai=02/2022")
    assert f"trai={DRAGONS}&trai-cho=d3&phai=thong-tu-02-2022" in unescape(html)


def test_a_typed_number_leads_to_the_lasting_address(client: FlaskClient) -> None:
    answer = client.get("/so-sanh?trai=9902&phai=9905")
    assert (answer.status_code, answer.location) == (302, BOTH)


def test_two_provisions_and_two_days(client: FlaskClient) -> None:
    pair = flat(page(client, addresses.compare(Side(DRAGONS, "d5"), Side(KITES, "d2"))))
    assert "Hai bên giống nhau từng chữ, chỉ đánh số khác." in pair
    assert "Điều 5 – khoản 2 Điều 5 → Điều 2 – khoản 2 Điều 2" in pair
    days = page(client, f"/so-sanh?trai={DRAGONS}&phai={DRAGONS}&phai-ngay=2025-03-01")
    assert "mèo cào" in flat(days)
    assert "tại ngày 01/03/2025" in flat(days)
    assert "khoản 2 Điều 5" in flat(days)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        (f"?trai={DRAGONS}&trai-cho=d99&phai={KITES}", 404),
        (f"?trai={DRAGONS}&phai={KITES}&phai-ngay=hom-nay", 400),
        (f"?trai={DRAGONS}&phai={KITES}&trang=x", 400),
    ],
)
def test_nonsense_is_answered_with_what_to_do(client: FlaskClient, query: str, status: int) -> None:
    page(client, f"/so-sanh{query}", status)


def test_a_document_is_the_same_as_itself(client: FlaskClient) -> None:
    assert "Hai bên giống nhau từng chữ." in flat(page(client, addresses.compare(Side(KITES), Side(KITES))))


def test_long_documents_are_cut_into_pages_that_stay_small(client: FlaskClient) -> None:
    first = page(client, addresses.compare(Side(DRAGONS), Side(LONG), {"hien": "tat-ca"}))
    last = max(int(each) for each in re.findall(r"trang=(\d+)", first))
    assert last > 3
    for number in range(1, last + 1):
        html = page(client, addresses.compare(Side(DRAGONS), Side(LONG), {"hien": "tat-ca", "trang": str(number)}))
        assert len(gzip.compress(html.encode())) < 40_000


def test_pages_hold_every_entry_once() -> None:
    rows = tuple(
        Marked(Row("left", Unit(f"d{n}", "", None, "chữ"), None), (Run("removed", "c" * 9_000),)) for n in range(9)
    )
    found = views.entries(Compared(rows, {}), everything=False)
    cut = views.pages(found)
    assert [entry for each in cut for entry in each] == list(found)
    assert [len(each) for each in cut] == [2, 2, 2, 2, 1]


def test_the_pdf_and_the_docx_say_who_is_compared_and_what_differs(client: FlaskClient) -> None:
    pdf = client.get(addresses.compare_file(Side(DRAGONS, "d3"), Side(KITES, "d1"), "pdf"))
    assert pdf.content_type == "application/pdf"
    assert "9902-2024-qd-ubnd" in pdf.headers["Content-Disposition"]
    document = pypdfium2.PdfDocument(pdf.data)
    text = " ".join(" ".join(each.get_textpage().get_text_bounded() for each in document).split())
    document.close()
    made = docx.Document(
        io.BytesIO(client.get(addresses.compare_file(Side(DRAGONS, "d3"), Side(KITES, "d1"), "docx")).data)
    )
    written = " ".join(cell.text for table in made.tables for row in table.rows for cell in row.cells)
    for told in (text, written):
        assert "9902/2024/QĐ-UBND" in told
        assert "9905/2025/QĐ-UBND" in told
        assert f"http://localhost/van-ban/{KITES}/d1" in re.sub(r"[\s\u200b]", "", told)
        assert "Bản phác thảo diều giấy" in told


def test_a_file_of_what_cannot_be_compared_is_refused(client: FlaskClient) -> None:
    page(client, addresses.compare_file(Side(DRAGONS), Side("quyet-dinh-1719-qd-ttg-2021"), "pdf"), 400)
    page(client, "/so-sanh.doc", 404)


def test_comparing_is_reached_from_documents_provisions_overlaps_and_results(client: FlaskClient) -> None:
    start = addresses.compare_with(DRAGONS)
    assert f'href="{start}"' in page(client, addresses.document(DRAGONS))
    assert unescape(addresses.compare_with(DRAGONS, "d5.k2")) in unescape(
        page(client, addresses.timeline(DRAGONS, "d5.k2"))
    )
    assert "So sánh cả hai văn bản" in page(client, addresses.overlap_pair((DRAGONS, "d3"), (KITES, "d1")))
    assert f'href="{start}"' in page(client, "/tim-kiem?q=giay")


def test_the_second_document_is_picked_from_the_results(client: FlaskClient) -> None:
    html = page(client, addresses.picking(Side(DRAGONS)))
    assert "Đang chọn văn bản để so sánh với 9902/2024/QĐ-UBND" in html
    assert unescape(BOTH) in unescape(html)
    assert f"so-voi={DRAGONS}" in page(client, f"/tim-kiem?q=giay&so-voi={DRAGONS}")


def test_suggestions_write_the_number_instead_of_leaving_the_page(client: FlaskClient) -> None:
    html = page(client, f"{addresses.COMPARE_SUGGEST}?q=9902")
    assert 'data-text="9902/2024/QĐ-UBND"' in html
    assert "data-url" not in html
