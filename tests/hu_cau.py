"""The portal of tỉnh Hư Cấu, a province that does not exist: a NukeViet site with every trap seen on real ones."""

import html
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.web_server import Answer, WebServer

PER_PAGE = 4
UBND = "UBND tỉnh Hư Cấu"


@dataclass(frozen=True)
class Act:
    """One document of the portal."""

    id: int
    number: str
    day: str
    title: str
    kind: str = "Quyết định"
    issuer: str = UBND
    replaces: tuple[int, ...] = ()
    replaced_by: tuple[int, ...] = ()
    body: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    hidden: bool = False
    effective: str = ""
    heading: str = ""
    links: tuple[str, ...] = ()

    @property
    def alias(self) -> str:
        return f"Van-ban-{self.id}"


def signed(number: str, day: tuple[int, int, int], issuer: str = "TỈNH HƯ CẤU", text: str = "Thử nghiệm") -> bytes:
    """A whole document as a simple page."""
    return (
        f"<html><body><p>ỦY BAN NHÂN DÂN {issuer}</p><p>Số: {number}</p>"
        f"<p>Hư Cấu, ngày {day[0]} tháng {day[1]} năm {day[2]}</p><p>QUYẾT ĐỊNH</p>"
        f"<p>Điều 1</p><p>{text}</p></body></html>"
    ).encode()


ACTS = (
    Act(1, "9001/2025/QĐ-UBND", "02/01/2025", "Ban hành quy định thử nghiệm", effective="15/01/2025",
        files={"Quyết định 9001 (ký số).doc": signed("9001/2025/QĐ-UBND", (2, 1, 2025))}, replaced_by=(2,)),
    Act(2, "9002/2025/QĐ-UBND", "03/01/2025", "Thay thế quy định thử nghiệm", replaces=(1,),
        effective="20/01/2025",
        body="<table><tr><td><p>Mức 10 &amp; 20</p></td></tr></table><p>Điều 1</p><p>Thay thế.</p></p>"
             "<p>Điều 2</p><p>Cuối cùng.</p>"),
    Act(3, "9003/QĐ-UBND", "04/01/2025", 'Về "một số" nội dung & cơ chế 100% (đối ứng)',
        files={"phu-luc.pdf": b"<html><body><p>Danh s\xc3\xa1ch</p></body></html>",
               "chinh.pdf": signed("9003/QĐ-UBND", (4, 1, 2025))}),
    Act(4, "9004/2025/TTLT-BAAAA-BBBBB-BCCCC-BDDDD-BEEEE-BFFFF", "05/01/2025", "Thông tư liên tịch số rất dài",
        kind="Thông tư liên tịch", issuer="Bộ Tài chính"),
    Act(5, "9005/QĐ-UBND", "06/01/2025", "Tệp của văn bản khác",
        files={"nham.doc": signed("9999/QĐ-UBND", (6, 1, 2025)), "hong.doc": "<html><body>KHÔNG ĐỌC ĐƯỢC".encode()}),
    Act(6, "9006/QĐ-UBND", "07/01/2025", "Văn bản chưa kích hoạt", hidden=True),
    Act(7, "9007/UBND-TH", "", "", kind="Công văn", issuer="Sở Tài chính", heading="Công văn không trích yếu"),
    Act(8, "9008/QĐ-UBND", "08/01/2025", "Tệp ở nơi khác", links=("https://vanban.example/?docid=1",)),
    Act(9, "9009/QĐ-UBND", "09/01/2025", "Ngày trên tệp khác ngày trên trang",
        files={"9009.doc": signed("9009/QĐ-UBND", (19, 1, 2025))}),
    Act(10, "9010/2025/TTLT-BAAAA-BBBBB-BCCCC-BDDDD-BEEEE-BFFFF", "10/01/2025", "Liên tịch có số trong tiêu đề",
        kind="Thông tư liên tịch", issuer="Bộ Tài chính",
        heading="Thông tư liên tịch 9010/2025/TTLT-BAAAA-BBBBB-BCCCC-BDDDD-BEEEE-BFFFF về thử nghiệm"),
)  # fmt: skip


def encoded(text: str) -> str:
    """A text as the module stores it: entities for marks, then cut at 50 characters by its column."""
    return "".join(f"&#x{ord(letter):03X};" if letter in "/()%" else html.escape(letter) for letter in text)


def number_of(act: Act) -> str:
    return encoded(act.number)[:50]


class Portal:
    """Serves the acts in the markup of one version, with addresses rewritten or not."""

    def __init__(self, acts: tuple[Act, ...] = ACTS, *, old: bool = False, rewrite: bool = True) -> None:
        self.acts = {act.id: act for act in acts}
        self.old = old
        self.rewrite = rewrite
        self.visits = 0
        self.robots = b"User-agent: *\nDisallow: /admin/\nDisallow: /users/\n"
        self.instead: dict[str, Answer] = {}

    def __call__(self, server: WebServer, path: str, headers: Mapping[str, str]) -> Answer:
        self.visits += 1
        if path in self.instead:
            return self.instead[path]
        if path == "/robots.txt":
            return Answer(self.robots, kind="text/plain")
        place, _, query = path.partition("?")
        if place.startswith("/index.php"):
            place, query = self._routed(query)
        return self._answer(server, place, query)

    def _routed(self, query: str) -> tuple[str, str]:
        pairs = [pair.partition("=") for pair in query.split("&")]
        values = {name: value for name, _, value in pairs}  # of a parameter given twice the last counts
        place = f"/{values.get('nv', 'laws')}/{values.get('op', '')}".rstrip("/") + "/"
        rest = "&".join(f"{n}={v}" for n, _, v in pairs if n not in ("nv", "op", "language"))
        return place, rest

    def _answer(self, server: WebServer, place: str, query: str) -> Answer:
        if place == "/laws/rss/":
            return Answer(self._rss(server).encode(), kind="text/xml; charset=utf-8")
        if place.startswith("/laws/detail/"):
            return self._detail_or_list(server, place, query)
        number = int(place.strip("/").rpartition("page-")[2] or 1) if "page-" in place else 1
        shown = [act for act in self.acts.values() if not act.hidden]
        if not place.startswith("/laws/") or (number - 1) * PER_PAGE >= len(shown):
            return Answer(status=301, headers={"Location": server.base + self.address("")})
        return Answer(self._list(shown, number).encode())

    def address(self, operation: str, extra: str = "") -> str:
        if self.rewrite:
            return f"/laws/{operation}{'/' if operation else ''}{'?' + extra if extra else ''}"
        return f"/index.php?language=vi&nv=laws&op=main&op={operation}{'&' + extra if extra else ''}"

    def page(self, number: int) -> str:
        return f"/laws/page-{number}/" if self.rewrite else f"/index.php?language=vi&nv=laws/page-{number}"

    def detail(self, act: Act, extra: str = "") -> str:
        return self.address(f"detail/{act.alias}-{act.id}", extra)

    def _detail_or_list(self, server: WebServer, place: str, query: str) -> Answer:
        act = self.acts.get(int(place.strip("/").rpartition("-")[2]))
        if act is None or act.hidden:
            return Answer(status=301, headers={"Location": server.base + self.address("")})
        if f"/{act.alias}-{act.id}/" not in place:
            return Answer(status=301, headers={"Location": server.base + self.detail(act)})
        if "download=1" in query:
            return self._file(server, act, int(query.rpartition("id=")[2]))
        return Answer(self._page(act).encode())

    def _file(self, server: WebServer, act: Act, at: int) -> Answer:
        if at >= len(act.files):
            return Answer(status=301, headers={"Location": server.base + self.address("")})
        name, body = list(act.files.items())[at]
        given = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Last-Modified": "Thu, 02 Jan 2025 08:00:00 GMT",
        }
        return Answer(body, kind="application/octet-stream", headers=given)

    def _rss(self, server: WebServer) -> str:
        items = "".join(
            f"<item><title>&#91;{number_of(a)}&#93;</title><link>{server.base}{html.escape(self.detail(a))}</link>"
            "<pubDate>Mon, 01 Jan 2024 00:00:00 GMT</pubDate></item>"
            for a in self.acts.values()
            if not a.hidden
        )
        return (
            f'<?xml version="1.0"?><rss version="2.0"><channel><link>{server.base}/laws/</link>{items}</channel></rss>'
        )

    def _row(self, act: Act) -> str:
        link = html.escape(self.detail(act))
        title = html.escape(act.heading or act.title)
        if self.old:
            return (
                f'<tr><td>1</td><td><a href="{link}" title="{title}">{number_of(act)}</a></td>'
                f'<td>{act.day}</td><td><a href="{link}">{encoded(act.title)}</a></td></tr>'
            )
        return (
            '<div class="table-rows"><div class="c-stt">1</div><div class="c-code"><span class="label-name">Số kí hiệu:'
            f'</span><h2><a href="{link}" title="{title}">{number_of(act)}</a></h2></div><div class="c-time">'
            f'<span class="label-name">Ngày ban hành:</span>{act.day or "N/A"}</div>'
            f'<div class="c-intro"><a href="{link}"><strong>{encoded(act.title)}</strong></a></div></div>'
        )

    def _table(self, acts: list[Act]) -> str:
        rows = "".join(map(self._row, acts))
        if self.old:
            return f"<table><tr><th>STT</th><th>Số kí hiệu</th><th>Ngày</th><th>Trích yếu</th></tr>{rows}</table>"
        return f'<div class="flex-table-laws"><div class="table-rows table-head"><div>STT</div></div>{rows}</div>'

    def _list(self, shown: list[Act], number: int) -> str:
        last = -(-len(shown) // PER_PAGE) + 1  # one page too many, as after a document was removed
        pages = "".join(f'<li><a href="{html.escape(self.page(n))}">{n}</a></li>' for n in range(2, last + 1))
        rows = self._table(shown[(number - 1) * PER_PAGE : number * PER_PAGE])
        return self._whole(f'{rows}<ul class="pagination"><li><a href="javascript:void(0)">1</a></li>{pages}</ul>')

    def _whole(self, content: str) -> str:
        return (
            '<html><head><meta name="generator" content="NukeViet v4.5"></head><body>'
            f"{content}<p>Đang truy cập {self.visits}</p></body></html>"
        )

    def _page(self, act: Act) -> str:
        head = "h3" if self.old else "h1"
        facts = [("Số kí hiệu", number_of(act)), ("Ngày ban hành", act.day), ("Ngày bắt đầu hiệu lực", act.effective),
                 ("Thể loại", f"<a>{act.kind}</a>"), ("Cơ quan ban hành", f"<a>{act.issuer}</a>")]  # fmt: skip
        rows = "".join(f'<tr class="hoatim"><td>{k}</td><td>{v}</td></tr>' for k, v in facts if v)
        rows += self._related("Văn bản thay thế", act.replaces) + self._related(
            "Văn bản được thay thế", act.replaced_by
        )
        body = f'<h2 class="lawh3">Nội dung</h2>\n<p class="m-bottom">{act.body}</p>' if act.body else ""
        files = "".join(
            '<a href="#x" data-toggle="collapse"></a>'
            f'<a href="{html.escape(self.detail(act, f"download=1&id={n}"))}">'
            f"Tải tập tin : <strong>{name}</strong></a>"
            for n, name in enumerate(act.files)
        ) + "".join(f'<a href="{link}"><strong>Nhấn vào link để tải file</strong></a>' for link in act.links)
        return self._whole(
            f'<{head} class="lawh3">{html.escape(act.heading or act.title)}</{head}><p>{encoded(act.title)}</p>'
            f'<table class="table">{rows}</table>{body}<div id="comment"></div>'
            f'<h2 class="lawh3">File đính kèm</h2><div class="laws-download-file">{files}</div>'
            f"<h2>Các văn bản cùng thể loại</h2>{self._table(list(self.acts.values())[:2])}"
        )

    def _related(self, label: str, ids: tuple[int, ...]) -> str:
        items = "".join(
            f'<li><a href="{html.escape(self.detail(self.acts[n]))}" title="x">{number_of(self.acts[n])}</a></li>'
            for n in ids
        )
        return f"<tr><td>{label}</td><td><ul>{items}</ul></td></tr>" if ids else ""
