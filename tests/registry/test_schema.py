"""What does not fit a schema is told place by place, in Vietnamese."""

from typing import Any

import pytest

from registry.schema import Problem, problems

GOOD: dict[str, Any] = {
    "name": "cong-hu-cau",
    "title": "Cổng tỉnh Hư Cấu",
    "kind": "nukeviet",
    "base": "https://vanban.hucau.example/laws/",
}


def test_a_good_description_has_no_problems() -> None:
    assert problems("source", GOOD) == ()


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        ({"name": "Cổng Hư Cấu"}, "name", "không đúng dạng"),
        ({"title": ""}, "title", "không được để trống"),
        ({"kind": "joomla"}, "kind", "chọn một trong: nukeviet"),
        ({"seconds": -1}, "seconds", "phải từ 0 trở lên"),
        ({"seconds": "hai"}, "seconds", "phải là số"),
        ({"feeds": ["ftp://x"]}, "feeds.0", "không đúng dạng"),
        ({"feeds": "https://x"}, "feeds", "phải là danh sách"),
        ({"expect": {"pages": 2}}, "expect.pages", "không được quá 1"),
        ({"mau": "xanh"}, "mau", "không có mục nào tên như vậy"),
        ({"shape": {"list": {"row": "tr"}, "detail": {}}}, "shape.list.link", "còn thiếu"),
        ({"shape": {"list": {"row": "tr", "link": "a"}, "detail": {}}}, "shape.detail.mark", "còn thiếu"),
        ({"expect": {"filled": {"color": 1}}}, "expect.filled", "chọn một trong"),
    ],
)
def test_each_problem_says_where_and_what(change: dict[str, Any], place: str, words: str) -> None:
    found = problems("source", GOOD | change)
    assert [problem.message for problem in found if problem.place == place and words in problem.message], found


def test_all_problems_are_told_at_once() -> None:
    found = problems("source", {"name": "x y", "kind": "nukeviet", "mau": 1})
    assert {problem.place for problem in found} == {"name", "title", "base", "mau"}
    assert Problem("title", "còn thiếu") in found


def test_what_is_no_description_at_all() -> None:
    assert problems("source", ["một", "hai"]) == (Problem("", "phải là nhóm các mục"),)
