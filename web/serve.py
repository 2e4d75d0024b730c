"""``vanban serve``: the web server, ready to use on the first start."""

import click
import waitress

from registry.settings import load
from web.app import create_app


@click.command()
@click.option("--host", help="Địa chỉ mạng lắng nghe (mặc định 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="Cổng (mặc định 8000).")
@click.option("--threads", type=click.IntRange(1, 256), help="Số luồng phục vụ.")
def serve(host: str | None, port: int | None, threads: int | None) -> None:
    """Mở trang web tra cứu trên máy này."""
    given = {"host": host, "port": port, "threads": threads}
    settings = load(**{name: value for name, value in given.items() if value is not None})
    app = create_app(settings)
    server = waitress.create_server(
        app,
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
        ident="vanban",
        clear_untrusted_proxy_headers=True,
    )
    click.echo(f"Vanban đang chạy tại http://{settings.host}:{server.effective_port}  (Ctrl+C để dừng)")
    server.run()
