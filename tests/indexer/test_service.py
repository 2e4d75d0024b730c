from dataclasses import replace
from datetime import date

import pytest

from indexer.holdings import Holdings
from indexer.search import Scored
from indexer.service import SearchService
from indexer.shelf import Work
from indexer.signals import weighed
from indexer.values import SearchPage, SearchRequest
from indexer.weights import shipped
from registry.errors import BadRequest
from registry.records import DocumentRecord, EffectState
from tests.bench._generated import records


def numbers(page: SearchPage) -> list[str]:
    return [hit.number for hit in page.hits]


def ask(service: SearchService, query: str, **values: object) -> SearchPage:
    return service.search(SearchRequest(query, **values))  # type: ignore[arg-type]


def test_no_query_lists_everything_newest_first(service: SearchService) -> None:
    page = ask(service, "")
    assert page.total == 5
    assert numbers(page)[:2] == ["9903/2025/QĐ-UBND", "9902/QĐ-UBND"]


@pytest.mark.parametrize("query", ["đào tạo nghề", "dao tao nghe", "ĐÀO TẠO nghe", "đào tạo nghề".encode().decode()])
def test_marks_and_case_do_not_matter(service: SearchService, query: str) -> None:
    assert numbers(ask(service, query))[0] == "9901/2024/NQ-HĐND"


def test_telex_is_understood_and_said(service: SearchService) -> None:
    page = ask(service, "ddaof taoj ngheef")
    assert numbers(page)[0] == "9901/2024/NQ-HĐND"
    assert any("đào" in note for note in page.notes)


def test_a_mistyped_syllable_is_read_as_the_nearest_known_one(service: SearchService) -> None:
    page = ask(service, "nhaf o kienn coo")
    assert numbers(page)[0] == "9902/QĐ-UBND"
    assert any("“kienn”" in note for note in page.notes)


def test_exact_marks_come_first(service: SearchService) -> None:
    page = ask(service, '"má phanh"')
    assert numbers(page) == ["9903/2025/QĐ-UBND"]
    assert ask(service, '"mà phanh"').total == 0


def test_abbreviations_find_the_full_words_and_back(service: SearchService) -> None:
    assert "9902/QĐ-UBND" in numbers(ask(service, "DTTS"))
    assert "9902/QĐ-UBND" in numbers(ask(service, "dtts nhà ở"))


@pytest.mark.parametrize("query", ["9902", "9902/QĐ-UBND", "9902/qd-ubnd"])
def test_a_number_jumps(service: SearchService, query: str) -> None:
    page = ask(service, query)
    assert page.jump is not None
    assert numbers(page)[0] == "9902/QĐ-UBND"


def test_a_document_is_also_found_by_who_cites_its_number(service: SearchService) -> None:
    assert numbers(ask(service, "9902/QĐ-UBND")) == ["9902/QĐ-UBND", "9901/2024/NQ-HĐND"]


def test_documents_without_text_are_found_by_their_titles(service: SearchService) -> None:
    page = ask(service, "giảm nghèo bền vững")
    assert numbers(page)[0] == "9904/KH-UBND"
    assert page.hits[0].provisions == ()


def test_phrases_minus_or_and_fields(service: SearchService) -> None:
    assert numbers(ask(service, '"nhà ở" -"kiên cố"')) == []
    assert set(numbers(ask(service, '"quản lý chợ" OR "vốn sự nghiệp"'))) == {"9903/2025/QĐ-UBND", "9901/2024/NQ-HĐND"}
    assert numbers(ask(service, 'loai:"nghị quyết"')) == ["9901/2024/NQ-HĐND"]
    assert numbers(ask(service, "nam:2022..2023")) == ["9904/KH-UBND", "9905/QĐ-UBND"]
    assert numbers(ask(service, "ngay:15/01/2025")) == ["9903/2025/QĐ-UBND"]
    assert numbers(ask(service, "hộ nghèo dieu:1 nam:2024 -nam:2025"))[0] in ("9901/2024/NQ-HĐND", "9902/QĐ-UBND")
    assert {hit.provisions[0].id for hit in ask(service, "hộ dieu:1").hits} == {"d1"}


NONSENSE = [
    '"',
    "OR",
    "- -",
    'abc:"',
    "so:",
    '-"',
    "nam:xx",
    "a" * 5000,
    "đ\u0300",
    "::",
    "-nghèo",
    "dieu:5",
    "nghèo OR",
]


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_is_answered_with_notes(service: SearchService, query: str) -> None:
    assert ask(service, query).total >= 0


def test_mistakes_are_explained_with_their_place(service: SearchService) -> None:
    assert any("vị trí 7" in note and "“sai”" in note for note in ask(service, "nghèo sai:1").notes)
    assert any("vị trí 1" in note for note in ask(service, "nam:xx nghèo").notes)


def test_fewer_words_are_enough_when_none_has_all(service: SearchService) -> None:
    page = ask(service, "nhà ở kiên cố khongcochunay")
    assert numbers(page)[0] == "9902/QĐ-UBND"
    assert page.notes


def test_facets_count_without_their_own_filter(service: SearchService) -> None:
    page = ask(service, "", filters={"type": ("quyet-dinh",)})
    assert page.total == 3
    types = {value.value: (value.count, value.chosen) for value in page.facets["type"]}
    assert types == {"quyet-dinh": (3, True), "ke-hoach": (1, False), "nghi-quyet": (1, False)}
    assert {value.value: value.count for value in page.facets["has_text"]} == {"1": 2, "0": 1}
    assert [value.value for value in page.facets["year"]] == ["2025", "2024", "2022"]


def test_filters_join_and_unknown_values_let_nothing_pass(service: SearchService) -> None:
    both = ask(service, "", filters={"type": ("quyet-dinh", "ke-hoach"), "year": ("2023", "2024")})
    assert set(numbers(both)) == {"9902/QĐ-UBND", "9904/KH-UBND"}
    assert ask(service, "", filters={"type": ("khong-co",)}).total == 0
    assert ask(service, "", filters={"khong_co": ("1",)}).total == 0


def test_sorts_and_pages(service: SearchService) -> None:
    assert numbers(ask(service, "", sort="number")) == sorted(numbers(ask(service, "")))
    pages = [numbers(ask(service, "quyết định", sort="newest", size=2, page=page)) for page in (1, 2, 3)]
    assert [number for page in pages for number in page] == numbers(ask(service, "quyết định", sort="newest"))
    with pytest.raises(BadRequest):
        ask(service, "", sort="khac")
    with pytest.raises(BadRequest):
        ask(service, "", page=0)


def test_ids_are_all_pages_together(service: SearchService) -> None:
    request = SearchRequest("hộ nghèo", size=1)
    first = [service.search(SearchRequest("hộ nghèo", size=1, page=page)).hits for page in (1, 2)]
    assert service.ids(request)[:2] == tuple(hits[0].document_id for hits in first)
    assert len(service.ids(request)) == service.search(request).total


def test_snippets_mark_whole_syllables_of_the_text(service: SearchService) -> None:
    hit = ask(service, "nha o kien co").hits[0]
    provision = hit.provisions[0]
    assert (provision.id, provision.label) == ("d1", "Điều 1")
    marked = [provision.snippet.text[start:end] for start, end in provision.snippet.marks]
    assert "nhà ở kiên cố" in marked


def test_suggestions(service: SearchService) -> None:
    found = service.suggest("990")
    assert [each.kind for each in found] == ["number"] * 5
    assert service.suggest("dao tao ngh")[0].slug is not None
    assert service.suggest("  ") == ()
    assert all("nhà ở" in each.text for each in service.suggest("nhà ở c") if each.kind == "title")


def test_related_documents_say_why(service: SearchService) -> None:
    first = service.search(SearchRequest("9901")).hits[0].document_id
    assert all(each.reason and each.document_id != first for each in service.related(first))


def test_explain_adds_up(service: SearchService) -> None:
    told = service.explain(SearchRequest("đào tạo nghề"))
    best = told["passages"][0]
    assert best["score"] == pytest.approx(sum(best["evidence"].values()), abs=0.01)
    assert told["query"]["syllables"] == ["dao", "tao", "nghe"]


@pytest.mark.parametrize("query", ["quyết định số 9902/QĐ-UBND", "qđ 9902", "quyet dinh so 9902/qd-ubnd"])
def test_a_number_after_its_type_jumps(service: SearchService, query: str) -> None:
    page = ask(service, query)
    assert page.jump == ask(service, "9902").jump is not None
    assert numbers(page)[0] == "9902/QĐ-UBND"


@pytest.mark.parametrize("query", ["qđ 9902 kinh phí đào tạo", "9902/QĐ-UBND mức hỗ trợ", "mức hỗ trợ theo qd 9902"])
def test_a_number_beside_other_words_comes_first_and_does_not_jump(service: SearchService, query: str) -> None:
    page = ask(service, query)
    assert page.jump is None
    assert numbers(page)[0] == "9902/QĐ-UBND"


def test_the_document_of_a_number_shows_the_provisions_that_say_the_rest(service: SearchService) -> None:
    assert ask(service, "qđ 9902 mức hỗ trợ").hits[0].provisions[0].id == "d2"


def test_a_number_does_not_go_past_a_field(service: SearchService) -> None:
    assert "9902/QĐ-UBND" not in numbers(ask(service, 'loai:"nghị quyết" 9902/QĐ-UBND'))


@pytest.mark.parametrize("query", ["kế hoạch 2021-2025", "điều 5 khoản 2", "nghị quyết 2024 chợ"])
def test_other_figures_name_no_document(service: SearchService, query: str) -> None:
    assert ask(service, query).jump is None
    assert "9902/QĐ-UBND" not in numbers(ask(service, query))[:1]


def test_signals_are_mild_told_and_switchable(service: SearchService) -> None:
    plain = service.explain(SearchRequest("đào tạo nghề", signals=False))
    told = service.explain(SearchRequest("đào tạo nghề"))
    assert plain["signals"] == {}
    assert {"effect", "level"} == set(next(iter(told["signals"].values())))
    scores = {
        switched: {hit.number: hit.score for hit in ask(service, "hộ nghèo", signals=switched).hits}
        for switched in (True, False)
    }
    assert scores[True].keys() == scores[False].keys()
    assert all(0.9 * scores[False][number] <= score <= scores[False][number] for number, score in scores[True].items())


def test_an_expired_document_stands_below_its_equal() -> None:
    def record(number: int, state: str) -> DocumentRecord:
        (made,) = records([Work(number, ("", f"{number}/QĐ-UBND"))])
        return replace(made, effect=EffectState(state, None, ""))

    holdings = Holdings([record(1, "expired"), record(2, "in_force")], date(2026, 1, 1))
    order = [each.document for each in weighed([Scored(1, 20.0, ()), Scored(2, 19.9, ())], holdings, shipped())]
    assert order == [2, 1]
    assert [each.document for each in weighed([Scored(1, 30.0, ()), Scored(2, 20.0, ())], holdings, shipped())] == [
        1,
        2,
    ]


@pytest.mark.parametrize(
    ("query", "kept"),
    [('chợ -"má phanh"', False), ('chợ -"mà phanh"', True), ("chợ -phành", True), ("chợ -phanh", False)],
)
def test_what_is_not_wanted_is_verified_with_its_marks(service: SearchService, query: str, kept: bool) -> None:
    assert ("9903/2025/QĐ-UBND" in numbers(ask(service, query))) is kept


def test_how_many_have_every_word_is_said_when_fewer_are_enough(service: SearchService) -> None:
    page = ask(service, "nhà ở kiên cố khongcochunay")
    assert any(note.startswith(f"0 trong {page.total} văn bản") for note in page.notes)
    assert not any("đủ mọi từ." in note for note in ask(service, '"nhà ở"').notes)


@pytest.mark.parametrize("query", ["nhà ở cho đồng bào dân tộc thiể", "ban hanh quy che quan l", "dao tao ngh"])
def test_an_unfinished_last_word_is_finished(service: SearchService, query: str) -> None:
    page = ask(service, query)
    assert page.hits
    assert any("chưa gõ hết" in note for note in page.notes)
    assert not any("chưa gõ hết" in note for note in ask(service, f"{query} ").notes)
