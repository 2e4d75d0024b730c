"""Archives inside archives and messages, names in old encodings, and bounds over all of them together."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from registry.errors import InputRefused
from registry.parsing.archive import opened
from tests.registry.parsing.test_files_encodings import ENCODERS


def zipped(members: dict[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def named(raw: bytes) -> bytes:
    """An archive of one file whose name is these bytes, without a word on their encoding."""
    return zipped({"X" * len(raw): b"1"}).replace(b"X" * len(raw), raw)


def names(tmp_path: Path, data: bytes, name: str = "a.zip") -> list[str]:
    path = tmp_path / name
    path.write_bytes(data)
    with opened(path) as parts:
        for part in parts:
            part.open().read()
        return [part.name for part in parts]


@pytest.mark.parametrize(
    "raw",
    [
        "quyết định về hộ nghèo.txt".encode(),
        ENCODERS["TCVN3"]("quyết định về hộ nghèo.txt"),
        ENCODERS["Windows-1258"]("quyết định về hộ nghèo.txt"),
        ENCODERS["VNI"]("quyết định về hộ nghèo.txt"),
    ],
)
def test_names_come_back_from_old_encodings(tmp_path: Path, raw: bytes) -> None:
    assert names(tmp_path, named(raw)) == ["quyết định về hộ nghèo.txt"]


def test_a_name_that_nothing_explains_stays(tmp_path: Path) -> None:
    assert names(tmp_path, named(b"\xfe\xfd\xfc.txt")) == [b"\xfe\xfd\xfc.txt".decode("cp437")]


def test_archives_and_messages_inside_are_opened_two_deep(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@hucau.example", "Gửi văn bản"
    message.set_content("Kính gửi.")
    message.add_attachment(zipped({"c.txt": b"3"}), maintype="application", subtype="zip", filename="c.zip")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png", disposition="inline")
    deep = zipped({"d.zip": zipped({"e.zip": zipped({"f.zip": zipped({"g.txt": b"7"})})})})
    data = zipped({"a.txt": b"1", "b.zip": zipped({"b.txt": b"2"}), "thư.eml": message.as_bytes(), "h.zip": deep})
    assert names(tmp_path, data) == ["a.txt", "b.zip!b.txt", "thư.eml!c.zip!c.txt", "h.zip!d.zip!e.zip"]


def test_a_damaged_archive_inside_costs_only_itself(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"1", "b.zip": zipped({"b.txt": b"2"})[:20]})
    assert names(tmp_path, data) == ["a.txt", "b.zip"]


def test_a_bomb_inside_is_met_and_so_are_many_small_ones(tmp_path: Path) -> None:
    bomb = zipped({"b.txt": b"\0" * 60_000_000}, zipfile.ZIP_DEFLATED)
    with pytest.raises(InputRefused) as refusal:
        names(tmp_path, zipped({"a.txt": b"1", "b.zip": bomb}))
    assert refusal.value.code == "zip-bomb"
    many = zipped({f"{at}.txt": b"" for at in range(1_000)})
    with pytest.raises(InputRefused) as refusal:
        names(tmp_path, zipped({f"{at}.zip": many for at in range(6)}))
    assert refusal.value.code == "zip-bomb"
