"""Looking only at documents of the same issuer and year finds what looking at all of them would."""

from datetime import date
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from registry.store import identity
from registry.store.statement import Statement

TITLES = ("Ban hành quy định thử nghiệm", "Ban hành quy định thử nghiệm giấy màu", "Phê duyệt dự án khác hẳn", None)
ISSUERS = ("Ủy ban nhân dân tỉnh Hư Cấu", "Ủy ban nhân dân tỉnh Tưởng Tượng", "Ủy ban nhân dân xã Mây")

statements = st.builds(
    Statement,
    origin=st.just("catalogue"),
    source_key=st.integers(0, 999).map(str),
    source=st.just(""),
    number=st.sampled_from(("901/QĐi-UBND", "9001/2025/QĐ-UBND", "9002/2025/NĐ-CP")),
    type=st.sampled_from(("Quyết định", "Kế hoạch", None)),
    issuers=st.lists(st.sampled_from(ISSUERS), max_size=2, unique=True).map(tuple),
    title=st.sampled_from(TITLES),
    issued=st.none() | st.dates(date(2023, 12, 30), date(2024, 1, 3)),
)


@given(st.lists(statements, max_size=6, unique_by=lambda each: each.source_key))
def test_documents_of_other_issuers_and_years_need_no_look(said: list[Statement]) -> None:
    found = identity.clusters(said)
    with patch.object(identity._Firsts, "near", lambda firsts, _node: range(firsts.count)):
        assert found == identity.clusters(said)
