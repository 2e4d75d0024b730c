"""Bounds on what a file may cost: every refusal has a code, a Vietnamese reason and a way out."""

import os
import re
import stat
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

from registry.errors import InputRefused

MAX_BYTES: Final = 150_000_000
MAX_TEXT_BYTES: Final = 40_000_000
MAX_HTML_BYTES: Final = 6_000_000
MAX_TEXT: Final = 20_000_000
MAX_PARAGRAPH: Final = 2_000_000
MAX_PAGES: Final = 5_000
MAX_DEPTH: Final = 1_000
MAX_PIXELS: Final = 120_000_000
MAX_MEMBERS: Final = 5_000
MAX_UNPACKED: Final = 200_000_000
MAX_RATIO: Final = 150
RATIO_FROM: Final = 5_000_000
MAX_SECONDS: Final = 120.0
MAX_STREAM: Final = 100_000_000
_CHUNK: Final = 1 << 20
_STREAM: Final = re.compile(rb"/FlateDecode[^>]{0,400}>*\s*stream\r?\n")


def refuse(code: str, message: str, hint: str = "") -> InputRefused:
    """Return the refusal of a file; the caller raises it."""
    return InputRefused(code, message, hint=hint)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of one regular file within the size bound.

    Raises:
        InputRefused: It is a link, device or folder, cannot be read, is empty, or is too large.
    """
    size = _regular_size(path)
    if size == 0:
        raise refuse("empty", "Tệp rỗng (0 byte).", "Tải lại tệp từ nguồn.")
    if size > MAX_BYTES:
        raise too_large(size, MAX_BYTES)
    try:
        data = _read_at_most(path, MAX_BYTES)
    except OSError as error:
        raise refuse(
            "unreadable", f"Không đọc được tệp: {error.strerror or error}.", "Kiểm tra quyền đọc tệp."
        ) from error
    if not data.strip(b" \t\r\n\f\v\0"):
        raise refuse("empty", "Tệp chỉ chứa khoảng trắng.", "Tải lại tệp từ nguồn.")
    return data


def _regular_size(path: Path) -> int:
    try:
        status = path.lstat()
    except (OSError, ValueError) as error:
        raise refuse("unreadable", f"Không mở được tệp {path.name}.", "Kiểm tra đường dẫn và quyền đọc.") from error
    if stat.S_ISLNK(status.st_mode):
        raise refuse("symlink", "Đây là liên kết tượng trưng, không phải tệp.", "Nạp chính tệp mà liên kết trỏ tới.")
    if not stat.S_ISREG(status.st_mode):
        raise refuse(
            "not-a-file", "Đây không phải tệp thường (thư mục, thiết bị hoặc ống dẫn).", "Chọn một tệp văn bản."
        )
    return status.st_size


def _read_at_most(path: Path, limit: int) -> bytes:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise too_large(len(data), limit)
    return data


def too_large(size: int, limit: int) -> InputRefused:
    """Return the refusal of an input larger than its bound, both in bytes."""
    return refuse(
        "too-large",
        f"Tệp quá lớn: {size / 1e6:.0f} MB, giới hạn cho loại này là {limit / 1e6:.0f} MB.",
        "Tách tệp hoặc bỏ ảnh nhúng rồi nạp lại.",
    )


def check_bytes(data: bytes, limit: int) -> None:
    """Refuse data larger than a bound in bytes."""
    if len(data) > limit:
        raise too_large(len(data), limit)


def check_text(text: str) -> str:
    """Return the text, or refuse it when it is blank, too long, or has a line that no document has."""
    if not text.strip():
        raise refuse(
            "no-text", "Tệp không chứa chữ nào.", "Kiểm tra lại tệp; nếu là bản quét, hãy dùng nhận dạng chữ (OCR)."
        )
    if len(text) > MAX_TEXT:
        raise refuse(
            "too-long", f"Văn bản dài {len(text)} ký tự, vượt giới hạn {MAX_TEXT}.", "Tách văn bản thành nhiều tệp."
        )
    if max(map(len, text.split("\n"))) > MAX_PARAGRAPH:
        raise refuse("line-too-long", "Có dòng dài bất thường, không giống một văn bản.", "Kiểm tra lại tệp nguồn.")
    return text


def check_depth(depths: Iterable[int]) -> None:
    """Refuse a structure nested deeper than the bound."""
    if any(depth > MAX_DEPTH for depth in depths):
        raise too_deep()


def too_deep() -> InputRefused:
    """Return the refusal of a structure nested too deep."""
    return refuse(
        "too-deep", f"Nội dung lồng nhau quá {MAX_DEPTH} tầng.", "Xuất lại văn bản ra định dạng đơn giản hơn."
    )


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Open an archive after checking what it would unpack to.

    Raises:
        InputRefused: It is broken, encrypted, or would unpack to more than the bounds allow.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise broken("tệp nén ZIP") from error
    if any(member.flag_bits & 1 for member in members):
        raise refuse("encrypted", "Tệp nén có mật khẩu.", "Gỡ mật khẩu rồi nạp lại.")
    check_archive(members, len(data))
    return archive


def check_archive(members: Sequence[zipfile.ZipInfo], size: int) -> None:
    """Refuse an archive of a size in bytes whose members together would unpack to more than the bounds allow."""
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MAX_MEMBERS or total > MAX_UNPACKED or _is_bomb(total, min(packed, size)):
        raise refuse(
            "zip-bomb", f"Tệp nén phình ra {total / 1e6:.0f} MB từ {size / 1e6:.2f} MB; không mở.", "Tách tệp nén."
        )


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)


def check_streams(data: bytes) -> None:
    """Refuse a PDF one of whose compressed streams would inflate beyond the bound, without keeping what it holds."""
    for found in _STREAM.finditer(data):
        start = found.end()
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        # Deflate packs at most 1032 to 1: shorter streams cannot reach the bound.
        if (end - start) * 1032 > MAX_STREAM and _inflates_beyond(data[start:end], MAX_STREAM):
            raise refuse(
                "pdf-bomb", "Tệp PDF chứa dữ liệu nén phình ra quá lớn; không mở.", "Xuất lại tệp từ chương trình gốc."
            )


def _inflates_beyond(packed: bytes, limit: int) -> bool:
    inflater, total = zlib.decompressobj(), 0
    try:
        while packed and not inflater.eof:
            total += len(inflater.decompress(packed, _CHUNK))
            packed = inflater.unconsumed_tail
            if total > limit:
                return True
    except zlib.error:
        return False
    return False


def broken(kind: str) -> InputRefused:
    """Return the refusal of a file that is damaged or cut off."""
    return refuse("damaged", f"Không mở được {kind}: tệp hỏng hoặc bị cắt cụt.", "Tải lại tệp từ nguồn.")


def locked_word() -> InputRefused:
    """Return the refusal of a Word file that a password protects."""
    return refuse("encrypted", "Tệp Word có mật khẩu.", "Gỡ mật khẩu trong Word rồi nạp lại.")


def tracked_changes(kind: str) -> InputRefused:
    """Return the refusal of a file in which changes are tracked: what counts is for its author to say."""
    return refuse(
        "tracked-changes",
        f"{kind} còn vết sửa đổi (Track Changes) chưa chấp nhận hay từ chối.",
        "Trong Word: Review > Accept All Changes, lưu rồi nạp lại.",
    )


_signs_of_life: list[Callable[[], object]] = []


def tell_life(call: Callable[[], object]) -> None:
    """Have this called whenever a slow reader has finished a page: who waits for it may then wait on."""
    _signs_of_life[:] = [call]


def alive() -> None:
    """Say that reading goes on."""
    for call in _signs_of_life:
        call()


class Clock:
    """Refuses to go on when reading one file takes too long."""

    def __init__(self, seconds: float = MAX_SECONDS) -> None:
        self._until = time.monotonic() + seconds

    def check(self) -> None:
        """Refuse when the time is used up."""
        if time.monotonic() > self._until:
            raise refuse("too-slow", "Đọc tệp mất quá nhiều thời gian; đã dừng.", "Xuất lại tệp ở dạng đơn giản hơn.")
