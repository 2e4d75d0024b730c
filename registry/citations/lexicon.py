"""The words of citing: names of act types, names of laws, units of the provision tree."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from registry.text import place_tones
from registry.vocabulary import load

LAW_KINDS: Final = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})
# Longer names first: "Thông tư" must not win over "Thông tư liên tịch", nor "Nghị định" over "Nghị định thư".
KINDS: Final = (
    "Thông tư liên tịch", "Thông tư liên bộ", "Nghị quyết liên tịch", "Nghị định thư", "Văn bản hợp nhất",
    "Bộ luật", "Luật", "Hiến pháp", "Pháp lệnh", "Nghị định", "Nghị quyết", "Thông tư", "Quyết định", "Chỉ thị",
    "Sắc lệnh", "Công văn", "Công điện", "Tờ trình", "Kế hoạch", "Thông báo", "Kết luận", "Quy định", "Quy chế",
    "Điều lệ", "Hướng dẫn", "Báo cáo", "Đề án", "Phương án", "Chương trình", "Giấy phép", "Giấy chứng nhận",
    "Biên bản", "Hiệp định", "Công ước", "Hợp đồng", "Lệnh", "Văn bản",
)  # fmt: skip
# Types whose "… này" names the citing document itself (or the text issued with it).
SELF_KINDS: Final = frozenset(KINDS) - {
    "Công văn", "Tờ trình", "Báo cáo", "Giấy phép", "Giấy chứng nhận", "Biên bản", "Lệnh", "Thông báo", "Hợp đồng",
}  # fmt: skip
# Written small, these words are ordinary nouns ("theo quy định này", "kế hoạch này").
ONLY_CAPITAL_SELF: Final = frozenset(
    {"Quy định", "Kế hoạch", "Hướng dẫn", "Đề án", "Phương án", "Chương trình", "Văn bản", "Kết luận", "Hiệp định"}
)
# Types that contain an address even when neither number nor name is written ("Điều 8 Nghị định của Chính phủ về …").
UNNAMED_KINDS: Final = frozenset(
    {"Luật", "Bộ luật", "Pháp lệnh", "Nghị định", "Nghị quyết", "Thông tư", "Thông tư liên tịch", "Quyết định",
     "Quy chế", "Điều lệ", "Hiệp định", "Công ước", "Nghị định thư", "Hợp đồng"}
)  # fmt: skip
# Texts that are issued with an act and cited through it.
ATTACHED_KINDS: Final = frozenset({"Quy chế", "Quy định", "Điều lệ", "Chương trình", "Kế hoạch", "Đề án", "Hướng dẫn"})

LEVELS: Final = ("subpoint", "point", "clause", "article", "section", "chapter", "part", "form", "annex", "act")
RANK: Final[Mapping[str, int]] = {level: rank for rank, level in enumerate(LEVELS)}
_UNIT_WORDS: Final[Mapping[str, str]] = {
    "tiết": "subpoint", "điểm": "point", "khoản": "clause", "điều": "article", "mục": "section",
    "tiểu mục": "section", "chương": "chapter", "phần": "part", "phụ lục": "annex", "mẫu": "form",
    "mẫu biểu": "form", "biểu mẫu": "form", "mẫu đơn": "form", "mẫu phiếu": "form",
}  # fmt: skip


def any_case(words: str) -> str:
    """Return a pattern for words whose first letters may be small or capital, with any white space between."""
    return r"\s+".join(f"[{word[0].lower()}{word[0].upper()}]{re.escape(word[1:])}" for word in words.split())


_KIND_OF: Final = {kind.casefold(): kind for kind in KINDS}
KIND: Final = re.compile(rf"(?:{'|'.join(any_case(kind) for kind in KINDS)})(?!\w)")
CAPITAL_KIND: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join(kind[0] + any_case(kind)[4:] for kind in KINDS if kind != 'Lệnh')})(?!\w)"
)
UNIT: Final = re.compile(
    rf"(?:{'|'.join(any_case(word) for word in sorted(_UNIT_WORDS, key=len, reverse=True))})(?=[\s(])"
)
# Literals only, so that the scan is one table look-up per character.
TRIGGER: Final = re.compile(
    "|".join(
        f"{word} "
        for word in (
            "Điều", "điều", "Khoản", "khoản", "Điểm", "điểm", "Tiết", "tiết", "Mục", "mục", "Chương", "chương",
            "Phụ", "phụ", "Mẫu", "mẫu", "Biểu", "biểu", "Luật", "Bộ", "Hiến", "Pháp", "Nghị", "nghị", "Thông", "thông",
            "Quyết", "quyết", "Chỉ", "chỉ", "Sắc", "Công", "Tờ", "Kế", "Kết", "Quy", "Hướng", "Báo", "Đề", "Phương",
            "Giấy", "Hiệp", "Văn",
        )
    ).replace(" ", r"\s")
)  # fmt: skip


def kind_of(written: str) -> str:
    """Return the correct spelling of a type's name found by :data:`KIND`."""
    return _KIND_OF[" ".join(written.split()).casefold()]


def unit_of(written: str) -> str:
    """Return the level of a unit's name found by :data:`UNIT`."""
    return _UNIT_WORDS[" ".join(written.split()).casefold()]


def law_key(name: str) -> str:
    """Return what two spellings of one law's name have in common."""
    return place_tones(" ".join(name.split())).casefold()


@lru_cache(maxsize=1)
def law_names() -> Mapping[str, str]:
    """Return the shipped names of laws by key (data/vocabulary/laws.yaml)."""
    return {law_key(name): name for name in load.read("laws")["laws"]}


@lru_cache(maxsize=1)
def longest_law_name() -> int:
    """Return the number of words in the longest shipped name."""
    return max(len(name.split()) for name in law_names())
