"""Where a store lies, and whether it can lie there."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from data.words import t
from models.store.address import is_server, looks_like_a_server, server_address
from models.store.errors import StoreOnNetwork, StoreReadOnly, StoreUnsupported

REMOTE = (
    *("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "ceph", "lustre", "glusterfs", "davfs", "davfs2"),
    *("vboxsf", "vmhgfs", "prl_fs", "fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.glusterfs", "fuse.ceph"),
    *("fuse.davfs2", "fuse.vmhgfs-fuse", "fuse.juicefs"),
)
"""File systems whose locks or shared memory do not hold between machines, by their names in Linux's mount table.

SQLite's write-ahead log needs shared memory on one host (sqlite.org/wal.html)."""


def file_of(address: str | Path) -> Path:
    """The absolute path behind a path or a ``sqlite:///`` URL; for a school on a server, the name beside which this
    machine keeps what belongs to it. Raises StoreUnsupported for other kinds of URL."""
    text = str(address)
    if is_server(text):
        return server_address(text).beside
    if looks_like_a_server(text):
        raise StoreUnsupported(t("store.bad_address"))
    if isinstance(address, Path) or "://" not in text:
        return Path(text).expanduser().absolute()
    parts = urlsplit(text)
    if parts.scheme != "sqlite":
        raise StoreUnsupported(t("store.unsupported", scheme=parts.scheme))
    return Path(unquote(parts.path[1:] if parts.path.startswith("//") or _has_drive(parts.path) else parts.path))


def examine(file: Path) -> None:
    """Raises StoreOnNetwork or StoreReadOnly when a store at ``file`` could not be worked with."""
    point, kind = file_system_of(file, mount_table())
    # A sandbox may have its own root on 9p: no second machine can reach that one.
    if kind in REMOTE and not (kind == "9p" and point == "/"):
        raise StoreOnNetwork(t("store.network", path=file, kind=kind))
    if not os.access(file.parent, os.W_OK | os.X_OK) or (file.exists() and not os.access(file, os.W_OK | os.R_OK)):
        raise StoreReadOnly(t("store.read_only", path=file))


def mount_table() -> str:
    """Linux's table of mounted file systems; '' on systems that have no such file."""
    table = Path("/proc/self/mounts")
    return table.read_text("utf-8", "surrogateescape") if table.exists() else ""


def file_system_of(file: Path, mounts: str) -> tuple[str, str]:
    """``(mount point, type)`` of the file system that ``file`` is on, by a mount table; ('', '') when unknown."""
    real = os.path.realpath(file)
    found = ("", "")
    for line in mounts.splitlines():
        _, point, kind, *_ = (*line.split(" "), "", "", "")
        point = point.encode("latin-1", "replace").decode("unicode_escape") if "\\" in point else point
        inside = point == "/" or real == point or real.startswith(point + "/")
        if inside and len(point) >= len(found[0]):  # of two on one point, the later covers the earlier
            found = (point, kind)
    return found


def remove(file: Path) -> None:
    """Remove a closed store's file with the two that SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut; nothing to do on systems that cannot."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _has_drive(path: str) -> bool:
    return len(path) > 2 and path[0] == "/" and path[2] == ":"
