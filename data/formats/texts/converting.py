"""Old .doc files, .rtf and .odt: turned into .docx by a word processor that is installed; we read no old format."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from data.formats.texts.unreadable import Unreadable

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 60.0


def converter() -> str | None:
    """The word processor to be used; None where there is none."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def as_docx(content: bytes, kind: str, seconds: float = SECONDS) -> bytes:
    """The same as .docx. Raises Unreadable where nothing is installed, or what is cannot do it in time."""
    program = converter()
    if program is None:
        raise Unreadable("no_converter")
    with tempfile.TemporaryDirectory(prefix="yanxiu-") as folder:
        source, made = Path(folder, f"text.{kind}"), Path(folder, "out", "text.docx")
        source.write_bytes(content)
        # A profile of its own: no macros, and no quarrel with the word processor that somebody has open.
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--convert-to", "docx", "--outdir", str(made.parent)]
        try:
            subprocess.run(  # a program found on the path, with files of our own naming
                [*command, str(source)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Unreadable("too_slow") from error
        except OSError as error:
            raise Unreadable("no_converter") from error
        if not made.is_file():
            raise Unreadable("not_converted")
        return made.read_bytes()
