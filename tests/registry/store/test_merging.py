"""A document is one, whoever speaks of it; sources that disagree are all kept."""

from datetime import date

import pytest

from registry.records import OverlapPair
from registry.store import Registry
from tests.fictional import UBND, File, entry, put

DAY = date(2025, 3, 4)


def codes(registry: Registry, document_id: int) -> set[str]:
    return {each.issue.code for each in registry.issues(document_id) if each.stage == "merging"}


def test_a_text_joins_its_catalogue_entry(registry: Registry) -> None:
    registry.put_catalogue([entry("9001/2025/QĐ-UBND", DAY, title="Ban hành quy định thử nghiệm", programmes=("NTM",))])
    known = registry.documents()[0]
    found = put(registry, File("a.txt", "9001/2025/QĐ-UBND", DAY))
    assert found.id == known.id
    assert found.has_text
    assert found.slug == known.slug == "quyet-dinh-9001-2025-qd-ubnd-tinh-hu-cau"
    assert [tag.code for tag in found.programmes] == ["NTM"]
    assert {fact.origin for fact in registry.facts_of(found.id)} == {"catalogue", "machine"}
    assert codes(registry, found.id) == set()


def test_an_entry_without_a_date_fits_a_text_with_one(registry: Registry) -> None:
    registry.put_catalogue([entry("901/QĐ-UBND")])
    found = put(registry, File("a.txt", "901/QĐ-UBND", DAY))
    assert len(registry.documents()) == 1
    assert found.issued == DAY
    assert found.slug.endswith("-2025")
    assert registry.by_slug("quyet-dinh-901-qd-ubnd-tinh-hu-cau").id == found.id


def test_a_number_without_year_names_another_document_next_year_and_elsewhere(registry: Registry) -> None:
    put(registry, File("a.txt", "901/QĐ-UBND", DAY))
    put(registry, File("b.txt", "901/QĐ-UBND", DAY.replace(year=2024)))
    put(registry, File("c.txt", "901/QĐ-UBND", DAY, issuers=("Ủy ban nhân dân tỉnh Tưởng Tượng",)))
    assert len({each.slug for each in registry.documents()}) == 3


def test_documents_with_one_number_leave_each_other_alone(registry: Registry) -> None:
    """Communes number alike every year: thousands may share a number, and one more of them changes only itself."""
    others = [put(registry, File(f"{year}.txt", "901/QĐ-UBND", DAY.replace(year=year))) for year in range(2015, 2020)]
    seen = registry.outbox()[-1].seq
    found = put(registry, File("a.txt", "901/QĐ-UBND", DAY))
    assert {each.document_id for each in registry.outbox(seen)} == {found.id}
    assert [registry.document(each.id) for each in others] == others
    registry.state_by_hand(others[0].id, "Nguyễn Văn Thử", title="Tên do người sửa")
    assert registry.document(others[0].id).title == "Tên do người sửa"


def test_a_document_is_written_again_when_one_like_it_takes_its_address(registry: Registry) -> None:
    first = put(registry, File("a.txt", "901/QĐ-UBND"))
    put(registry, File("b.txt", "901/QĐ-UBND", DAY, issuers=("Ủy ban nhân dân tỉnh Tưởng Tượng",)))
    put(registry, File("c.txt", "901/QĐ-UBND", DAY))
    slugs = [each.slug for each in registry.documents()]
    assert len(set(slugs)) == len(slugs)
    assert registry.by_slug(first.slug)


def test_an_entry_that_fits_two_documents_stands_alone_and_says_so(registry: Registry) -> None:
    registry.put_catalogue([entry("901/QĐ-UBND")])
    first = put(registry, File("a.txt", "901/QĐ-UBND", DAY))
    put(registry, File("b.txt", "901/QĐ-UBND", DAY.replace(year=2024)))
    alone = [each for each in registry.documents() if not each.has_text]
    assert len(registry.documents()) == 3
    assert [codes(registry, each.id) for each in alone] == [{"ambiguous-identity"}]
    assert registry.document(first.id).issued == DAY


def test_disagreement_on_the_day_keeps_both_and_says_so(registry: Registry) -> None:
    registry.put_catalogue([entry("9001/2025/QĐ-UBND", date(2025, 3, 3))])
    found = put(registry, File("a.txt", "9001/2025/QĐ-UBND", DAY))
    assert found.issued == DAY
    assert {fact.value for fact in registry.facts_of(found.id) if fact.field == "issued"} == {
        "2025-03-03",
        "2025-03-04",
    }
    assert codes(registry, found.id) == {"sources-disagree"}


def test_a_shortened_title_is_no_disagreement_and_spelling_wins_over_capitals(registry: Registry) -> None:
    registry.put_catalogue([entry("9001/2025/QĐ-UBND", DAY, title="Hỗ trợ xã Mây Trắng")])
    found = put(registry, File("a.txt", "9001/2025/QĐ-UBND", DAY, title="HỖ TRỢ XÃ MÂY TRẮNG"))
    assert found.title == "Hỗ trợ xã Mây Trắng"
    assert codes(registry, found.id) == set()


def test_two_files_with_the_same_words_are_one_document_without_doubt(registry: Registry) -> None:
    one = put(registry, File("a.json", "9001/2025/QĐ-UBND", DAY, body="Điều 1. Thử nghiệm"))
    two = put(registry, File("a.pdf", "9001/2025/QĐ-UBND", DAY, body="Điều 1.  Thử  nghiệm"))
    assert one.id == two.id
    assert two.original == one.original
    assert codes(registry, one.id) == set()


def test_two_files_with_other_words_are_reported(registry: Registry) -> None:
    one = put(registry, File("a.pdf", "9001/2025/QĐ-UBND", DAY, body="Điều 1. Mức 10 đồng"))
    two = put(registry, File("a.json", "9001/2025/QĐ-UBND", DAY, body="Điều 1. Mức 20 đồng"))
    assert one.id == two.id
    assert codes(registry, one.id) == {"source-divergence"}
    text = registry.text_of(one.id)
    assert text is not None
    assert "20 đồng" in text.text


def test_a_changed_file_gives_a_new_version_and_going_back_restores_the_old_one(registry: Registry) -> None:
    old, new = (File("a.txt", "9001/2025/QĐ-UBND", DAY, body=f"Điều 1. Mức {n} đồng") for n in (10, 20))
    first = put(registry, old, "/p/a.txt")
    put(registry, new, "/p/a.txt")
    text = registry.text_of(first.id)
    assert text is not None
    assert "20" in text.text
    assert codes(registry, first.id) == set()
    put(registry, old, "/p/a.txt")
    text = registry.text_of(first.id)
    assert text is not None
    assert "10" in text.text


def test_a_file_that_now_holds_another_document_takes_nothing_away(registry: Registry) -> None:
    first = put(registry, File("a.txt", "9001/2025/QĐ-UBND", DAY), "/p/a.txt")
    put(registry, File("a.txt", "9002/2025/QĐ-UBND", DAY), "/p/a.txt")
    assert len(registry.documents()) == 2
    assert registry.text_of(first.id) is not None


def test_a_document_without_number_is_kept_with_a_doubt(registry: Registry) -> None:
    one = put(registry, File("a.txt", None, DAY))
    two = put(registry, File("b.md", "Không số", DAY, body="Điều 1. Thử nghiệm ."))
    other = put(registry, File("c.txt", None, DAY, title="Việc khác"))
    assert one.number == "Không số"
    assert one.id == two.id != other.id
    assert "unnumbered" in codes(registry, one.id)


def test_a_national_number_names_its_issuer(registry: Registry) -> None:
    registry.put_catalogue([entry("9999/2025/TT-BTC", DAY, type="Thông tư", issuer="Bộ Tài chính", level="central")])
    found = put(registry, File("a.txt", "9999/2025/TT-BTC", DAY, type=None, issuers=("Tên đọc sai",)))
    assert len(registry.documents()) == 1
    assert found.type == "Thông tư"
    assert "sources-disagree" in codes(registry, found.id)


def test_hand_made_statements_win(registry: Registry) -> None:
    found = put(registry, File("a.txt", "9001/2025/QĐ-UBND", DAY, issuers=()))
    registry.state_by_hand(found.id, "Nguyễn Văn Thử", title="Tên do người sửa", issued=date(2025, 3, 5))
    put(registry, File("b.pdf", "9001/2025/QĐ-UBND", DAY, issuers=(UBND,)))
    now = registry.document(found.id)
    assert (now.title, now.issued, now.issuer) == ("Tên do người sửa", date(2025, 3, 5), UBND)


@pytest.mark.parametrize("number", ["9001/2025/QĐ-UBND", "9001/QĐ-UBND", None])
@pytest.mark.parametrize("day", [DAY, None])
def test_a_correction_may_be_corrected_again(registry: Registry, number: str | None, day: date | None) -> None:
    found = put(registry, File("a.txt", number, day))
    for person in ("Nguyễn Văn Thử", "Trần Thị Mẫu", "Nguyễn Văn Thử"):
        for issued in (date(2025, 3, 1), date(2025, 3, 2), date(2025, 2, 20), date(2024, 3, 3)):
            registry.state_by_hand(found.id, person, issued=issued)
            assert [each.id for each in registry.documents()] == [found.id]
            said = [fact for fact in registry.facts_of(found.id) if (fact.field, fact.source) == ("issued", person)]
            assert [fact.value for fact in said] == [issued.isoformat()]


def test_pairs_go_with_the_text_that_they_were_found_in(registry: Registry) -> None:
    one = put(registry, File("a.txt", "9001/2025/QĐ-UBND", DAY), "/hu-cau/a.txt")
    two, three = (put(registry, File(f"{at}.txt", f"900{at}/2025/QĐ-UBND", DAY)) for at in (2, 3))
    span = ((0, 18),)
    pairs = [
        OverlapPair(left.id, "d1", right.id, "d1", 1.0, "same", span, span)
        for left, right in ((one, two), (two, three))
    ]
    registry.save_overlaps("1", pairs)
    registry.put_catalogue([entry("9001/2025/QĐ-UBND", DAY, title="Tên khác")])
    assert registry.overlaps()[0] == 2
    put(registry, File("a.txt", "9001/2025/QĐ-UBND", DAY, body="Điều 1. Lời văn mới"), "/hu-cau/a.txt")
    assert registry.overlaps() == (1, pairs[1:])
