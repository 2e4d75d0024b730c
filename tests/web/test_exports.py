"""A search as CSV, workbook and feed: every document of it, safe to open in a spreadsheet, with ids that stay."""

import csv
import io
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import Babel

from registry.records import DocumentRecord
from web import exports
from web.services import Services

ATOM = "{http://www.w3.org/2005/Atom}"
DECISION = "quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau"
NASTY = '=HYPERLINK("http://x")'


def rows_of(client: FlaskClient, query: str) -> list[dict[str, str]]:
    body = client.get(f"/tim-kiem.csv?{query}").data
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


@pytest.fixture
def odd(held: Services) -> DocumentRecord:
    """A document whose title would act as a formula."""
    return replace(held.registry.by_slug(DECISION), title=NASTY, issuer="@a\x00b")


@pytest.mark.parametrize("query", ["", "q=gi%E1%BA%A5y", "chuong-trinh=GNBV&cap=central", "q=gi%E1%BA%A5y&trang=2"])
def test_all_documents_are_exported_whatever_page_was_open(client: FlaskClient, query: str) -> None:
    total = client.get(
        f"/api/v1/search?{query.replace('chuong-trinh', 'programme').replace('cap', 'level').replace('trang', 'page')}"
    )
    rows = rows_of(client, query)
    assert len(rows) == total.get_json()["total"]
    assert len({row["Địa chỉ"] for row in rows}) == len(rows)


def test_a_row_says_what_the_page_says(client: FlaskClient, held: Services) -> None:
    record = held.registry.by_slug(DECISION)
    (row,) = [row for row in rows_of(client, "q=giấy+màu") if row["Số ký hiệu"] == record.number]
    assert row["Trích yếu"] == record.title
    assert row["Ngày ban hành"] == record.issued.isoformat() if record.issued else ""
    assert row["Vì sao"] == record.effect.reason
    assert row["Có toàn văn"] == "có"
    assert row["Địa chỉ"] == f"http://localhost/van-ban/{DECISION}"


def test_no_cell_acts_as_a_formula(odd: DocumentRecord) -> None:
    app = Flask("test")
    Babel(app)
    with app.test_request_context():
        plain = exports.as_csv([odd], "https://hu-cau.example").decode("utf-8-sig")
        book = exports.as_xlsx([odd], "https://hu-cau.example", [("Câu tìm", "=1+1")])
    row = list(csv.reader(io.StringIO(plain, newline="")))[1]
    assert row[2] == f"'{NASTY}"
    assert row[3] == "'@a b"
    sheets = openpyxl.load_workbook(io.BytesIO(book))
    assert {cell.data_type for sheet in sheets for line in sheet for cell in line} <= {"s", "inlineStr", "n", "d"}
    assert sheets.worksheets[0]["C2"].value == NASTY
    assert sheets.worksheets[1]["B1"].value == "=1+1"


def test_the_workbook_has_real_dates_and_the_same_rows_as_the_csv(client: FlaskClient) -> None:
    answer = client.get("/tim-kiem.xlsx?q=giấy")
    assert 'filename="vanban-giay-' in answer.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0]
    plain = rows_of(client, "q=giấy")
    assert sheet.max_row == len(plain) + 1
    for line, row in zip(sheet.iter_rows(min_row=2, values_only=True), plain, strict=True):
        assert line[0] == row["Số ký hiệu"]
        issued = line[5]
        assert (issued.date().isoformat() if isinstance(issued, datetime) else "") == row["Ngày ban hành"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:M{len(plain) + 1}"


def test_a_feed_tells_the_documents_changed_last_with_ids_that_stay(client: FlaskClient) -> None:
    answer = client.get("/tim-kiem.atom?q=giấy&loai=quyet-dinh")
    assert answer.content_type.startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.data)
    assert feed.findtext(f"{ATOM}title") == "“giấy”; Loại văn bản: Quyết định"
    entries = feed.findall(f"{ATOM}entry")
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == moments[0]
    again = ElementTree.fromstring(client.get("/tim-kiem.atom?q=giấy&loai=quyet-dinh").data)
    names = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert names == [entry.findtext(f"{ATOM}id") for entry in again.findall(f"{ATOM}entry")]
    assert len(set(names)) == len(names)
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert client.get(link.attrib["href"]).status_code == 200


def test_a_feed_of_nothing_is_still_a_feed_and_survives_odd_characters(client: FlaskClient) -> None:
    feed = ElementTree.fromstring(client.get("/tim-kiem.atom?q=xyzzy%00%3C%26").data)
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.findtext(f"{ATOM}updated")


def test_the_page_of_results_offers_its_files_and_its_feed(client: FlaskClient) -> None:
    page = client.get("/tim-kiem?q=giấy&loai=quyet-dinh").get_data(as_text=True)
    for ending in ("csv", "xlsx", "atom"):
        assert f'href="/tim-kiem.{ending}?q=gi%E1%BA%A5y&amp;loai=quyet-dinh"' in page
    assert 'rel="alternate" type="application/atom+xml"' in page
