"""What people type beside plain words: provisions of a numbered document, raw keystrokes, synonyms, question words."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from indexer.addressed import addressed
from indexer.analysis import tokens
from indexer.ask import ask as ask_of
from indexer.engines.base import Clause
from indexer.holdings import Holdings
from indexer.numbered import numbered
from indexer.placement import asks_for_forms, factors
from indexer.plan import STEPS, plan
from indexer.query import parse
from indexer.readings import readings, worth
from indexer.service import SearchService
from indexer.shelf import Work
from indexer.snippets import markers
from indexer.stops import without_turns
from indexer.synonyms import Synonyms, synonyms
from indexer.values import SearchPage, SearchRequest
from registry.records import DocumentRecord
from registry.vocabulary import vocabulary
from tests.bench._generated import records


def ask(service: SearchService, query: str) -> SearchPage:
    return service.search(SearchRequest(query))


@pytest.mark.parametrize(
    ("text", "article", "clause", "point"),
    [
        ("điều 5", "5", "", ""),
        ("dieu 5 nghi dinh 27", "5", "", ""),
        ("khoản 2 điều 5", "5", "2", ""),
        ("khoan 4a, Điều 32c", "32c", "4a", ""),
        ("điểm đ khoản 2 Điều 5", "5", "2", "da"),
        ("Điều 5 khoản 2 điểm a", "5", "2", "a"),
        ("điều 12 của thông tư 5", "12", "", ""),
    ],
)
def test_a_provision_is_read(text: str, article: str, clause: str, point: str) -> None:
    found = addressed(text)
    assert found is not None
    assert (found.article, found.clause, found.point) == (article, clause, point)


@pytest.mark.parametrize("text", ["điều kiện 5", "hỗ trợ", "khoản 2", "điều", "một số điều"])
def test_other_words_name_no_provision(text: str) -> None:
    assert addressed(text) is None


@pytest.mark.parametrize("query", ["9902/QĐ-UBND điều 2", "dieu 2 quyet dinh 9902", "khoản 1 điều 2 qđ 9902"])
def test_the_provision_of_a_numbered_document_comes_first(service: SearchService, query: str) -> None:
    page = ask(service, query)
    assert page.hits[0].number == "9902/QĐ-UBND"
    assert page.hits[0].provisions[0].id == "d2"
    assert (page.jump, page.jump_to) == (ask(service, "9902").jump, "d2")


@pytest.mark.parametrize("query", ["chương trình 1719", "chuong trinh mtqg 1719 von", "CTMTQG 1719"])
def test_a_programme_called_by_its_number_names_its_founding_decision(query: str) -> None:
    def by_number(text: str) -> list[DocumentRecord]:
        made = records([Work(1, ("", "1719/QĐ-TTg"), ""), Work(2, ("", "1719/QĐ-UBND"), "")])
        return made if text == "1719" else []

    found = numbered(query, by_number)
    assert [record.number for record in found.records] == ["1719/QĐ-TTg"]
    assert (found.text, found.whole) == (query, False)


def test_a_provision_that_is_not_there_opens_the_document_alone(service: SearchService) -> None:
    page = ask(service, "9902/QĐ-UBND điều 77")
    assert (page.jump, page.jump_to) == (ask(service, "9902").jump, "")


def test_a_provision_with_other_words_does_not_jump(service: SearchService) -> None:
    page = ask(service, "điều 1 qđ 9902 nhà ở")
    assert page.jump is None
    assert page.hits[0].provisions[0].id == "d1"


@pytest.mark.parametrize("query", ["quyeets ddinhj 9902", "quye61t d9i5nh 9902"])
def test_the_type_before_a_number_may_be_raw_keystrokes(service: SearchService, query: str) -> None:
    page = ask(service, query)
    assert page.hits[0].number == "9902/QĐ-UBND"
    assert page.jump is not None
    assert sum("đã tìm “quyết”" in note for note in page.notes) == 1


def test_a_numbered_document_passes_the_fields_beside_it(service: SearchService) -> None:
    assert ask(service, "9902/QĐ-UBND nam:2024 khongcotu").hits[0].number == "9902/QĐ-UBND"
    assert "9902/QĐ-UBND" not in [hit.number for hit in ask(service, "9902/QĐ-UBND nam:2019").hits]


def test_places_of_mistakes_are_those_of_what_was_typed(service: SearchService) -> None:
    notes = ask(service, "qđ 9902 lạ:gì ngay:99").notes
    assert any("vị trí 9)" in note for note in notes)
    assert any("“99” (vị trí 15)" in note for note in notes)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ai lap du toan", "lap du toan"),
        ("co quan nao phe duyet du an", "phe duyet du an"),
        ("khi nao het han", "het han"),
        ("ung dung ai trong y te", "ung dung ai trong y te"),
        ("ai do", "ai do"),
    ],
)
def test_what_only_asks_is_left_out_at_the_beginning(text: str, kept: str) -> None:
    words = text.split()
    assert [words[at] for at in without_turns(words)] == kept.split()


def test_a_short_unknown_name_is_not_read_as_a_common_word(service: SearchService) -> None:
    assert any("đã tìm “so”" in note for note in ask(service, "sox").notes)
    assert not any("“sốp”" in note for note in ask(service, "chợ Sốp Cộp").notes)


def _said(text: str, known: Synonyms) -> list[str]:
    return [" ".join(token.folded for token in each.tokens) for each in readings(tokens(text), known)]


def test_readings_spell_abbreviations_out_and_replace_one_word_at_a_time() -> None:
    known = Synonyms([["XKLĐ", "xuất khẩu lao động"], ["dạy nghề", "đào tạo nghề"]])
    assert _said("dạy nghề XKLĐ", known) == ["day nghe xuat khau lao dong", "dao tao nghe xuat khau lao dong"]
    assert _said("xuất khẩu lao động", known) == ["xuat khau lao dong", "xkld"]
    assert _said("nhà ở", known) == ["nha o"]


def test_an_old_district_is_also_what_took_its_place() -> None:
    assert ("dac", "khu", "con", "dao") in synonyms().of(("huyen", "con", "dao"))
    assert ("huyen", "con", "dao") in synonyms().of(("dac", "khu", "con", "dao"))


@pytest.mark.parametrize("place", ["huyện Mường Tè", "thị trấn Mường Tè"])
def test_a_place_is_found_under_the_unit_of_today(place: str) -> None:
    assert ("xa", "muong", "te") in synonyms().of(tuple(token.folded for token in tokens(place)))


def test_a_wider_word_is_found_one_way_and_comes_last() -> None:
    known = Synonyms([["chương trình 30a", "nghị quyết 30a"]], {"30a": ["chương trình 30a", "huyện nghèo"]})
    typed, precise, wide = readings(tokens("30a"), known)
    assert [token.folded for token in typed.tokens] == ["30a"]  # no abbreviation, whatever it finds
    assert (precise.narrower, precise.wider, wide.narrower, wide.wider) == (True, False, False, True)
    assert known.of(("huyen", "ngheo")) == ()
    assert ("30a",) not in known.of(("chuong", "trinh", "30a"))


@pytest.mark.parametrize("typed", ["30a", "135", "chương trình 135", "nghị quyết 30a"])
def test_programmes_called_by_a_number_find_what_they_are_about(typed: str) -> None:
    run = tuple(token.folded for token in tokens(typed))
    assert {("huyen", "ngheo"), ("xa", "dac", "biet", "kho", "khan")} & set(synonyms().of(run))


def test_each_word_of_a_run_with_synonyms_counts_when_fewer_are_enough() -> None:
    known = Synonyms([["vốn sự nghiệp", "chi thường xuyên"]])
    query = parse("vốn sự nghiệp kéo dài")
    asked = ask_of(query.tokens, lambda terms: [1] * len(terms), 10)
    strict, loose = (plan(query, asked, known, lambda terms: [1] * len(terms), step) for step in STEPS[:2])
    assert [(len(each.branches[0].groups), each.branches[0].need) for each in (strict, loose)] == [(3, 3), (5, 3)]
    assert all(Clause(("chi thuong", "thuong xuyen")) in group.alternatives for group in loose.branches[0].groups[:3])


def test_articles_come_before_what_stands_outside_of_them(service: SearchService) -> None:
    library = service._state().search.library
    shelf, asked = library.shelf, library.ask(parse("hộ nghèo"))
    rows = np.arange(len(shelf.pids))
    told = factors(rows, asked, shelf, library.ranking)
    assert set(told[shelf.articles > 0].tolist()) == set(told[shelf.is_title].tolist()) == {1.0}
    preambles = rows[(shelf.articles < 0) & ~shelf.is_title]
    assert len(preambles)
    assert set(told[preambles].tolist()) == {library.ranking.preamble}


@pytest.mark.parametrize(
    ("query", "wanted"), [("mẫu đơn hỗ trợ", True), ("phụ lục giá đất", True), ("bieu mau", True), ("nhà mẫu", False)]
)
def test_who_asks_for_forms_gets_annexes(query: str, wanted: bool) -> None:
    asked = ask_of(parse(query).tokens, lambda terms: [1] * len(terms), 10)
    assert asks_for_forms(asked) is wanted


def test_a_synonym_is_worth_nearly_as_much_and_never_more() -> None:
    assert worth(10.0, 5.0, 0.9) == worth(10.0, 10.0, 0.9) == 0.9
    assert worth(5.0, 10.0, 0.9) == pytest.approx(0.45)
    assert worth(0.0, 0.0, 0.9) < 1


def test_a_synonym_is_evidence_and_marked_and_the_word_typed_comes_first(service: SearchService) -> None:
    page = ask(service, "dạy nghề")
    first = page.hits[0]
    assert first.number == "9901/2024/NQ-HĐND"  # says "đào tạo nghề"
    snippet = first.provisions[0].snippet
    assert "đào tạo nghề" in {snippet.text[start:end] for start, end in snippet.marks}
    assert first.score < ask(service, "đào tạo nghề").hits[0].score
    told = service.explain(SearchRequest("dạy nghề"))["query"]["readings"]
    assert ["dao", "tao", "nghe"] in [each["syllables"] for each in told]


@pytest.mark.parametrize(
    ("text", "marked"),
    [("hộ nghèo là người nghèo", [True, True, False, False, False]), ("người nghèo", [False, True])],
)
def test_a_syllable_that_stands_beside_its_neighbour_is_marked_just_there(
    service: SearchService, text: str, marked: list[bool]
) -> None:
    library = service._state().search.library
    how = markers(library.ask(parse("ho ngheo")), library.shelf)[0]
    numbers = np.array([library.shelf.numbers[word] for word in text.split()], np.uint32)
    assert how.marks(numbers).tolist() == marked


def test_a_body_of_old_stands_within_the_one_that_took_over() -> None:
    made = records([Work(number, ("", f"{number}/TT"), "") for number in (1, 2, 3)])
    names = ("Bộ Lao động - Thương binh và Xã hội", "Bộ Nội vụ", "Bộ Thông tin và Truyền thông")
    held = [replace(record, issuer=name) for record, name in zip(made, names, strict=True)]
    column = Holdings(held, date(2026, 1, 1)).columns["issuer"]
    parents = {value.value: value.parent for value in column.values}
    ministry = vocabulary().issuer_by_code("bnv")
    assert ministry is not None
    assert (parents["bldtbxh"], parents["bnv"]) == ("bnv", ministry.level)
    assert column.having(["bnv"]).tolist() == [True, True, False]
    assert column.having(["bldtbxh"]).tolist() == [True, False, False]
    assert parents["btttt"] == "bkhcn"  # part of its work went elsewhere, the rest to one body
