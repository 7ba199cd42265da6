"""Files on their way in: which there are, their digests and texts. Writes nothing and asks no store, so that it may run
beside the screens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from data.formats.texts.inside import tidied
from data.formats.texts.reader import LARGEST, TextFound, TextReader, sentence
from data.words import t
from models.rules.file_marks import SUFFIXES

NOT_KEPT = frozenset({"empty", "too_large", "picture", "sheet", "slides", "archive", "unknown", "gone"})
"""What is no text at all is left where it is; what is one that cannot be read is kept."""
_NOT_MEANT = ("thumbs.db", "desktop.ini", ".ds_store")
_MOST_FILES = 5_000


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that came: a file, or a pasted text (``path`` None). ``sender`` is the account that left it in the drop
    box, ``handed_in`` when (a POSIX time; 0 for now), ``folder`` what the folders above it are called."""

    name: str
    path: Path | None = None
    pasted: str = ""
    came_by: str = "folder"
    sender: str = ""
    handed_in: float = 0.0
    folder: str = ""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A source with its digest ('' for pasted text), its size and its text."""

    source: Source
    sha256: str
    size: int
    found: TextFound

    @property
    def is_kept(self) -> bool:
        return self.found.why not in NOT_KEPT


def sources_in(paths: Iterable[Path]) -> list[Source]:
    """The files named, and all files in the folders named and below them, in their order; what programs leave lying
    about is passed over."""
    found: list[Source] = []
    for path in paths:
        if not path.is_dir():
            found.append(Source(path.name, path))
            continue
        for file in sorted(path.rglob("*")):
            inside = file.relative_to(path).parts
            if _is_meant(inside) and file.is_file() and not file.is_symlink() and len(found) < _MOST_FILES:
                found.append(Source(file.name, file, folder=" ".join((path.resolve().name, *inside[:-1]))))
    return found


def pasted(text: str) -> Source:
    """A text from the clipboard or the school's chat."""
    return Source("", pasted=text, came_by="paste")


def read_sources(
    sources: Sequence[Source],
    progress: Callable[[int, int], None] = lambda done, of: None,
    stop: Callable[[], bool] = lambda: False,
) -> list[ReadFile]:
    """Read them one after another; ``progress`` hears how many are done. Those not reached before ``stop`` are left
    out."""
    read: list[ReadFile] = []
    with TextReader() as reader:
        for number, source in enumerate(sources):
            if stop():
                break
            progress(number, len(sources))
            read.append(_read(source, reader))
    progress(len(read), len(sources))
    return read


def content_of(path: Path) -> bytes:
    """A file's bytes, no more than are taken. Raises OSError."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _read(source: Source, reader: TextReader) -> ReadFile:
    if source.path is None:
        text = tidied(source.pasted)
        return ReadFile(source, "", len(text), TextFound(text) if text else _problem("empty", source.name))
    try:
        content = content_of(source.path)
    except OSError as error:
        why = error.strerror or str(error)
        return ReadFile(source, "", 0, TextFound(why="gone", problem=t("intake.gone", name=source.name, why=why)))
    found = reader.read(source.name, content)
    if found.why not in NOT_KEPT and source.path.suffix.lower() not in SUFFIXES:
        found = _problem("unknown", source.name)  # a log, a list of numbers: text, but nobody's reflection
    return ReadFile(source, sha256(content).hexdigest(), len(content), found)


def _problem(why: str, name: str) -> TextFound:
    return TextFound(why=why, problem=sentence(why, name or t("intake.pasted")))


def _is_meant(parts: Sequence[str]) -> bool:
    """Hidden files, locks of an open Word file and thumbnails are not what somebody handed in."""
    return not any(part.startswith((".", "~$")) or part.lower() in _NOT_MEANT or part == "__MACOSX" for part in parts)
