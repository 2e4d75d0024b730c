"""Addresses are readable, as short as they can be, and never the same."""

from dataclasses import replace

from registry.slugs import Named, longest, slugs

LOCAL = Named("Quyết định", "901/QĐ-UBND", "Ủy ban nhân dân tỉnh Hư Cấu", "2025-03-04", "Việc", False, True, "k1")


def test_forms() -> None:
    decree = Named("Nghị định", "99/2025/NĐ-CP", "Chính phủ", "2025-03-04", "Việc", True, False, "k")
    assert slugs([decree]) == ["nghi-dinh-99-2025-nd-cp"]
    assert slugs([LOCAL]) == ["quyet-dinh-901-qd-ubnd-tinh-hu-cau-2025"]
    bare = replace(LOCAL, number="", title="Về việc thử nghiệm một hai ba bốn năm sáu bảy")
    assert slugs([bare])[0].startswith("quyet-dinh-khong-so-2025-03-04-ve-viec-thu-nghiem-mot-hai-ba-bon-")
    assert slugs([bare]) != slugs([replace(bare, key="k2")])


def test_only_as_long_as_needed() -> None:
    elsewhere = replace(LOCAL, issuer="Ủy ban nhân dân tỉnh Tưởng Tượng", key="k2")
    later = replace(LOCAL, issued="2025-08-01", key="k3")
    found = slugs([LOCAL, elsewhere, later])
    assert found[1] == "quyet-dinh-901-qd-ubnd-tinh-tuong-tuong-2025"
    assert found[0].endswith("-2025-03-04")
    assert found[2].endswith("-2025-08-01")


def test_twins_get_a_digest() -> None:
    twins = [LOCAL, replace(LOCAL, key="k2")]
    assert slugs(twins) == [longest(each) for each in twins]
    assert len(set(slugs(twins))) == 2
