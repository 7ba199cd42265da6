"""The server's settings: one commented TOML file, written with its comments at the first start."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from importlib import resources
from pathlib import Path
from typing import Any

from data.dropbox import MEGABYTE, BoxLimits
from data.words import t
from tui.status import NO_SENSE, Refused
from tui.visitor import serve_folder


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of the machine everybody together, one address and one account may take."""

    connections: int = 250
    per_address: int = 200
    unauthenticated: int = 100
    login_seconds: int = 120
    attempts: int = 10
    sessions_per_account: int = 10
    idle_minutes: int = 240
    input_per_second: int = 4_000_000
    drain_seconds: int = 60


@dataclass(frozen=True, slots=True)
class Box:
    """The drop box's limits as the file writes them."""

    file_mb: int = 20
    files: int = 200
    total_mb: int = 500

    @property
    def limits(self) -> BoxLimits:
        return BoxLimits(self.file_mb * MEGABYTE, self.files, self.total_mb * MEGABYTE)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the file says; a key that it leaves out has its default."""

    listen: str = "127.0.0.1"
    port: int = 2222
    host: str = ""
    log: str = ""
    limits: Limits = field(default_factory=Limits)
    dropbox: Box = field(default_factory=Box)


_MAY_BE_ZERO = ("idle_minutes", "drain_seconds", "port")


def template() -> str:
    """The commented file with every default."""
    return resources.files("data.defaults").joinpath("serve.toml").read_text("utf-8")


def settings_file(store_file: Path) -> Path:
    """Where the settings are when nobody says otherwise."""
    return serve_folder(store_file) / "serve.toml"


def read_settings(file: Path) -> Settings:
    """The settings in ``file``. Raises Refused, with the file and the key, for what cannot be understood."""
    try:
        found = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise Refused(NO_SENSE, t("serve.no_settings", file=file, why=error.strerror or error)) from error
    except (ValueError, RecursionError) as error:  # no text, no TOML, too long a number; nested too deep
        raise Refused(NO_SENSE, t("serve.bad_settings", file=file, why=error)) from error
    try:
        return _record(Settings, found, "")
    except ValueError as error:
        raise Refused(NO_SENSE, t("serve.bad_settings", file=file, why=error)) from error


def box_limits(store_file: Path) -> BoxLimits:
    """The drop box's limits in the settings beside the store; the defaults where there is no such file."""
    file = settings_file(store_file)
    return read_settings(file).dropbox.limits if file.is_file() else BoxLimits()


def _record(kind: Any, found: dict[str, Any], prefix: str) -> Any:
    known = {item.name: item for item in fields(kind)}
    values = {}
    for name, value in found.items():
        if name not in known:
            raise ValueError(t("serve.unknown_setting", name=prefix + name))
        default = getattr(kind(), name)
        if isinstance(default, Limits | Box):
            if not isinstance(value, dict):
                raise ValueError(t("serve.setting_is_table", name=name))
            values[name] = _record(type(default), value, f"{name}.")
        elif isinstance(default, str):
            if not isinstance(value, str):
                raise ValueError(t("serve.setting_is_text", name=prefix + name))
            values[name] = value
        else:
            if not isinstance(value, int) or isinstance(value, bool) or value < (name not in _MAY_BE_ZERO):
                raise ValueError(t("serve.setting_is_number", name=prefix + name))
            values[name] = value
    return kind(**values)
