"""Every shipped file says what it is and obeys its schema."""

import json
import re
from datetime import date
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from data import folder
from registry.vocabulary import vocabulary

VOCABULARY = sorted(file.name for file in folder("vocabulary").iterdir() if file.name.endswith(".yaml"))
CATALOGUE = sorted(file.name for file in folder("catalogue").iterdir() if file.name.endswith(".yaml"))


def text_of(kind: str, name: str) -> str:
    return (folder(kind) / name).read_text(encoding="utf-8")


def as_json(value: Any) -> Any:
    """YAML reads dates as dates; the schema speaks of their text."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(text_of("schema", f"{name}.json"))
    return loaded


def problems(name: str, value: Any) -> list[str]:
    return [
        f"{list(e.absolute_path)}: {e.message}" for e in Draft202012Validator(schema(name)).iter_errors(as_json(value))
    ]


@pytest.mark.parametrize("name", sorted(file.name for file in folder("schema").iterdir()))
def test_each_schema_is_itself_valid(name: str) -> None:
    Draft202012Validator.check_schema(schema(name.removesuffix(".json")))


@pytest.mark.parametrize("name", VOCABULARY)
def test_each_vocabulary_file_obeys_its_schema(name: str) -> None:
    assert problems(name.removesuffix(".yaml"), yaml.safe_load(text_of("vocabulary", name))) == []


def test_the_ranking_obeys_its_schema() -> None:
    assert problems("ranking", yaml.safe_load(text_of("ranking", "weights.yaml"))) == []


@pytest.mark.parametrize("name", CATALOGUE)
def test_each_catalogue_row_obeys_its_schema(name: str) -> None:
    loaded = yaml.safe_load(text_of("catalogue", name))
    assert isinstance(loaded["recorded"], date)
    assert {row["number"]: problems("catalogue-entry", row) for row in loaded["documents"]} == {
        row["number"]: [] for row in loaded["documents"]
    }


@pytest.mark.parametrize(
    ("kind", "name"), [("vocabulary", n) for n in VOCABULARY] + [("catalogue", n) for n in CATALOGUE]
)
def test_each_file_opens_by_saying_what_it_is(kind: str, name: str) -> None:
    first = text_of(kind, name).splitlines()[0]
    assert first.startswith("# ")
    assert len(first) > 12
    beside = "catalogue" if kind == "catalogue" else name.removesuffix(".yaml")
    assert f"# yaml-language-server: $schema=../schema/{beside}.json\n" in text_of(kind, name)
    assert schema(beside)


@pytest.mark.parametrize("name", VOCABULARY)
def test_no_yaml_key_stands_twice(name: str) -> None:
    """YAML keeps the last of two equal keys in silence."""
    twice: list[str] = []

    class Strict(yaml.SafeLoader):
        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
            keys = [key.value for key, _ in node.value]
            twice.extend({key for key in keys if keys.count(key) > 1})
            return super().construct_mapping(node, deep)

    yaml.load(text_of("vocabulary", name), Loader=Strict)
    assert twice == []


def test_the_lists_of_the_catalogue_schema_are_those_of_the_vocabulary() -> None:
    entry = schema("catalogue-entry")["properties"]
    known = vocabulary()
    assert set(entry["level"]["enum"]) == {level.code for level in known.levels}
    pattern = re.compile(entry["programmes"]["items"]["pattern"])  # a province's own vocabulary may add programmes
    codes = [code for each in known.programmes for code in (each.code, *(part.code for part in each.components))]
    assert codes
    assert [code for code in codes if not pattern.fullmatch(code)] == []
    assert set(entry["relations"]["items"]["properties"]["verb"]["enum"]) == {verb.code for verb in known.verbs}
