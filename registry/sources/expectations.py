"""Whether a site still shows what a healthy one shows; when not, the run stops before anything enters the registry."""

from collections.abc import Sequence
from typing import Final

from registry.errors import SourceFailed
from registry.lists.columns import label_of
from registry.sources.site import Site
from registry.sources.values import Told

_FIELDS: Final = {"issuer": "issuers", "signer": "signers"}


def check_rows(site: Site, count: int) -> None:
    """Stop when the lists hold too little.

    Raises:
        SourceFailed: Fewer documents than the site is known to have.
    """
    if count < site.expect.rows:
        raise _changed(site, f"danh sách chỉ có {count} văn bản, cần ít nhất {site.expect.rows}")


def check_pages(site: Site, listed: int, read: int) -> None:
    """Stop when too few of the listed pages could be read.

    Raises:
        SourceFailed: The share is below what is expected.
    """
    if listed and read / listed < site.expect.pages:
        raise _changed(site, f"chỉ mở được {read}/{listed} trang chi tiết, cần {site.expect.pages:.0%}")


def check_filled(site: Site, told: Sequence[Told]) -> None:
    """Stop when a field that is usually filled is empty too often.

    Raises:
        SourceFailed: Says which field, and how often it was filled.
    """
    for name, share in site.expect.filled.items():
        filled = sum(bool(getattr(each, _FIELDS.get(name, name))) for each in told)
        if told and filled / len(told) < share:
            label = label_of(name).lower()
            raise _changed(site, f"{label} chỉ có ở {filled}/{len(told)} văn bản, cần {share:.0%}")


def _changed(site: Site, reason: str) -> SourceFailed:
    return SourceFailed(
        "source-changed",
        f"Nguồn {site.title} không còn như mong đợi: {reason}. Chưa ghi gì vào kho.",
        hint="Mở trang để xem nguồn có đổi giao diện không; sửa phần expect hoặc shape trong tệp mô tả nguồn.",
    )
