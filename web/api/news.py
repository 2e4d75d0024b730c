"""What is new about documents, provisions, programmes and searches."""

from flask_babel import lazy_gettext as _

from web.api.common import TAG_OVERVIEW
from web.api.kinds import Text
from web.api.operations import Parameter, operation
from web.following import targets
from web.pages.follow import told
from web.views.news import NewsView

_FOLLOW = Parameter(
    "follow",
    _("Nội dung theo dõi: van-ban:<slug>, van-ban:<slug>/<đơn vị quy định>, chuong-trinh:<mã>"),
    Text(300, 1),
    many=True,
    required=True,
)


@operation(
    "/news",
    _("Tin mới về những gì theo dõi, mới nhất trước"),
    tuple[NewsView, ...],
    _FOLLOW,
    tag=TAG_OVERVIEW,
    examples={"follow": "chuong-trinh:GNBV"},
)
def news(follow: tuple[str, ...]) -> tuple[NewsView, ...]:
    """Send the news of what is named; what is not there any more is left out."""
    return told(targets(follow))
