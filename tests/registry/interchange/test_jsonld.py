"""schema.org/Legislation values: known facts only."""

from datetime import date

from registry.interchange.jsonld import value
from registry.records import EffectState, RelationRecord
from tests.registry.interchange.samples import amended_by, record


def relation(verb: str, number: str) -> RelationRecord:
    return RelationRecord(verb, False, number, None, None, None, "", "machine")


def test_a_document() -> None:
    told = value(record(), [relation("amends", "1/2097/TT-BHC"), relation("refers", "2/2097/TT-BHC"), amended_by()])
    assert told["@type"] == "Legislation"
    assert told["legislationIdentifier"] == "11/2098/TT-BHC"
    assert told["legislationType"] == "Thông tư"
    assert told["legislationDate"] == "2098-01-02"
    assert told["legislationPassedBy"] == [{"@type": "Organization", "name": "Bộ Hư Cấu"}]
    assert told["legislationLegalForce"] == "https://schema.org/InForce"
    assert told["temporalCoverage"] == "2098-03-01/.."
    assert told["legislationChanges"] == [{"@type": "Legislation", "legislationIdentifier": "1/2097/TT-BHC"}]


def test_what_is_not_known_is_not_told() -> None:
    bare = record(
        title="", issued=None, effective=None, programmes=(), sources=(), effect=EffectState("unknown", None, "")
    )
    told = value(bare)
    assert not {"name", "legislationDate", "temporalCoverage", "legislationLegalForce", "keywords", "url"} & set(told)


def test_an_expired_joint_circular() -> None:
    told = value(record(issuer="Bộ A; Bộ B", expired=date(2099, 1, 1), effect=EffectState("expired", None, "")))
    assert [item["name"] for item in told["legislationPassedBy"]] == ["Bộ A", "Bộ B"]
    assert told["temporalCoverage"] == "2098-03-01/2099-01-01"
    assert told["legislationLegalForce"] == "https://schema.org/NotInForce"
