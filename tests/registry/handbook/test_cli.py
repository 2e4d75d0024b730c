from pathlib import Path

import pytest
from click.testing import CliRunner

from registry.cli.handbook import handbook
from registry.errors import VanbanError
from registry.handbook.assembling import Shelf

PLAN = """
title: Sổ tay thử nghiệm
department: Sở Tư pháp tỉnh Hư Cấu
as_at: 2025-07-01
documents: [%s]
"""


@pytest.fixture
def folder(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    class Opened:
        def __enter__(self) -> Shelf:
            return shelf

        def __exit__(self, *_: object) -> None:
            return

    monkeypatch.setattr("registry.store.Registry.open", lambda settings=None: Opened())
    return tmp_path


def run(folder: Path, references: str, out: str = "so-tay.pdf") -> tuple[int, str, BaseException | None]:
    (folder / "plan.yaml").write_text(PLAN % references, encoding="utf-8")
    done = CliRunner().invoke(handbook, ["build", str(folder / "plan.yaml"), "--out", str(folder / out)])
    return done.exit_code, done.output, done.exception


def test_build_writes_the_book_and_warns_of_expired_documents(folder: Path) -> None:
    code, output, _ = run(folder, "ke-hoach-9003")
    assert code == 0
    assert "Lưu ý: 9003/KH-UBND: Hết hiệu lực" in output
    assert (folder / "so-tay.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("references", "out", "code"),
    [("8888/QĐ-UBND", "a.pdf", "handbook-reference-unknown"), ("ke-hoach-9003", "x/a.pdf", "handbook-no-folder")],
)
def test_a_failed_build_leaves_no_file(references: str, out: str, code: str, folder: Path) -> None:
    _, _, error = run(folder, references, out)
    assert isinstance(error, VanbanError)
    assert error.code == code
    assert not (folder / out).exists()
