"""schema.org/Legislation values: known facts only."""

from datetime import date
from typing import Any

import pytest

from registry.interchange.jsonld import value
from registry.records import EffectState, RelationRecord
from tests.registry.interchange.samples import amended_by, record

DAY = date(2099, 5, 6)


def relation(verb: str, number: str) -> RelationRecord:
    return RelationRecord(verb, False, number, None, None, None, "", "machine")


def test_a_document() -> None:
    told = value(
        record(),
        on=DAY,
        relations=[relation("amends", "1/2097/TT-BHC"), relation("refers", "2/2097/TT-BHC"), amended_by()],
    )
    assert told["@type"] == "Legislation"
    assert told["legislationIdentifier"] == "11/2098/TT-BHC"
    assert told["legislationType"] == "Thông tư"
    assert told["legislationDate"] == "2098-01-02"
    assert told["legislationPassedBy"] == [{"@type": "Organization", "name": "Bộ Hư Cấu"}]
    assert told["legislationLegalForce"] == "https://schema.org/InForce"
    assert told["temporalCoverage"] == "2098-03-01/.."
    assert told["legislationChanges"] == [{"@type": "Legislation", "legislationIdentifier": "1/2097/TT-BHC"}]
    assert told["legislationAmends"] == told["legislationChanges"]
    assert (told["name"], told["inLanguage"], told["legislationDateVersion"]) == (
        "Quy định trồng hoa",
        "vi",
        "2099-05-06",
    )
    assert told["legislationJurisdiction"] == {"@type": "Country", "name": "Việt Nam", "identifier": "VN"}
    assert not {"url", "@id", "encoding"} & set(told)


@pytest.mark.parametrize(
    ("verb", "names"),
    [
        ("amends", {"legislationChanges", "legislationAmends"}),
        ("repeals", {"legislationChanges", "legislationRepeals"}),
        ("replaces", {"legislationChanges", "legislationRepeals"}),
        ("repeals_partly", {"legislationChanges", "legislationAmends"}),
        ("corrects", {"legislationChanges", "legislationCorrects"}),
        ("suspends", {"legislationChanges"}),
        ("consolidates", {"legislationConsolidates"}),
        ("guides", {"legislationEnsuresImplementationOf"}),
        ("based_on", set()),
        ("refers", set()),
    ],
)
def test_what_it_does_to_others(verb: str, names: set[str]) -> None:
    told = value(record(), [relation(verb, "1/2097/TT-BHC")], on=DAY)
    assert names <= set(told)
    assert {name for name in told if "1/2097/TT-BHC" in str(told[name])} == names


def test_addresses_of_pages_and_files() -> None:
    files = {"application/akn+xml": "https://a.example/x.xml"}
    edge = RelationRecord("amends", False, "Luật Hoa", record("3/2097/TT-BHC", slug="ba"), None, None, "", "machine")
    told = value(record(), [edge], on=DAY, page=lambda one: f"https://a.example/{one.slug}", files=files)
    assert told["url"] == told["@id"] == "https://a.example/x"
    assert told["legislationAmends"] == [{"@type": "Legislation", "name": "Luật Hoa", "url": "https://a.example/ba"}]
    (encoding,) = told["encoding"]
    assert encoding["@type"] == "LegislationObject"
    assert (encoding["encodingFormat"], encoding["contentUrl"]) == ("application/akn+xml", "https://a.example/x.xml")
    assert encoding["legislationLegalValue"] == "https://schema.org/UnofficialLegalValue"


@pytest.mark.parametrize(
    ("issuer", "level", "name"),
    [
        ("Ủy ban nhân dân tỉnh Hư Cấu", "provincial", "tỉnh Hư Cấu"),
        ("Hội đồng nhân dân thành phố Hư Cấu", "provincial", "thành phố Hư Cấu"),
        ("Bộ Hư Cấu", "central", "Việt Nam"),
        ("Sở Hoa", "provincial", "Việt Nam"),
    ],
)
def test_where_it_is_law(issuer: str, level: str, name: str) -> None:
    told: dict[str, Any] = value(record(issuer=issuer, level=level), on=DAY)
    assert told["legislationJurisdiction"]["name"] == name


def test_what_is_not_known_is_not_told() -> None:
    bare = record(
        title="", issued=None, effective=None, programmes=(), sources=(), effect=EffectState("unknown", None, "")
    )
    told = value(bare, on=DAY)
    assert not {"name", "legislationDate", "temporalCoverage", "legislationLegalForce", "keywords", "url"} & set(told)


def test_an_expired_joint_circular() -> None:
    told = value(record(issuer="Bộ A; Bộ B", expired=date(2099, 1, 1), effect=EffectState("expired", None, "")), on=DAY)
    assert [item["name"] for item in told["legislationPassedBy"]] == ["Bộ A", "Bộ B"]
    assert told["temporalCoverage"] == "2098-03-01/2099-01-01"
    assert told["legislationLegalForce"] == "https://schema.org/NotInForce"
