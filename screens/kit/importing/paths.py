"""A path typed by hand: what is wrong with it is said in the dialog, which stays until it is right or given up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Input, Static

from data.words import t
from screens.kit.dialogs import Dialog

_LONGEST = 1000


class PathDialog(Dialog[Path]):
    """One line for a path ('~' is the home folder, quotation marks around it are dropped); None when given up."""

    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    PathDialog > .dialog { width: 100%; }
    PathDialog .wrong { height: auto; padding-top: 1; color: $text-error; text-style: bold; }
    """

    def __init__(self, title: str, value: str = "", problem: str = "") -> None:
        super().__init__(title)
        self.value = value
        self.problem = problem

    def answers(self) -> ComposeResult:
        yield Input(self.value, compact=True, max_length=_LONGEST)
        yield Static(Text(self.problem), classes="wrong")

    def hint(self) -> str:
        return t("import.path_hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        path = typed_path(event.value)
        problem = t("import.path_needed") if path is None else self.what_is_wrong(path)
        if problem or path is None:
            self.query_one(".wrong", Static).update(Text(problem))
        else:
            self.dismiss(path)

    def what_is_wrong(self, path: Path) -> str:
        """Why that path will not do, in a sentence; '' when it will."""
        raise NotImplementedError


class OpenPath(PathDialog):
    """A file that must exist."""

    def what_is_wrong(self, path: Path) -> str:
        if path.is_dir():
            return t("import.is_folder", path=shown_path(path))
        return "" if path.is_file() else t("import.no_such_file", path=shown_path(path))


class SavePath(PathDialog):
    """A file to write, with one of the ``endings``; one that exists already is named and takes a second Enter.

    ``save`` writes it and raises OSError or ValueError with what is wrong, which is shown.
    """

    def __init__(self, title: str, value: str, endings: tuple[str, ...], save: Callable[[Path], None]) -> None:
        super().__init__(title, value)
        self.endings = endings
        self.save = save
        self._agreed: Path | None = None

    def what_is_wrong(self, path: Path) -> str:
        if path.is_dir():
            return t("import.is_folder_to_save", path=shown_path(path))
        if path.suffix.lower() not in self.endings:
            return t("import.other_ending", name=path.name, endings="、".join(self.endings))
        if not path.parent.is_dir():
            return t("import.no_such_folder", path=shown_path(path.parent))
        if path.exists() and path != self._agreed:
            self._agreed = path
            return t("import.overwrite", name=path.name)
        try:
            self.save(path)
        except (OSError, ValueError) as problem:
            return str(problem)
        return ""


def typed_path(text: str) -> Path | None:
    """The path that was typed or pasted, seen from the working folder; None for nothing."""
    text = text.strip().strip("'\"").strip()
    if not text:
        return None
    try:
        return Path(text).expanduser()
    except RuntimeError:  # '~somebody' whom this machine does not know
        return Path(text)


def shown_path(path: Path) -> str:
    """The path as people write it: the home folder as '~'."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except ValueError:
        return str(path)
