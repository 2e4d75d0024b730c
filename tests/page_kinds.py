"""Every kind of page once. What holds for all pages is tested over this table, and a new page has to join it.

A new route that answers GET makes ``tests/web/test_page_kinds.py`` fail until it stands in :data:`KINDS` (a page) or in
:data:`NOT_PAGES` (a file, a fragment, a redirect, an answer for programs).
"""

from dataclasses import dataclass
from hashlib import sha256

from registry.people import Role
from tests.web.fictional.library import SECOND_COPY

DECISION = "/van-ban/quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau"
LONG = "/van-ban/quyet-dinh-9906-2025-qd-ubnd-tinh-hu-cau"
BARE = "/van-ban/quyet-dinh-1719-qd-ttg-2021"
RESOLUTION = "/van-ban/nghi-quyet-9901-2024-nq-hdnd-tinh-hu-cau"
PLAN = "/van-ban/ke-hoach-9904-kh-ubnd-tinh-hu-cau-2025"
DRAGONS = "quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau/d5/quyet-dinh-9905-2025-qd-ubnd-tinh-hu-cau/d2"


@dataclass(frozen=True, slots=True)
class Kind:
    """A page as it is tested.

    Args:
        endpoint: Name of its view.
        path: An address over the fictional library.
        twin: Operation of the API that says the same; empty for pages of words alone and for those who signed in.
        role: Who must be signed in.
    """

    endpoint: str
    path: str
    twin: str = ""
    role: Role | None = None


KINDS = (
    Kind("home.show", "/", "overview_now"),
    Kind("search.show", "/tim-kiem", "search"),
    Kind("search.show", "/tim-kiem?q=giấy&loai=quyet-dinh&sap-xep=moi-nhat", "search"),
    Kind("search.show", "/tim-kiem?q=giấy&vi-sao=1&gop=0", "search"),
    Kind("search.show", "/tim-kiem?q=xyzzy&chuong-trinh=NTM", "search"),
    Kind("search.show", "/tim-kiem?q=sai%3Agi%E1%BA%A5y+%22m%C3%A0u&tim-co-quan=hu", "search"),
    Kind("document.show", DECISION, "document"),
    Kind("document.show", BARE, "document"),
    Kind("document.show", LONG, "text"),
    Kind("diagram.attributes", f"{DECISION}/thuoc-tinh", "document"),
    Kind("diagram.connected", f"{DECISION}/lien-quan", "relations_of"),
    Kind("patterns.show", "/mau-thiet-ke"),
    Kind("diagram.relations", f"{DECISION}/luoc-do", "relations_of"),
    Kind("diagram.relations", f"{BARE}/luoc-do", "relations_of"),
    Kind("diagram.original", f"{DECISION}/ban-goc", "document"),
    Kind("diagram.original", f"{BARE}/ban-goc", "document"),
    Kind("diagram.original", f"{PLAN}/ban-goc", "document"),
    Kind("diagram.apart", f"{PLAN}/ban-goc/khac?ban={sha256(SECOND_COPY.encode()).hexdigest()}", "divergence"),
    Kind("standing.show", f"{DECISION}/tai-ngay?ngay=2025-03-01", "on_day"),
    Kind("standing.show", f"{DECISION}/tai-ngay?ngay=2025-01-01", "on_day"),
    Kind("history.timeline", f"{DECISION}/lich-su", "history"),
    Kind("history.provision", f"{DECISION}/d5.k2/lich-su", "provision_history"),
    Kind("history.compare", f"{DECISION}/so-sanh?tu=2024-09-01&den=2025-03-01", "redline"),
    Kind("history.pair", f"/so-sanh/{DRAGONS}", "comparison"),
    Kind("compare.show", "/so-sanh", "comparison"),
    Kind("leaning.show", f"{RESOLUTION}/dua-vao", "leaning_on"),
    Kind("programme.show", "/chuong-trinh/GNBV", "programme"),
    Kind("programme.show", "/chuong-trinh/GNBV-DA4", "programme"),
    Kind("tasks.show", "/chuong-trinh/GNBV/nhiem-vu", "programme_tasks"),
    Kind("overlap.listed", "/trung-lap", "overlaps"),
    Kind("overlap.pair", f"/trung-lap/{DRAGONS}", "overlap"),
    Kind("handbook.show", "/so-tay", "handbook"),
    Kind("handbook.show", "/so-tay?loc=1&q=giấy", "handbook"),
    Kind("help.show", "/tro-giup"),
    Kind("help.guide", "/tro-giup/lam-quen"),
    Kind("help.limits", "/gioi-han"),
    Kind("help.queries", "/tro-giup/cau-tim", "query_language"),
    Kind("health.show", "/suc-khoe", "status"),
    Kind("api.explain", "/api", "openapi"),
    Kind("signing.show", "/dang-nhap"),
    Kind("account.show", "/tai-khoan", role=Role.editor),
    Kind("journal.show", "/nhat-ky", role=Role.admin),
    Kind("upload.show", "/nap-van-ban", role=Role.editor),
    Kind("quarantine.show", "/cach-ly", role=Role.editor),
    Kind("follow.show", "/theo-doi?theo=chuong-trinh:GNBV", "news"),
    Kind("citations.show", f"{DECISION}/dan-chieu", role=Role.editor),
    Kind("correcting.show", f"{DECISION}/sua", role=Role.editor),
    Kind("admin_overview.show", "/quan-tri", role=Role.admin),
    Kind("admin_doubts.listed", "/quan-tri/nghi-van", role=Role.editor),
    Kind("admin_engine.show", "/quan-tri/chi-muc", role=Role.admin),
    Kind("admin_jobs.listed", "/quan-tri/viec", role=Role.admin),
    Kind("admin_sources.listed", "/quan-tri/nguon", role=Role.admin),
    Kind("admin_sources.new", "/quan-tri/nguon/moi", role=Role.admin),
    Kind("admin_sources.one", "/quan-tri/nguon/congbao-sonla", role=Role.admin),
    Kind("admin_people.listed", "/quan-tri/nguoi-dung", role=Role.admin),
    Kind("admin_people.one", "/quan-tri/nguoi-dung/1", role=Role.admin),
    Kind("admin_vocabulary.show", "/quan-tri/tu-vung", role=Role.admin),
    Kind("admin_backups.listed", "/quan-tri/sao-luu", role=Role.admin),
)

LARGE = Kind("document.show", f"{LONG}?phan=p1", "text")
"""A long page of the same kind as another: for what costs little to look at."""

NOT_PAGES = {
    "account.first_password": "needs a secret that is good once; tests/web/test_account.py",
    "admin_backups.send": "a file",
    "admin_jobs.one": "needs a run; tests/web/admin",
    "admin_jobs.progress": "for the script that watches",
    "admin_sources.edit": "the form of admin_sources.new over a source of one's own",
    "assets.serve": "static files",
    "compare.export": "a file",
    "compare.suggest": "a fragment",
    "document.provision": "leads to a page",
    "exports.as_atom": "a feed",
    "exports.as_csv": "a file",
    "exports.as_xlsx": "a file",
    "follow.document_feed": "a feed",
    "follow.feed": "a feed",
    "follow.news": "a fragment",
    "follow.programme_feed": "a feed",
    "follow.provision_feed": "a feed",
    "follow.stopping": "needs a signed token; tests/web/test_follow.py",
    "files.show": "an original",
    "health.machine": "for monitors",
    "interchange.akoma": "a file",
    "journal.as_csv": "a file",
    "quoting.preview": "a fragment",
    "quoting.quote": "plain text",
    "search.suggest": "a fragment",
    "signing_oidc.come_back": "leads to a page",
    "signing_oidc.leave": "leads to another site",
    "tasks.as_csv": "a file",
    "tasks.as_xlsx": "a file",
    "upload.one": "a fragment",
    "upload.progress": "for the script that watches",
}
