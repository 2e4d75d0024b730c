import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.catalogue import (
    CatalogueEntry,
    CatalogueRelation,
    SourceStatement,
    dump_entries,
    entries,
    read_entries,
    write_entries,
)
from registry.catalogue.rows import duplicates
from registry.errors import BadRequest, InputRefused
from registry.vocabulary import vocabulary

KINDS = (".yaml", ".jsonl", ".csv")
ROW = {
    "number": "9999/QĐ-UBND",
    "type": "Quyết định",
    "issuer": "Ủy ban nhân dân tỉnh Hư Cấu",
    "level": "provincial",
    "sources": ["https://hucau.example/9999"],
}


def by_number() -> dict[str, CatalogueEntry]:
    return {entry.number: entry for entry in entries()}


# The shipped entries


def test_all_rows_are_carried_with_equal_facts(corpus: Path) -> None:
    lines = (corpus / "catalogue" / "catalogue.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    shipped = by_number()
    assert len(rows) == len(entries()) == len(shipped) == 140
    assert {row["number"]: facts_of_row(row) for row in rows} == {
        number: facts_of_entry(entry) for number, entry in shipped.items()
    }


def facts_of_row(row: dict[str, Any]) -> dict[str, Any]:
    same = ("type", "issuer", "level", "issued", "effective", "expired", "status", "signer", "verified", "sources")
    return {name: row[name] for name in same} | {
        "title": row["title"] or "",
        "programmes": row["programs"],
        "relations": [(edge["type"], edge["number"]) for edge in row["relations"]],
        "has notes": bool(row["notes"]),
    }


def facts_of_entry(entry: CatalogueEntry) -> dict[str, Any]:
    days = {name: getattr(entry, name) for name in ("issued", "effective", "expired")}
    return {name: day.isoformat() if day else None for name, day in days.items()} | {
        "type": entry.type,
        "issuer": entry.issuer,
        "level": entry.level,
        "status": entry.status,
        "signer": entry.signer,
        "verified": entry.verified,
        "sources": list(entry.sources),
        "title": entry.title,
        # The merged programme of 2026-2035 is named in three titles; the rows had no code for it.
        "programmes": [code for code in entry.programmes if code != "MTQG2026"],
        "relations": [(edge.verb, edge.number) for edge in entry.relations],
        "has notes": bool(entry.notes),
    }


def test_no_document_stands_twice() -> None:
    assert duplicates(entries()) == ()


def test_every_word_of_the_shipped_entries_is_in_the_vocabulary() -> None:
    known = vocabulary()
    for entry in entries():
        issuer = known.issuer_of_name(entry.issuer)
        assert issuer is not None, entry.issuer
        assert (issuer.name, issuer.level) == (entry.issuer, entry.level)
        assert entry.type in [kind.name for kind in known.types_of_number(entry.number)], entry.number
        assert all(known.programme(code) for code in entry.programmes)
        edges = [*entry.relations, *(edge for part in entry.statements for edge in part.relations)]
        assert all(known.verb(edge.verb) and edge.number != entry.number for edge in edges)
        assert entry.status is None or known.effect_of_label(entry.status)


def test_dates_of_one_source_follow_each_other() -> None:
    for entry in entries():
        parts: list[CatalogueEntry | SourceStatement] = [entry, *entry.statements]
        for part in parts:
            if part.effective and entry.issued:
                assert part.effective >= entry.issued, entry.number
            if part.effective and part.expired:
                assert part.expired >= part.effective, entry.number


def test_later_sources_stand_beside_the_entry_and_replace_nothing() -> None:
    circular = by_number()["09/2022/TT-BLĐTBXH"]
    assert circular.effective is None
    assert [part.effective for part in circular.statements] == [date(2022, 7, 11), None]
    assert [part.expired for part in circular.statements] == [None, date(2024, 6, 5)]
    assert all(part.source.startswith("https://congbao.chinhphu.vn/") for part in circular.statements)


def test_doubtful_rows_are_marked() -> None:
    assert {entry.number for entry in entries() if not entry.verified} == {
        "18/2023/QĐ-TTg",
        "880/QĐ-TTg",
        "1285/QĐ-UBND",
        "04/2022/QĐ-TTg",
        "64/2025/QH15",
    }


def test_anchors_agree_with_the_catalogue_on_dates() -> None:
    shipped = by_number()
    for number, anchors in vocabulary().anchors.items():
        issued = shipped[number].issued if number in shipped else None
        assert all(anchor.issued in (None, issued) for anchor in anchors if issued), number


# Files


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_entries_come_back_unchanged(kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"danh-muc{kind}"
    write_entries(file, entries())
    read = read_entries(file, recorded=date(1999, 1, 1))
    assert read.refused == ()
    assert read.entries == entries()


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters=";\u0085"),
    min_size=1,
    max_size=30,
).filter(lambda text: text == text.strip() and bool(text))
DAYS = st.dates(date(1945, 9, 2), date(2099, 12, 31))
EDGES = st.builds(
    CatalogueRelation,
    st.sampled_from(["amends", "replaces", "based_on"]),
    st.sampled_from(["9998/QĐ-UBND", "9997/2024/NQ-HĐND"]),
    st.sampled_from([None, "d5", "d5.k2.da"]),
)
STATEMENTS = st.builds(
    SourceStatement,
    source=WORDS,
    recorded=DAYS,
    verified=st.booleans(),
    title=st.none() | WORDS,
    effective=st.none() | DAYS,
    relations=st.lists(EDGES, max_size=2, unique=True).map(tuple),
    notes=st.just("") | WORDS,
)
ENTRIES = st.builds(
    CatalogueEntry,
    number=st.sampled_from(["9999/QĐ-UBND", "9998/2024/NQ-HĐND", "0123/KH-UBND", "9-NQ/TU"]),
    type=WORDS,
    issuer=WORDS,
    level=st.sampled_from(["central", "provincial", "district", "commune", "party"]),
    sources=st.lists(WORDS, min_size=1, max_size=3, unique=True).map(tuple),
    recorded=DAYS,
    title=st.just("") | WORDS,
    issued=st.none() | DAYS,
    programmes=st.lists(st.sampled_from(["NTM", "GNBV", "DTTS"]), unique=True).map(tuple),
    signer=st.none() | WORDS,
    relations=st.lists(EDGES, max_size=2, unique=True).map(tuple),
    verified=st.booleans(),
    notes=st.just("") | WORDS,
    statements=st.lists(STATEMENTS, max_size=2).map(tuple),
)


@given(st.lists(ENTRIES, max_size=4).map(tuple), st.sampled_from(KINDS))
def test_any_entries_come_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, values: tuple[CatalogueEntry, ...], kind: str
) -> None:
    file = tmp_path_factory.mktemp("danh-muc", numbered=True) / f"x{kind}"
    write_entries(file, values)
    assert read_entries(file).entries == values


def read(tmp_path: Path, name: str, text: str) -> Any:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return read_entries(file, recorded=date(2026, 1, 2))


def test_the_field_names_of_other_lists_are_understood(tmp_path: Path) -> None:
    row = ROW | {"programs": ["NTM"], "relations": [{"type": "amends", "number": "9998/QĐ-UBND"}], "title": None}
    found = read(tmp_path, "x.jsonl", json.dumps(row, ensure_ascii=False) + "\n\n")
    assert found.entries[0].programmes == ("NTM",)
    assert found.entries[0].relations == (CatalogueRelation("amends", "9998/QĐ-UBND"),)
    assert found.entries[0].recorded == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"number": None}, "thiếu cả số ký hiệu (number) lẫn trích yếu (title)"),
        ({"sources": []}, "thiếu trường bắt buộc: sources"),
        ({"level": "tỉnh"}, "trường “level” có giá trị ngoài danh mục: tỉnh"),
        ({"issued": "31/12/2024"}, "trường “issued” sai dạng: 31/12/2024"),
        ({"issued": "2023-02-30"}, "trường “issued” không phải một ngày có thật: 2023-02-30"),
        ({"programmes": ["ABC"]}, "trường “programmes.0” có giá trị ngoài danh mục: ABC"),
        (
            {"relations": [{"verb": "loves", "number": "1/CP"}]},
            "trường “relations.0.verb” có giá trị ngoài danh mục: loves",
        ),
        ({"colour": "red"}, "có trường không nằm trong danh mục: colour"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason_and_the_rest_goes_on(
    change: dict[str, Any], reason: str, tmp_path: Path
) -> None:
    lines = [ROW | change, ROW | {"number": "9998/QĐ-UBND"}]
    found = read(tmp_path, "x.jsonl", "\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    assert [entry.number for entry in found.entries] == ["9998/QĐ-UBND"]
    assert [(row.line, row.reason) for row in found.refused] == [(1, reason)]


def test_lines_that_are_no_rows_are_refused(tmp_path: Path) -> None:
    found = read(tmp_path, "x.jsonl", '{"number": \n[1]\n' + "[" * 100_000)
    assert [row.line for row in found.refused] == [1, 2, 3]
    assert found.entries == ()


def test_a_table_made_by_hand(tmp_path: Path) -> None:
    table = (
        "\ufeffnumber,type,issuer,level,relations,programmes,sources\r\n"
        '9999/QĐ-UBND,Quyết định,UBND tỉnh Hư Cấu,provincial,"amends -> 9998/QĐ-UBND#d5.k2; refers->9997/QĐ-UBND",'
        '"NTM; DTTS","https://hucau.example/1\nhttps://hucau.example/2"\r\n'
        "a,b,c,d,e,f,g,h\r\n"
    )
    found = read(tmp_path, "x.csv", table)
    assert found.entries[0].relations == (
        CatalogueRelation("amends", "9998/QĐ-UBND", "d5.k2"),
        CatalogueRelation("refers", "9997/QĐ-UBND"),
    )
    assert found.entries[0].sources == ("https://hucau.example/1", "https://hucau.example/2")
    assert [row.reason for row in found.refused] == ["có nhiều ô hơn số cột"]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("x.doc", "", "catalogue-kind"),
        ("x.yaml", "a: [", "catalogue-unreadable"),
        ("x.yaml", "- 1", "catalogue-unreadable"),
        ("x.yaml", "documents: !!python/object/apply:os.system ['true']", "catalogue-unreadable"),
        ("x.csv", "so,ngay\n1,2\n", "catalogue-unreadable"),
    ],
)
def test_a_file_that_cannot_be_read_as_a_whole(name: str, text: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refusal:
        read(tmp_path, name, text)
    assert refusal.value.code == code


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes("number\nquyết định".encode("utf-16"))
    with pytest.raises(InputRefused):
        read_entries(file)


def test_unknown_kinds_are_not_written() -> None:
    with pytest.raises(BadRequest):
        dump_entries((), ".docx")
