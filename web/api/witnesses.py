"""The files of a document, and where one of them says otherwise than the text that is shown."""

from flask_babel import lazy_gettext as _

from web.api.common import SLUG, TAG_DOCUMENTS
from web.api.kinds import Text
from web.api.operations import Parameter, operation
from web.pages.diagram import divergence_of
from web.services import services
from web.views import witnesses as views

_FILE = Parameter(
    "sha256",
    _("Mã băm SHA-256 của tệp, như danh sách tệp của văn bản ghi"),
    Text(64, 64, "[0-9a-f]"),
    "path",
    example="d6692cb98a6c368fda6d4ea2f9a28ce6f742ebd3e6814bfc4bc4cb6914b0e8a9",
)


@operation(
    "/documents/{slug}/files",
    _("Các tệp mà văn bản được nạp từ đó"),
    tuple[views.WitnessView, ...],
    SLUG,
    tag=TAG_DOCUMENTS,
)
def witnesses(slug: str) -> tuple[views.WitnessView, ...]:
    """Send the files of a document, the one whose text is shown first."""
    record = services().registry.by_slug(slug)
    return views.witnesses(record.slug, services().registry.witnesses(record.id))


@operation(
    "/documents/{slug}/files/{sha256}/divergence",
    _("Chỗ một tệp nói khác bản đang dùng, từng từ"),
    views.DivergenceView,
    SLUG,
    _FILE,
    tag=TAG_DOCUMENTS,
    examples={"slug": "ke-hoach-9904-kh-ubnd-tinh-hu-cau-2025"},
)
def divergence(slug: str, sha256: str) -> views.DivergenceView:
    """Send the places where one file differs from the text that is shown."""
    return divergence_of(services().registry.by_slug(slug), sha256)
