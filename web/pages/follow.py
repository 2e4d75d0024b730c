"""Following: news of what is followed, as pages and feeds; what a person follows; the end of it by one click."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask_babel import gettext as _
from itsdangerous import BadData
from werkzeug.wrappers import Response as AnyResponse

from registry.errors import BadRequest, NotKnown
from registry.news import Often
from web import access, addresses, basket, feeds, following, forms
from web.following import Target
from web.services import services
from web.views import news as views

follow = Blueprint("follow", __name__)

SHOWN = 60
SALT = "unsubscribe"


@follow.get(addresses.FOLLOW)
def show() -> str:
    """Show the news of what the address names, else of what the person follows, else let the browser's list fill it."""
    someone = access.person()
    named = request.args.getlist("theo")
    follows = services().registry.follows(someone.id) if someone and not named else []
    followed = following.targets(named or [each.target for each in follows])
    often = {each.target: each.often for each in follows}
    return render_template(
        "follow.html",
        followed=[(each, often.get(each.written)) for each in followed],
        news=told(followed),
        named=bool(named),
        feed=addresses.follow((each.written for each in followed), f"{addresses.FOLLOW}.atom") if followed else None,
        own=someone is not None and not named,
        mail=bool(someone and someone.email),
        oftens=often_words(),
    )


@follow.get(addresses.FOLLOW_NEWS)
def news() -> Response:
    """Send the news of what the address names as a fragment, for the list that the browser keeps."""
    followed = following.targets(request.args.getlist("theo"))
    response = make_response(render_template("_news.html", news=told(followed)))
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


@follow.get(f"{addresses.FOLLOW}.atom")
def feed() -> Response:
    """Send the news of what the address names as a feed."""
    followed = following.targets(request.args.getlist("theo"))
    if not followed:
        raise BadRequest("nothing-followed", _("Địa chỉ này không nêu nội dung nào để theo dõi."), field="theo")
    title = _("Theo dõi: %(names)s", names=", ".join(each.label for each in followed[:5]))
    return _feed(title, followed, addresses.follow(each.written for each in followed))


@follow.get("/van-ban/<slug>/theo-doi.atom")
def document_feed(slug: str) -> AnyResponse:
    """Send the news of a document as a feed."""
    return _own_feed(following.document_target(slug))


@follow.get("/van-ban/<slug>/<provision>/theo-doi.atom")
def provision_feed(slug: str, provision: str) -> AnyResponse:
    """Send the news of a provision as a feed."""
    return _own_feed(following.document_target(slug, provision))


@follow.get(f"{addresses.PROGRAMME}/<code>/theo-doi.atom")
def programme_feed(code: str) -> AnyResponse:
    """Send the news of a programme or component as a feed."""
    return _own_feed(f"{following.PROGRAMME}:{code}")


@follow.post(addresses.FOLLOW)
def change() -> AnyResponse:
    """Begin to follow something (``theo``), say how often to hear of it (``thuong``), or stop (``bo``)."""
    person = access.require()
    registry = services().registry
    gone, chosen = request.form.get("bo", ""), request.form.get("theo", "")
    if gone:
        registry.unfollow(person.id, gone)
    elif chosen:
        made = following.target(chosen)
        if len(registry.follows(person.id)) >= following.MOST:
            raise BadRequest("follows-full", _("Mỗi người theo dõi nhiều nhất %(n)s nội dung.", n=following.MOST))
        following.catch_up()
        registry.follow(person.id, made.written, made.label, _often(request.form.get("thuong", "daily")))
    return redirect(basket.way_back(request.form.get("ve", ""), addresses.FOLLOW), 303)


@follow.get(f"{addresses.FOLLOW_STOP}/<token>")
def stopping(token: str) -> str:
    """Ask whether messages should stop: a program that only opens every link of a letter must not stop them."""
    person = services().registry.person(_whose(token))
    return render_template("unfollow.html", name=person.name, token=token, done=False)


@follow.post(f"{addresses.FOLLOW_STOP}/<token>")
def stop(token: str) -> str:
    """Stop all messages to one person (also the one-click button of mail programs, RFC 8058: the token is enough)."""
    person = services().registry.person(_whose(token))
    services().registry.unfollow(person.id)
    return render_template("unfollow.html", name=person.name, token=token, done=True)


def often_words() -> dict[str, str]:
    """Return how often messages may come, in words."""
    return {
        Often.IMMEDIATE.value: _("Ngay khi có thay đổi"),
        Often.DAILY.value: _("Mỗi ngày một thư"),
        Often.WEEKLY.value: _("Mỗi tuần một thư"),
    }


def told(followed: Sequence[Target], limit: int = SHOWN) -> tuple[views.NewsView, ...]:
    """Return the newest news of what is followed as they are shown."""
    found = following.latest(followed, limit) if followed else []
    known = services().registry.documents(views.others([each for each, _record, _why in found]))
    slugs = {each.id: each.slug for each in known}
    return views.views(((each, record, why.why) for each, record, why in found), slugs, date.today())


def _own_feed(written: str) -> AnyResponse:
    followed = following.target(written)
    return _feed(_("Theo dõi: %(names)s", names=followed.label), (followed,), followed.url)


def _feed(title: str, followed: Sequence[Target], page: str) -> Response:
    host = request.host_url.rstrip("/")
    own = host + request.full_path.rstrip("?")
    body = feeds.news(title, own, host + page, told(followed, feeds.ENTRIES), datetime.now(UTC))
    response = Response(body, content_type="application/atom+xml; charset=utf-8")
    response.set_etag(feeds.identity(body.decode()))
    response.make_conditional(request)
    return response


def _often(written: str) -> Often:
    try:
        return Often(written)
    except ValueError:
        raise BadRequest("bad-often", _("Không có nhịp gửi thư như vậy."), field="thuong") from None


def _whose(token: str) -> int:
    try:
        return int(forms.signer(SALT).loads(token))
    except (BadData, ValueError):
        raise NotKnown(
            "bad-unsubscribe", _("Liên kết thôi nhận thư không đúng."), hint=_("Đăng nhập rồi bỏ ở trang Theo dõi.")
        ) from None
