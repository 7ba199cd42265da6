"""The folder for inspectors (迎检材料): whose, for whom and where to; then it is made, and may be stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from data.words import t
from models.actions.desk import Desk
from models.actions.inspection import proposed_name
from models.actions.inspection_job import Finished, job_for
from models.actions.inspection_subject import named_subject
from models.actions.plan_proposal_process import Answer, PlanningProcess
from models.planning.watching import Progress
from models.rules.inspection import Subject
from models.rules.readers import Reader
from models.rules.rights import REMOTE
from models.store.errors import StoreError
from screens.kit.dialogs import Dialog
from screens.kit.importing.paths import shown_path, typed_path
from screens.kit.page import Host

_EVERY = 0.1  # seconds between two looks at how far it is
_BAR = 40
_SHOWN = 6  # of what is missing
_READERS = (Reader.INTERNAL, Reader.UPWARD, Reader.PUBLIC)


def open_inspecting(page: Screen[Any]) -> None:
    """Ask and make it, over any screen."""
    host = cast(Host, page.app)
    desk = cast(Desk, host.desk)
    page.app.push_screen(Inspecting(desk, host.way_in(desk.who)))


class Inspecting(Dialog[None]):
    """One box: Enter makes the folder with what stands there, Tab goes on to the next line."""

    AUTO_FOCUS: ClassVar[str | None] = "#inspect-who"
    DEFAULT_CSS = """
    Inspecting > .dialog { width: 76; max-width: 100%; }
    Inspecting .asked { height: auto; }
    Inspecting OptionList { height: 3; border: none; padding: 0; }
    Inspecting .told { height: auto; padding-top: 1; }
    """

    def __init__(self, desk: Desk, way_in: str) -> None:
        super().__init__(t("inspecting.title"))
        self._desk = desk
        self._way_in = way_in
        self._process = PlanningProcess()
        self._path: Path | None = None
        self._agreed: Path | None = None
        self._own_path = False
        self.finished: Finished | None = None

    @property
    def is_remote(self) -> bool:
        """Whether a file would lie on the server's disk, where this person does not get at it."""
        return self._desk.store.actor.origin.startswith(REMOTE)

    def answers(self) -> ComposeResult:
        with Vertical(classes="asked"):
            yield Static(Text(t("inspecting.who")))
            yield Input(id="inspect-who", compact=True, max_length=60)
            yield Static(id="inspect-whose", markup=False)
            yield Static(Text(t("inspecting.reader")))
            options = [
                Option(Text(t(f"inspecting.for_{one}")), id=one.value) for one in _READERS
            ]  # family inspecting.for_*
            yield OptionList(*options, compact=True, id="inspect-reader")
            yield Static(Text(t("inspecting.purpose")))
            yield Input(id="inspect-purpose", compact=True, max_length=120)
            if not self.is_remote:
                yield Static(Text(t("inspecting.path")))
                yield Input(id="inspect-path", compact=True, max_length=1000)
        yield Static(classes="told", id="inspect-told", markup=False)

    def hint(self) -> str:
        return t("inspecting.hint_remote") if self.is_remote else t("inspecting.hint")

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = 0
        self.set_interval(_EVERY, self._look)
        self._name_whose()

    def on_unmount(self) -> None:
        self._process.end()

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.id == "inspect-who":
            self._name_whose()
        elif event.input.id == "inspect-path":
            self._own_path = self._own_path or event.input.has_focus

    def do_dialog_accept(self) -> None:
        if self.finished is not None:
            self.dismiss(None)
        elif not self._process.is_busy:
            self._go()

    def do_dialog_cancel(self) -> None:
        """Stop what is being made; nothing is written then. Else close the box."""
        if self._process.is_busy:
            self._process.good_enough()
            self._tell(t("inspecting.stopping"))
        else:
            self.dismiss(None)

    # -- asking ----------------------------------------------------------------------------------------------------

    @property
    def _reader(self) -> Reader:
        return _READERS[self.query_one(OptionList).highlighted or 0]

    def _subject(self) -> Subject | None:
        """Whose it is, by what was typed; None where that means nobody, or several, which is said."""
        try:
            return named_subject(self._desk, self.query_one("#inspect-who", Input).value)
        except ValueError as error:
            self._tell(str(error))
            return None

    def _name_whose(self) -> None:
        self._tell("")
        whose = self.query_one("#inspect-whose", Static)
        subject = self._subject()
        if subject is None:
            whose.update("")
            return
        try:
            name = proposed_name(self._desk, subject)
        except StoreError as refusal:
            whose.update("")
            self._tell(str(refusal))
            return
        whose.update(Text(f"  {name.removesuffix('.zip')}"))
        if not self.is_remote and not self._own_path:
            with self.prevent(Input.Changed):
                self.query_one("#inspect-path", Input).value = shown_path(Path.home() / name)

    def _go(self) -> None:
        if (subject := self._subject()) is None:
            return
        if self.is_remote:
            self._tell(self._how_to_fetch(subject))
            return
        path = typed_path(self.query_one("#inspect-path", Input).value)
        if problem := self._what_is_wrong(path):
            self._tell(problem)
            return
        assert path is not None
        self._path = path
        purpose = self.query_one("#inspect-purpose", Input).value
        self._process.begin(job_for(self._desk, subject, self._reader, purpose, str(path.absolute())))
        self.query_one(".asked").display = False
        self._hint(t("inspecting.hint_making"))
        self._tell(t("inspecting.begins"))

    def _what_is_wrong(self, path: Path | None) -> str:
        """Why that path will not do; one that exists is named and takes a second Enter."""
        if path is None:
            return t("import.path_needed")
        if path.suffix.lower() != ".zip":
            return t("inspection.not_zip", name=path.name)
        if not path.parent.is_dir():
            return t("import.no_such_folder", path=shown_path(path.parent))
        if path.exists() and path != self._agreed:
            self._agreed = path
            return t("import.overwrite", name=path.name)
        return ""

    def _how_to_fetch(self, subject: Subject) -> str:
        """What to type at home: a file that this session wrote would lie on the server."""
        what = "school" if subject.kind == "school" else f"{subject.kind} {subject.name}"
        name = proposed_name(self._desk, subject).replace(" ", "")
        line = f"{self._way_in} inspect {what} - --reader {self._reader} > {name}"
        return t("inspecting.fetch", line=line)

    # -- making ----------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        for said in self._process.heard():
            if not isinstance(said, Answer):
                self._tell(self._how_far(said.progress))
            elif said.failed:
                self._end(Finished(problem=t("inspecting.failed", why=said.failed)))
            else:
                self._end(said.result)

    def _how_far(self, progress: Progress) -> str:
        done = _BAR * progress.parts // max(1, progress.all_parts)
        bar = "[" + "#" * done + "." * (_BAR - done) + "]"
        return t("inspecting.working", at=progress.parts, of=progress.all_parts, what=progress.phase) + f"\n{bar}"

    def _end(self, finished: Finished) -> None:
        if finished.stopped or finished.problem:
            self.query_one(".asked").display = True
            self._hint(self.hint())
            self.query_one("#inspect-who", Input).focus()
            self._tell(finished.problem or t("inspecting.stopped"))
            return
        self.finished = finished
        path = shown_path(self._path) if self._path else ""
        size = f"{finished.size / (1 << 20):.1f}"
        lines = [t("inspecting.made", path=path, count=finished.files, size=size)]
        if finished.gaps:
            lines += ["", t("inspecting.gaps", count=len(finished.gaps))]
            lines += [t("inspecting.gap", what=one.what, count=one.count) for one in finished.gaps[:_SHOWN]]
        self._tell("\n".join(lines))
        self._hint(t("app.tell_hint"))
        self.set_focus(None)

    def _hint(self, words: str) -> None:
        self.query_one(".dialog-hint", Static).update(Text(words))

    def _tell(self, words: str) -> None:
        self.query_one("#inspect-told", Static).update(Text(words))
