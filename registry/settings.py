"""Every setting in one place: an environment variable ``VANBAN_*`` or a line of ``VANBAN_HOME/vanban.toml``."""

import os
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import platformdirs
from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from registry.errors import BadRequest

FILE_NAME = "vanban.toml"
_PREFIX: Final = "VANBAN_"
# Read by tests, benchmarks and the launcher of a search server, never by the program itself.
_OTHERS: Final = frozenset({"CHROMIUM", "CORPUS", "OPENSEARCH_HERE", "POSTGRESQL", "RECORD", "SKIP_BROWSER"})


def default_home() -> Path:
    """Return ``var/`` of the checkout when running from one, else the platform's data folder."""
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file():
        return checkout / "var"
    return Path(platformdirs.user_data_dir("vanban", appauthor=False))


class Settings(BaseSettings):
    """Where the state lives and how much of the machine may be used; ``vanban settings`` shows the descriptions."""

    model_config = SettingsConfigDict(env_prefix="VANBAN_", extra="forbid", frozen=True, validate_default=True)

    home: Path = Field(default_factory=default_home, description="Thư mục chứa toàn bộ dữ liệu của Vanban")
    database_url: str = Field(
        "", description="Địa chỉ cơ sở dữ liệu (postgresql://...); để trống để dùng SQLite trong thư mục dữ liệu"
    )
    host: str = Field("127.0.0.1", description="Địa chỉ mạng mà máy chủ web lắng nghe")
    port: int = Field(8000, ge=0, le=65535, description="Cổng của máy chủ web")
    threads: int = Field(8, ge=1, le=256, description="Số luồng phục vụ của máy chủ web")
    engine: Literal["whoosh", "memory", "tantivy", "opensearch"] = Field("whoosh", description="Bộ máy tìm kiếm")
    opensearch_url: str = Field("", description="Địa chỉ cụm OpenSearch (chỉ dùng khi engine = opensearch)")
    ranking: Path | None = Field(None, description="Tệp trọng số xếp hạng dùng thay cho bộ kèm theo")
    page_size: int = Field(20, ge=1, le=100, description="Số văn bản trên một trang kết quả")
    workers: int = Field(0, ge=0, le=256, description="Số tiến trình đọc tệp khi nạp; 0 là theo số lõi của máy")
    read_timeout: float = Field(120.0, gt=0, description="Số giây tối đa để đọc một tệp (bản quét: một trang)")
    read_memory_mb: int = Field(1536, ge=256, description="Bộ nhớ tối đa để đọc một tệp, tính bằng MB")
    max_file_mb: int = Field(200, ge=1, description="Kích thước tối đa của một tệp được nhận, tính bằng MB")
    busy_timeout: float = Field(30.0, gt=0, description="Thời gian chờ cơ sở dữ liệu đang bận, tính bằng giây")

    crawl_seconds: float = Field(
        2.0,
        ge=0,
        description="Khoảng cách tối thiểu giữa hai yêu cầu tới cùng một máy chủ khi thu thập, tính bằng giây",
    )
    crawl_timeout: float = Field(30.0, gt=0, description="Thời gian chờ một yêu cầu khi thu thập, tính bằng giây")
    crawl_max_pages: int = Field(5000, ge=1, description="Số yêu cầu tối đa của một lượt thu thập")
    crawl_max_mb: int = Field(2000, ge=1, description="Dung lượng tải tối đa của một lượt thu thập, tính bằng MB")
    crawl_proxy: str = Field("", description="Địa chỉ máy chủ trung gian (proxy) khi thu thập; để trống là nối thẳng")
    crawl_ca_file: Path | None = Field(None, description="Tệp chứng thư gốc bổ sung (PEM) cho trang thiếu chứng thư")
    crawl_agent: str = Field(
        "Vanban/0.1 (thu thap van ban chinh sach)",
        description="Tên mà chương trình xưng với trang nguồn; nên ghi địa chỉ liên hệ",
    )

    crawl_private: bool = Field(
        False, description="Cho phép trang quản trị thu thập từ máy chủ nội bộ (địa chỉ không công khai)"
    )
    inbox: Path | None = Field(
        None, description="Thư mục trên máy chủ mà trang quản trị được nạp tệp; để trống là inbox trong thư mục dữ liệu"
    )

    public_url: str = Field(
        "",
        pattern=r"^(https?://[^/?#\s]+)?$",
        description="Địa chỉ công khai của trang, không có gạch chéo cuối (ví dụ https://vanban.tinh.example); dùng "
        "cho liên kết một lần, đăng nhập một cửa và cookie an toàn",
    )
    trusted_proxy: str = Field(
        "",
        description="Địa chỉ IP của máy chủ trung gian (reverse proxy) đứng trước; chỉ khi đặt, X-Forwarded-* mới được "
        "tin",
    )
    follow_days: int = Field(30, ge=0, le=365, description="Báo trước thay đổi hiệu lực bao nhiêu ngày")
    smtp_host: str = Field("", description="Máy chủ gửi thư (SMTP); để trống thì thư tổng hợp in ra màn hình")
    smtp_port: int = Field(587, ge=1, le=65535, description="Cổng của máy chủ gửi thư")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="Mã hóa khi gửi thư: starttls, tls, hoặc none (chỉ trong mạng tin cậy)"
    )
    smtp_user: str = Field("", description="Tên đăng nhập máy chủ gửi thư; để trống là không đăng nhập")
    smtp_password: str = Field("", description="Mật khẩu máy chủ gửi thư; nên đặt bằng biến môi trường")
    mail_from: str = Field("", description="Địa chỉ người gửi của thư tổng hợp (Vanban <vanban@tinh.example>)")
    session_idle_minutes: int = Field(
        120, ge=1, le=10080, description="Phiên đăng nhập hết hạn sau bao nhiêu phút không dùng"
    )
    session_hours: int = Field(12, ge=1, le=720, description="Phiên đăng nhập kéo dài tối đa bao nhiêu giờ")
    api_rate: int = Field(
        0,
        ge=0,
        description="Số yêu cầu mỗi phút mà một máy được gửi tới API khi không có khóa API; 0 là không hạn chế",
    )
    cors_origins: str = Field(
        "",
        description="Trang web khác được đọc API từ trình duyệt (https://a.example, cách nhau bằng dấu phẩy; * là mọi "
        "trang); để trống là không trang nào",
    )

    oidc_issuer: str = Field(
        "",
        pattern=r"^(https://\S+|http://(127\.0\.0\.1|localhost)\S*)?$",
        description="Địa chỉ (issuer) của cổng đăng nhập OpenID Connect; để trống là không dùng",
    )
    oidc_client_id: str = Field("", description="Mã ứng dụng do cổng đăng nhập cấp")
    oidc_client_secret: str = Field("", repr=False, description="Bí mật ứng dụng do cổng đăng nhập cấp")
    oidc_scope: str = Field("openid profile email", description="Phạm vi xin ở cổng đăng nhập")
    oidc_name: str = Field("Đăng nhập một cửa", description="Chữ trên nút dẫn tới cổng đăng nhập")
    oidc_role_claim: str = Field("", description="Mục trong giấy xác nhận cho biết vai trò, ví dụ groups")
    oidc_roles: str = Field(
        "", description="Giá trị nào của mục đó cho vai trò nào, ví dụ “van-thu=editor, phap-che=reviewer”"
    )

    @property
    def crawls(self) -> Path:
        """Folder of the journals and reports of crawls."""
        return self.home / "crawls"

    @property
    def inbox_folder(self) -> Path:
        """Folder that an admin may take files from."""
        return self.inbox or self.home / "inbox"

    @property
    def jobs(self) -> Path:
        """Folder of the jobs that the server runs."""
        return self.home / "jobs"

    @property
    def backups(self) -> Path:
        """Folder of the backups made from the admin page."""
        return self.home / "backups"

    @property
    def database(self) -> str:
        """SQLAlchemy address of the database; PostgreSQL is spoken to through psycopg."""
        if self.database_url.startswith(("postgres://", "postgresql://")):
            return f"postgresql+psycopg://{self.database_url.partition('://')[2]}"
        return self.database_url or f"sqlite:///{self.home / 'vanban.sqlite'}"

    @property
    def files(self) -> Path:
        """Folder of the originals, addressed by content."""
        return self.home / "files"

    @property
    def index(self) -> Path:
        """Folder of the search index."""
        return self.home / "index"

    @property
    def worker_count(self) -> int:
        """Processes that read files: the setting, or one a core."""
        return self.workers or os.cpu_count() or 1

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  (signature set by pydantic-settings)
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read arguments first, then the environment, then the TOML file of the home that those name."""
        named = init_settings().get("home") or os.environ.get("VANBAN_HOME") or default_home()
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, Path(named) / FILE_NAME)


_REASONS: Final = {
    "extra_forbidden": "không có thiết lập nào tên như vậy",
    "int_parsing": "phải là số nguyên",
    "int_type": "phải là số nguyên",
    "float_parsing": "phải là số",
    "float_type": "phải là số",
    "string_type": "phải là chữ trong dấu nháy",
    "path_type": "phải là đường dẫn trong dấu nháy",
    "literal_error": "phải là một trong {expected}",
    "greater_than": "phải lớn hơn {gt}",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "không được quá {le}",
    "string_pattern_mismatch": "không đúng dạng",
}


def _reason(error: ErrorDetails) -> str:
    told = _REASONS.get(error["type"], error["msg"]).format(**error.get("ctx", {}))
    return told.replace(" or ", " hoặc ")


def load(**values: Any) -> Settings:
    """Read the settings afresh.

    Args:
        **values: Settings that override the environment and the file.

    Raises:
        BadRequest: A setting is unknown or has a value that makes no sense.
    """
    _check_names(os.environ)
    try:
        found = Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise BadRequest(
            "bad-setting",
            f"Thiết lập “{name}” không hợp lệ: {_reason(first)}.",
            hint="Chạy “vanban settings” để xem các thiết lập và giá trị mặc định.",
            field=name,
        ) from error
    except ValueError as error:
        raise BadRequest(
            "bad-setting-file", f"Không đọc được tệp {FILE_NAME}: {error}.", hint="Sửa tệp rồi chạy lại."
        ) from error
    return found.model_copy(update={"home": found.home.expanduser().absolute()})


def _check_names(variables: Iterable[str]) -> None:
    """Refuse a variable that begins like ours and sets nothing: a slip of the pen must not pass for a setting.

    Raises:
        BadRequest: Names the variable and the setting that was probably meant.
    """
    known = {name.upper() for name in Settings.model_fields}
    for variable in sorted(variables):
        name = variable.upper().removeprefix(_PREFIX)
        if not variable.upper().startswith(_PREFIX) or name in known | _OTHERS:
            continue
        near = get_close_matches(name, known, n=1, cutoff=0.6)
        meant = f"Có phải {_PREFIX}{near[0]} không? " if near else ""
        raise BadRequest(
            "unknown-variable",
            f"Biến môi trường {variable} không phải thiết lập nào của Vanban.",
            hint=f"{meant}Sửa tên hoặc bỏ biến đó; “vanban settings” liệt kê mọi thiết lập.",
            field=variable,
        )


@cache
def settings() -> Settings:
    """Return the settings of this process, read once.

    Raises:
        BadRequest: A setting is unknown or has a value that makes no sense.
    """
    return load()
