"""Acts that amend amending acts: which wording of an instruction counts, from which day, and what stays pending."""

from dataclasses import replace
from datetime import date

from registry.consolidation.timeline import Act, Consolidated, as_of
from tests.registry.consolidation.acts import BASE_NUMBER, act, amending, base

EARLY, DAY, LATE, LAST = date(2098, 9, 1), date(2099, 1, 1), date(2099, 6, 1), date(2100, 1, 1)
NUMBER = "22/2099/TT-BHC"
LATER_NUMBER = "33/2099/TT-BHC"
FIRST = (
    "Sửa đổi khoản 2 Điều 3 như sau:\n“2. Sở Lá kiểm tra hằng năm.”",
    "Bổ sung khoản 3 vào Điều 3 như sau:\n“3. Sở Rễ báo cáo.”",
)


def changing(*clauses: str, effective: date) -> Act:
    """An act that amends the amending act."""
    head = f"Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số {NUMBER}"
    body = "\n".join(f"{index}. {words}" for index, words in enumerate(clauses, 1))
    return act(
        LATER_NUMBER, f"{head}\n{body}\nĐiều 2. Hiệu lực thi hành\nThông tư này có hiệu lực.", effective=effective
    )


def on(day: date, *clauses: str, effective: date, amended: Act | None = None) -> Consolidated:
    first = amended or amending(*FIRST, effective=DAY)
    return as_of(base(), [replace(first, amended_by=(changing(*clauses, effective=effective),))], day)


def texts(result: Consolidated) -> dict[str, str]:
    return {item.id: item.text for item in result.provisions}


NEW_WORDING = "Sửa đổi khoản 1 Điều 1 như sau:\n“1. Sửa đổi khoản 2 Điều 3 như sau:\n“2. Sở Lá kiểm tra hằng quý.”.”"
NEW_ADDITION = (
    "Sửa đổi khoản 2 Điều 1 như sau:\n“2. Bổ sung khoản 3 vào Điều 3 như sau:\n“3. Sở Rễ báo cáo hằng quý.”.”"
)


def test_a_wording_changed_before_it_takes_effect_is_the_only_one_that_counts() -> None:
    assert texts(on(LAST, NEW_WORDING, effective=EARLY))["d3.k2"] == "2. Sở Lá kiểm tra hằng quý."
    assert texts(on(EARLY, NEW_WORDING, effective=EARLY))["d3.k2"] == "2. Sở Lá kiểm tra."


def test_a_wording_changed_later_counts_from_that_day() -> None:
    between, after = (on(day, NEW_WORDING, effective=LATE) for day in (date(2099, 3, 1), LAST))
    assert texts(between)["d3.k2"] == "2. Sở Lá kiểm tra hằng năm."
    assert texts(after)["d3.k2"] == "2. Sở Lá kiểm tra hằng quý."
    assert after.pending == ()
    notes = next(item.notes for item in after.provisions if item.id == "d3.k2")
    assert notes[-1] == (
        f"Theo khoản 1 Điều 1 Thông tư số {NUMBER} (được sửa đổi theo Thông tư số {LATER_NUMBER}),"
        " có hiệu lực từ ngày 01/06/2099."
    )


def test_an_addition_whose_wording_changes_is_not_added_twice() -> None:
    result = on(LAST, NEW_ADDITION, effective=LATE)
    assert result.pending == ()
    assert texts(result)["d3.k3"] == "3. Sở Rễ báo cáo hằng quý."
    assert [item.id for item in result.provisions].count("d3.k3") == 1


def test_a_repealed_instruction_never_counts_when_it_had_not_taken_effect() -> None:
    result = on(LAST, "Bãi bỏ khoản 1 Điều 1.", effective=EARLY)
    assert texts(result)["d3.k2"] == "2. Sở Lá kiểm tra."
    assert texts(result)["d3.k3"] == "3. Sở Rễ báo cáo."
    assert result.pending == ()


def test_what_a_repealed_instruction_added_is_taken_out() -> None:
    result = on(LAST, "Bãi bỏ khoản 2 Điều 1.", effective=LATE)
    assert texts(result)["d3.k3"] == "3. (được bãi bỏ)"
    assert result.pending == ()


def test_what_a_repealed_instruction_replaced_is_not_guessed() -> None:
    result = on(LAST, "Bãi bỏ khoản 1 Điều 1.", effective=LATE)
    assert texts(result)["d3.k2"] == "2. Sở Lá kiểm tra hằng năm."
    assert ["khôi phục" in item.reason for item in result.pending] == [True]


def test_an_amending_act_repealed_before_its_day_changes_nothing() -> None:
    whole = act(LATER_NUMBER, f"Điều 1. Bãi bỏ Thông tư số {NUMBER}.", effective=EARLY)
    result = as_of(base(), [replace(amending(*FIRST, effective=DAY), amended_by=(whole,))], LAST)
    assert texts(result) == texts(as_of(base(), [], LAST))
    assert result.pending == ()


def test_a_phrase_replaced_in_an_instruction_reaches_the_base() -> None:
    words = "Thay thế cụm từ “hằng năm” bằng cụm từ “hằng tháng” tại khoản 1 Điều 1."
    assert texts(on(LAST, words, effective=EARLY))["d3.k2"] == "2. Sở Lá kiểm tra hằng tháng."
    assert texts(on(LAST, words, effective=LATE))["d3.k2"] == "2. Sở Lá kiểm tra hằng tháng."


def test_a_postponed_act_counts_from_its_new_day() -> None:
    text = (
        f"Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số {BASE_NUMBER}\n1. Bãi bỏ khoản 2 Điều 3.\n"
        "Điều 2. Hiệu lực thi hành\nThông tư này có hiệu lực thi hành kể từ ngày 01 tháng 01 năm 2099."
    )
    postponing = (
        "Sửa đổi Điều 2 như sau:\n“Điều 2. Hiệu lực thi hành\nThông tư này có hiệu lực thi hành"
        " kể từ ngày 01 tháng 6 năm 2099.”"
    )
    first = act(NUMBER, text, effective=DAY)
    assert texts(on(date(2099, 3, 1), postponing, effective=EARLY, amended=first))["d3.k2"] == "2. Sở Lá kiểm tra."
    assert texts(on(LATE, postponing, effective=EARLY, amended=first))["d3.k2"] == "2. (được bãi bỏ)"


def test_a_chain_of_three_is_followed_to_its_end() -> None:
    third = act(
        "44/2099/TT-BHC",
        f"Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số {LATER_NUMBER}\n"
        "1. Thay thế cụm từ “hằng quý” bằng cụm từ “hằng tuần” tại khoản 1 Điều 1.\n"
        "Điều 2. Hiệu lực thi hành\nThông tư này có hiệu lực.",
        effective=date(2098, 8, 1),
    )
    second = replace(changing(NEW_WORDING, effective=EARLY), amended_by=(third,))
    result = as_of(base(), [replace(amending(*FIRST, effective=DAY), amended_by=(second,))], LAST)
    assert texts(result)["d3.k2"] == "2. Sở Lá kiểm tra hằng tuần."


def test_a_suspended_act_begins_when_it_may() -> None:
    held = replace(amending(*FIRST, effective=DAY), suspended=((EARLY, LATE),))
    assert texts(as_of(base(), [held], date(2099, 3, 1)))["d3.k2"] == "2. Sở Lá kiểm tra."
    assert texts(as_of(base(), [held], LATE))["d3.k2"] == "2. Sở Lá kiểm tra hằng năm."
    for_ever = as_of(base(), [replace(held, suspended=((EARLY, None),))], LAST)
    assert [item.reason for item in for_ever.pending] == ["Chưa rõ ngày có hiệu lực của quy định sửa đổi."] * 2
