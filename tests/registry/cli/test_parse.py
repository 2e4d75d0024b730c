import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from registry.cli.parse import parse

TEXT = (
    "ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU\n\nSố: 9999/2030/QĐ-UBND\n\nLai Châu, ngày 05 tháng 3 năm 2030\n\nQUYẾT ĐỊNH\n\n"
    "Về việc hư cấu\n\nCăn cứ Nghị định số 9998/2030/NĐ-CP;\n\nĐiều 1. Tên\n\n1. Khoản một.\n\n"
    "Điều 2. Quyết định này có hiệu lực từ ngày 01 tháng 7 năm 2030./.\n\n"
    "TM. ỦY BAN NHÂN DÂN\n\nCHỦ TỊCH\n\nNguyễn Văn Hư\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "quyet-dinh.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json_keeps_its_contract(file: Path) -> None:
    done = CliRunner().invoke(parse, [str(file), "--json"])
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert list(told) == [
        "number", "type", "title", "issuer", "signers", "issued", "effective", "programmes", "text_length",
        "provisions",
        "citations", "relations", "issues",
    ]  # fmt: skip
    assert (told["number"], told["issued"], told["effective"]) == ("9999/2030/QĐ-UBND", "2030-03-05", "2030-07-01")
    assert told["signers"] == ["Nguyễn Văn Hư"]
    assert told["provisions"][1] == {
        "id": "d1.k1", "kind": "clause", "label": "khoản 1", "heading": "", "start": told["provisions"][1]["start"],
        "end": told["provisions"][1]["end"], "parent": "d1",
    }  # fmt: skip
    assert list(told["citations"][0]) == [
        "start", "end", "text", "number", "kind", "article", "clause", "point", "annex", "name", "self",
    ]  # fmt: skip
    assert list(told["relations"][0]) == ["verb", "number", "provision"]


def test_the_table_is_vietnamese(file: Path) -> None:
    done = CliRunner().invoke(parse, [str(file)])
    assert done.exit_code == 0
    assert "9999/2030/QĐ-UBND" in done.stdout
    assert "Ngày có hiệu lực" in done.stdout or "Ngày hiệu lực" in done.stdout


def test_a_missing_file_is_wrong_use(tmp_path: Path) -> None:
    assert CliRunner().invoke(parse, [str(tmp_path / "không-có.txt")]).exit_code == 2
