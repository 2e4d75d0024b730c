"""A small registry of the fictional province Hư Cấu, for tests of searching."""

import io
from dataclasses import replace
from datetime import date

from registry.document import ParsedDocument, Provision, ProvisionKind
from registry.store import Registry
from tests.fictional import File, entry

PIECES = {
    "9901/2024/NQ-HĐND": (
        "Nghị quyết",
        "Hội đồng nhân dân tỉnh Hư Cấu",
        date(2024, 3, 1),
        "Quy định mức chi đào tạo nghề cho lao động nông thôn",
        ("Phạm vi điều chỉnh", "Mức chi đào tạo nghề là ba triệu đồng một người học thuộc hộ nghèo."),
        ("Nguồn kinh phí", "Kinh phí đào tạo lấy từ vốn sự nghiệp và nguồn khác theo Quyết định số 9902/QĐ-UBND."),
    ),
    "9902/QĐ-UBND": (
        "Quyết định",
        "Ủy ban nhân dân tỉnh Hư Cấu",
        date(2024, 5, 20),
        "Hỗ trợ nhà ở cho đồng bào dân tộc thiểu số",
        ("Đối tượng", "Hộ nghèo là người dân tộc thiểu số chưa có nhà ở kiên cố tại xã đặc biệt khó khăn."),
        ("Mức hỗ trợ", "Mỗi hộ được hỗ trợ sáu mươi triệu đồng để xây nhà mới hoặc sửa nhà cũ."),
    ),
    "9903/2025/QĐ-UBND": (
        "Quyết định",
        "Ủy ban nhân dân tỉnh Hư Cấu",
        date(2025, 1, 15),
        "Ban hành quy chế quản lý chợ nông thôn",
        ("Quản lý chợ", "Ban quản lý chợ thu tiền thuê điểm bán hàng và giữ vệ sinh khu chợ."),
        ("Má phanh", "Xe chở hàng vào chợ phải kiểm tra má phanh và giấy tờ của chủ xe."),
    ),
}


def fill(registry: Registry) -> None:
    """Put three documents with text and two known only from the catalogue."""
    for number in PIECES:
        kind, issuer, issued, title, *_ = PIECES[number]
        file = File(f"{number}.txt".replace("/", "-"), number, issued, title, kind, (issuer,))
        stored = registry.originals.keep_stream(io.BytesIO(file.data))
        registry.put_document(parsed(number), stored.sha256, "/hu-cau/van-ban")
    registry.put_catalogue(
        [
            entry("9904/KH-UBND", date(2023, 6, 1), type="Kế hoạch", title="Giảm nghèo bền vững năm 2023"),
            entry("9905/QĐ-UBND", date(2022, 6, 1), title="Giao vốn đầu tư công"),
        ]
    )


def parsed(number: str, extra: str = "") -> ParsedDocument:
    """Return a document of the list as if it had been read, with one more sentence in its first article."""
    kind, issuer, issued, title, *articles = PIECES[number]
    text, provisions = "Căn cứ Luật Hư Cấu;\n", []
    for place, (heading, body) in enumerate(articles, 1):
        start = len(text)
        text += f"Điều {place}. {heading}\n{body}{extra if place == 1 else ''}\n"
        label = f"Điều {place}"
        provisions.append(Provision(f"d{place}", ProvisionKind.ARTICLE, label, heading, start, len(text) - 1))
    base = File("x", number, issued, title, kind, (issuer,)).parsed()
    return replace(base, text=text, provisions=tuple(provisions), citations=(), relations=())
