"""Relations in few words: a document that did two things is named once."""

import pytest

from web.views.relations import RelationGroup, RelationItem, merged


def group(verb: str, label: str, *numbers: str) -> RelationGroup:
    items = tuple(RelationItem(number, None, (), "", "machine") for number in numbers)
    return RelationGroup(verb, True, label, "", items)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ([], {}),
        ([("amends", "Được sửa đổi bởi", "A")], {"Được sửa đổi bởi": ["A"]}),
        (
            [("amends", "Được sửa đổi bởi", "A", "B"), ("supplements", "Được bổ sung bởi", "B", "C")],
            {"Được sửa đổi bởi": ["A"], "Được sửa đổi, bổ sung bởi": ["B"], "Được bổ sung bởi": ["C"]},
        ),
        (
            [("amends", "Amended by", "A"), ("supplements", "Supplemented by", "A")],
            {"Amended, supplemented by": ["A"]},
        ),
        (
            [("amends", "Được sửa đổi bởi", "A"), ("suspends", "Ngưng hiệu lực theo", "A")],
            {"Được sửa đổi bởi, ngưng hiệu lực theo": ["A"]},
        ),
    ],
)
def test_a_document_is_named_once(made: list[tuple[str, ...]], expected: dict[str, list[str]]) -> None:
    found = merged([group(*each) for each in made])
    assert {each.label: [item.number for item in each.items] for each in found} == expected
