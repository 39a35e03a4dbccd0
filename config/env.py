"""Settings from the environment; a wrong value stops the start with one sentence."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import available_timezones


class WrongSetting(SystemExit):
    """A missing or wrong environment value; the message says what to set."""


def stop(message: str) -> NoReturn:
    raise WrongSetting(f"Không khởi động được: {message}")


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "0", "false", "no"}:
        return default if value == "" else False
    if value in {"1", "true", "yes"}:
        return True
    return stop(f"{name}={value!r} phải là 0 hoặc 1.")


def whole(name: str, default: int, *, least: int = 1) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if value.isascii() and value.isdigit() and int(value) >= least:
        return int(value)
    return stop(f"{name}={value!r} phải là số nguyên từ {least} trở lên.")


def words(name: str, default: str = "") -> list[str]:
    value = os.environ.get(name, default)
    return [word.strip() for word in value.split(",") if word.strip()]


def origins(name: str) -> list[str]:
    """Addresses that may post forms, with their scheme."""
    found = words(name)
    for origin in found:
        if not origin.startswith(("https://", "http://")):
            stop(f"{name}={origin!r} phải bắt đầu bằng https:// hoặc http://.")
    return found


def addresses(name: str) -> list[str]:
    """IP addresses, such as those of the proxies whose word is taken."""
    found = words(name)
    for address in found:
        try:
            ipaddress.ip_address(address)
        except ValueError:
            stop(f"{name}={address!r} không phải là địa chỉ IP.")
    return found


def time_zone(name: str, default: str) -> str:
    zone = os.environ.get(name, "").strip() or default
    if zone not in available_timezones():
        stop(f"{name}={zone!r} không phải là múi giờ, ví dụ Asia/Ho_Chi_Minh.")
    return zone


def secret_key(*, debug: bool) -> str:
    value = os.environ.get("SECRET_KEY", "")
    if not value and debug:
        return "chi-dung-khi-debug-" + "0" * 40
    if not value:
        stop("thiếu SECRET_KEY; hãy đặt một chuỗi ngẫu nhiên từ 50 ký tự trở lên.")
    if len(value) < 50 and not debug:
        stop("SECRET_KEY quá ngắn; hãy đặt chuỗi ngẫu nhiên từ 50 ký tự trở lên.")
    return value


def database(name: str, default: str = "") -> dict[str, Any] | None:
    """One entry of DATABASES from a URL, None where the variable is not set."""
    url = os.environ.get(name, default)
    if not url:
        return None
    scheme = url.partition(":")[0]
    builder = _BUILDERS.get(scheme)
    if builder is None:
        stop(f"{name} phải bắt đầu bằng sqlite:/// hoặc postgresql://.")
    return builder(name, url)


def _sqlite(name: str, url: str) -> dict[str, Any]:
    path = unquote(url.partition("///")[2])
    if not path:
        stop(f"{name} thiếu đường dẫn tệp, ví dụ sqlite:///var/db.sqlite3.")
    if path != ":memory:":
        Path(path).expanduser().resolve().parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # Measured: without these a web process and a worker that both write
            # answer "database is locked" (security.md §4.4).
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
        },
    }


def _postgresql(name: str, url: str) -> dict[str, Any]:
    parts = _split(name, url)
    if not parts.path.strip("/"):
        stop(f"{name} thiếu tên cơ sở dữ liệu, ví dụ postgresql://u:p@máy/ten_csdl.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "") or ""),
        "OPTIONS": options,
        # Ten times more requests per second than reconnecting (performance.md).
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _split(name: str, url: str) -> SplitResult:
    """The parts of `url`; a port that is none stops the start."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        stop(f"{name} có máy hoặc cổng không hợp lệ, ví dụ …@may-chu:5432/….")
    return parts


_BUILDERS: dict[str, Callable[[str, str], dict[str, Any]]] = {
    "sqlite": _sqlite,
    "postgresql": _postgresql,
    "postgres": _postgresql,
}


def email(name: str) -> dict[str, Any]:
    """Django's EMAIL_* settings from ``smtp://user:password@host:port``."""
    url = os.environ.get(name, "")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = _split(name, url)
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"} or not parts.hostname:
        stop(f"{name} phải có dạng smtp://người_dùng:mật_khẩu@máy:cổng.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
    }
