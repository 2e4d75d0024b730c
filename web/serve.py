"""``vanban serve``: the web server, ready to use on the first start."""

import errno
import logging
import threading
from contextlib import suppress

import click
import waitress
from waitress.server import BaseWSGIServer, MultiSocketServer

from indexer.sync import sync
from indexer.values import SearchRequest
from registry.catalogue import entries
from registry.errors import StateConflict
from registry.settings import Settings, load
from web.app import create_app
from web.services import Services


@click.command()
@click.option("--host", help="Địa chỉ mạng lắng nghe (mặc định 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="Cổng (mặc định 8000; 0 để máy tự chọn).")
@click.option("--threads", type=click.IntRange(1, 256), help="Số luồng phục vụ.")
def serve(host: str | None, port: int | None, threads: int | None) -> None:
    """Mở trang web tra cứu trên máy này.

    Lần đầu chạy, danh mục kèm theo được nạp và lập chỉ mục; các lần sau chỉ cập nhật phần thay đổi.
    """
    given = {"host": host, "port": port, "threads": threads}
    settings = load(**{name: value for name, value in given.items() if value is not None})
    held = prepare(settings)
    try:
        server = listen(held)
    except OSError as error:
        held.registry.close()
        raise StateConflict(
            "port-taken",
            f"Không mở được cổng {settings.port} trên {settings.host}: {_why(error)}.",
            hint=f"Chọn cổng khác: “vanban serve --port {_other(settings.port)}” hoặc "
            f"“VANBAN_PORT={_other(settings.port)} make run”.",
        ) from error
    threading.Thread(target=_notice, args=(held,), daemon=True).start()
    click.echo(f"Vanban đang chạy tại http://{settings.host}:{server.effective_port}  (Ctrl+C để dừng)")
    server.run()


def _notice(held: Services) -> None:
    """Notice what is new while the first readers are served: at the very first start everything is looked at once."""
    with suppress(StateConflict):  # another process writes; pages and the next digest go on from here
        held.registry.notice()


def _why(error: OSError) -> str:
    return "đang có chương trình khác dùng" if error.errno == errno.EADDRINUSE else error.strerror or str(error)


def _other(port: int) -> int:
    return port + 1 if 1024 <= port < 65535 else 8001


def prepare(settings: Settings) -> Services:
    """Open the layers, take in the shipped catalogue, bring the index up to date, and answer one search beforehand.

    Args:
        settings: Where the state lives.

    Raises:
        StateConflict: The registry or the index is damaged, newer than this program, or being written.
        MissingTool: The search engine is not installed.
    """
    held = Services.open(settings)
    changed = held.registry.put_catalogue(entries())
    if changed:
        click.echo(f"Đã nạp {changed} văn bản từ danh mục; đang lập chỉ mục ...")
    sync(held.registry, settings)
    held.search.search(SearchRequest(size=1))
    return held


def listen(held: Services) -> BaseWSGIServer | MultiSocketServer:
    """Bind the address of the settings.

    Raises:
        OSError: The port is taken.
    """
    settings = held.settings
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short queue is no news
    return waitress.create_server(
        create_app(settings, held),
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
        ident="vanban",
        clear_untrusted_proxy_headers=True,
        **_proxied(settings),
    )


def _proxied(settings: Settings) -> dict[str, object]:
    """Believe what a proxy in front tells of the browser, when the settings name it: address and scheme count."""
    if not settings.trusted_proxy:
        return {}
    told = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
    return {"trusted_proxy": settings.trusted_proxy, "trusted_proxy_headers": told, "trusted_proxy_count": 1}
