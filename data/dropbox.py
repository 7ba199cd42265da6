"""The drop box: a folder beside the store for each account, into which files are put whole or not at all.

Nothing in it can be listed, read or overwritten from outside; who reads it is the office, at the school's own machine.
"""

from __future__ import annotations

import os
import re
import time
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from data.words import t

MEGABYTE = 1 << 20
TYPES = (
    *(".docx", ".doc", ".txt", ".md", ".pdf", ".xlsx", ".xls", ".csv"),
    *(".pptx", ".jpg", ".png", ".zip"),
)
_ARCHIVES = (".docx", ".xlsx", ".pptx", ".zip")
_LONGEST_NAME = 180  # bytes in UTF-8: file systems allow 255, and a number may still be added
_UNSAFE = re.compile(r'[<>:"|?*\\/]')
_PART = ".part"


class NotTaken(Exception):
    """The file is not put into the box; ``str`` of it is the sentence for the sender."""


@dataclass(frozen=True, slots=True)
class BoxLimits:
    """What one account may leave: bytes in a file, files, bytes in all."""

    file_size: int = 20 * MEGABYTE
    files: int = 200
    total: int = 500 * MEGABYTE


def box_of(store_file: Path, login: str) -> Path:
    """The folder of that account. Raises ValueError for a login that is no plain name."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,31}", login):
        raise ValueError(login)
    return store_file.with_name(f"{store_file.name}.inbox") / login


class Incoming:
    """One file on its way in. Nobody finds it under its name before `finish`; `abandon` leaves nothing behind."""

    def __init__(self, folder: Path, name: str, limits: BoxLimits) -> None:
        """Raises NotTaken where the name's type is not accepted or the box is full."""
        self.name = cleaned(name)
        self.size = 0
        self._folder = folder
        self._limits = limits
        check_type(self.name)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        self._room = _room(folder, limits)
        self._part = folder / f".{token_hex(8)}{_PART}"
        self._handle = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)

    def write(self, content: bytes) -> None:
        """Add to the end. Raises NotTaken, and abandons the file, when it grows too large."""
        if self.size + len(content) > min(self._limits.file_size, self._room):
            self.abandon()
            if self.size + len(content) > self._limits.file_size:
                raise NotTaken(t("dropbox.too_large", limit=self._limits.file_size // MEGABYTE))
            raise NotTaken(t("dropbox.full", limit=self._limits.total // MEGABYTE))
        view = memoryview(content)
        while view:
            try:
                view = view[os.write(self._handle, view) :]
            except OSError as error:
                self.abandon()
                raise NotTaken(t("dropbox.no_room")) from error
        self.size += len(content)

    def finish(self) -> str:
        """Put the file into the box on a disk that keeps it; the name it got. Raises NotTaken for half a file."""
        try:
            self._examine()
            os.fsync(self._handle)
            name = self._place()
        except OSError as error:
            self.abandon()
            raise NotTaken(t("dropbox.no_room")) from error
        except NotTaken:
            self.abandon()
            raise
        os.close(self._handle)
        self._handle = -1
        _sync(self._folder)
        return name

    def abandon(self) -> None:
        """Take what came away again."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
            self._part.unlink(missing_ok=True)

    def _examine(self) -> None:
        if not self.size:
            raise NotTaken(t("dropbox.empty", name=self.name))
        suffix = _suffix(self.name)
        # A broken line can look like the end of the file to the sender's own program; these types tell.
        if suffix in _ARCHIVES and not zipfile.is_zipfile(self._part):
            raise NotTaken(t("dropbox.not_whole", name=self.name))
        if suffix == ".pdf" and b"%%EOF" not in _tail(self._part, 4096):
            raise NotTaken(t("dropbox.not_whole", name=self.name))

    def _place(self) -> str:
        for name in _names(self.name):
            try:
                os.link(self._part, self._folder / name)  # unlike a rename, never over another file
            except FileExistsError:
                continue
            self._part.unlink()
            return name
        raise NotTaken(t("dropbox.too_many", limit=self._limits.files))


def cleaned(name: str) -> str:
    """A name that is safe in a folder and on a screen: no path, nothing invisible, not hidden, not too long."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(" " if sign.isspace() else sign for sign in name if not unicodedata.category(sign).startswith("C"))
    name = " ".join(_UNSAFE.sub("_", name).split()).lstrip(".- ").rstrip(". ")
    stem, suffix = name[: len(name) - len(_suffix(name))], _suffix(name)
    while len((stem + suffix).encode()) > _LONGEST_NAME and stem:
        stem = stem[:-1]
    return stem + suffix


def check_type(name: str) -> None:
    """Raises NotTaken for a cleaned name that is nothing but a suffix, or whose type is not accepted."""
    suffix = _suffix(name)
    if suffix not in TYPES or len(name) == len(suffix):
        raise NotTaken(t("dropbox.bad_type", name=name, types=" ".join(TYPES)))


def type_of(beginning: bytes) -> str:
    """The suffix for content that came without a name, by its first bytes; '' when they say nothing."""
    if beginning.startswith(b"%PDF-"):
        return ".pdf"
    if beginning.startswith(b"\x89PNG\r\n"):
        return ".png"
    if beginning.startswith(b"\xff\xd8\xff"):
        return ".jpg"
    if beginning.startswith(b"\xd0\xcf\x11\xe0"):
        return ".xls" if "Workbook".encode("utf-16-le") in beginning else ".doc"
    if beginning.startswith(b"PK\x03\x04"):
        inside = ((b"word/", ".docx"), (b"xl/", ".xlsx"), (b"ppt/", ".pptx"))
        return next((suffix for mark, suffix in inside if mark in beginning), ".zip")
    return "" if b"\0" in beginning else ".txt"


def remove_leftovers(store_file: Path, older_than: float) -> int:
    """Remove what processes that were killed left half way more than so many seconds ago; how many."""
    before = time.time() - older_than
    found = store_file.with_name(f"{store_file.name}.inbox").glob(f"*/.*{_PART}")
    left = [part for part in found if part.stat().st_mtime < before]
    for part in left:
        part.unlink(missing_ok=True)
    return len(left)


def left_in_boxes(store_file: Path) -> list[tuple[float, str, Path]]:
    """Every file that lies in a box, the oldest first: (when it was left there, whose box, where it is)."""
    boxes = store_file.with_name(f"{store_file.name}.inbox")
    found: list[tuple[float, str, Path]] = []
    for file in boxes.glob("*/*"):
        with suppress(FileNotFoundError):
            if file.is_file() and not file.is_symlink() and not file.name.startswith("."):
                found.append((file.stat().st_mtime, file.parent.name, file))
    return sorted(found)


def _room(folder: Path, limits: BoxLimits) -> int:
    """The bytes that still go into the box. Raises NotTaken when none do."""
    files = used = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):
                used += entry.stat(follow_symlinks=False).st_size
                files += 1
    if files >= limits.files:
        raise NotTaken(t("dropbox.too_many", limit=limits.files))
    if used >= limits.total:
        raise NotTaken(t("dropbox.full", limit=limits.total // MEGABYTE))
    return limits.total - used


def _names(name: str) -> Iterator[str]:
    """The name, then the name with a number: 反思.docx, 反思-2.docx, ..."""
    yield name
    suffix = _suffix(name)
    stem = name[: len(name) - len(suffix)]
    for number in range(2, 10_000):
        yield f"{stem}-{number}{suffix}"


def _suffix(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:].lower() if dot >= 0 else ""


def _tail(file: Path, size: int) -> bytes:
    with file.open("rb") as handle:
        handle.seek(max(0, file.stat().st_size - size))
        return handle.read()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
