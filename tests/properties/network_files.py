"""Invented networks as whole documents on disk: letterhead, bases, body and signature, as a registry takes them in."""

from datetime import date
from html import escape
from pathlib import Path

from registry.consolidation.timeline import Act
from tests.properties.networks import Network

_ISSUERS = {
    "Thông tư": ("BỘ TÀI CHÍNH", "BỘ TRƯỞNG", "BỘ TRƯỞNG BỘ TÀI CHÍNH"),
    "Nghị định": ("CHÍNH PHỦ", "TM. CHÍNH PHỦ\nTHỦ TƯỚNG", "CHÍNH PHỦ"),
    "Luật": ("QUỐC HỘI", "CHỦ TỊCH QUỐC HỘI", "QUỐC HỘI"),
    "Quyết định": ("ỦY BAN NHÂN DÂN\nTỈNH HƯ CẤU", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "ỦY BAN NHÂN DÂN TỈNH HƯ CẤU"),
    "Nghị quyết": ("HỘI ĐỒNG NHÂN DÂN\nTỈNH HƯ CẤU", "CHỦ TỊCH", "HỘI ĐỒNG NHÂN DÂN TỈNH HƯ CẤU"),
}


def write(network: Network, folder: Path) -> list[Path]:
    """Write every act of a network as a page of paragraphs."""
    made = []
    for act in (network.base, *network.amending):
        path = folder / f"{act.number.replace('/', '-')}.html"
        lines = "".join(f"<p>{escape(line)}</p>\n" for line in _document(act).split("\n"))
        path.write_text(f"<html><body>{lines}</body></html>", encoding="utf-8")
        made.append(path)
    return made


def _document(act: Act) -> str:
    kind = act.name.split(" số ")[0]
    issuer, office, speaker = _ISSUERS[kind]
    effective = act.effective or date(2099, 1, 1)
    signed = effective.replace(year=effective.year - 1)
    title = act.title[:1].upper() + act.title[1:]
    day = f"ngày {effective.day:02} tháng {effective.month:02} năm {effective.year}"
    body = act.text
    if "có hiệu lực." in body:
        body = body.replace("có hiệu lực.", f"có hiệu lực thi hành kể từ {day}.")
    else:
        body += f"\nĐiều 99. Hiệu lực thi hành\n{kind} này có hiệu lực thi hành kể từ {day}."
    orders = {"Luật": "", "Nghị quyết": "QUYẾT NGHỊ:\n", "Quyết định": "QUYẾT ĐỊNH:\n"}.get(kind, "")
    head = f"{kind.upper()}\n{title}" if kind != "Luật" else f"LUẬT\n{act.title.upper()}"
    return (
        f"{issuer}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: {act.number}\n"
        f"Hà Nội, ngày {signed.day:02} tháng {signed.month:02} năm {signed.year}\n{head}\n"
        f"Căn cứ Luật Hoa Cỏ số 9/2090/QH99;\n{speaker} ban hành {kind} này.\n{orders}{body}\n"
        f"Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n{office}\nNguyễn Văn Hư\n"
    )
