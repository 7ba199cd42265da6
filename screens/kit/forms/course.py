"""The course of a lesson: single digits mark what goes on, with its time, while somebody observes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.filled_forms import FormRefused, filled, observer_of, template_for
from models.actions.form_templates import Template
from models.actions.lesson_course import accept, began_at, mark, moments, proposals
from models.actions.lesson_facts import lesson
from models.journal.undo import UndoRefused, undo
from models.rules.lesson_course import END, OPENING, START, WORK, minutes, seconds_of, stretches, wanted
from models.rules.scores import show_tenths
from screens.kit.footer import FootLine
from screens.kit.forms.course_bar import CourseBar
from screens.kit.help import HelpScreen
from screens.kit.width import fitted

_LOOK_EVERY = 60.0  # seconds; the minutes are shown, no seconds tick


class CourseScreen(ModalScreen[None]):
    """1 自学, 2 讲, 3 练, 4 提问, 5 巡视; ``clock`` gives the instant of a key."""

    DEFAULT_CSS = """
    CourseScreen { align: left top; background: $background; }
    CourseScreen #course-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    CourseScreen #course-now { height: 3; padding: 1; background: $background; }
    CourseScreen CourseBar { height: 3; padding: 0 1 1 1; background: $background; }
    CourseScreen #course-told { padding: 0 1; height: auto; }
    """

    def __init__(self, desk: Desk, observation: int, clock: Callable[[], datetime] | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.observation = observation
        self._clock = clock or (lambda: datetime.now(UTC))
        self._observer = observer_of(observation)
        self._facts = lesson(self._observer.lesson)
        self._own: list[int] = []
        """The marks made on this screen, which Backspace takes back."""

    def compose(self) -> ComposeResult:
        yield Static(id="course-line", markup=False)
        yield Static(id="course-now", markup=False)
        yield CourseBar()
        with VerticalScroll():
            yield Static(id="course-told", markup=False)
        yield FootLine()

    def on_mount(self) -> None:
        self.set_interval(_LOOK_EVERY, self.show_course)
        self.show_course()

    def take_in_others(self) -> None:
        """Others have written."""
        self.show_course()

    # -- commands --------------------------------------------------------------------------------------------------

    def do_course_begin(self) -> None:
        self._mark(START)

    def why_not_course_begin(self) -> str:
        return t("forms.course_begun") if moments(self.observation) else ""

    def do_course_self_study(self) -> None:
        self._mark(WORK[0])

    def do_course_talk(self) -> None:
        self._mark(WORK[1])

    def do_course_practice(self) -> None:
        self._mark(WORK[2])

    def do_course_question(self) -> None:
        self._mark(WORK[3])

    def do_course_patrol(self) -> None:
        self._mark(WORK[4])

    def do_course_end(self) -> None:
        self._mark(END)

    def why_not_course_end(self) -> str:
        return "" if moments(self.observation) else t("forms.course_not_begun")

    def do_course_back(self) -> None:
        """Take the last mark back."""
        try:
            undo(self.desk.store, self._own[-1])
        except UndoRefused as refused:
            self.notify(str(refused), severity="warning")
            return
        self._own.pop()
        self.show_course()

    def why_not_course_back(self) -> str:
        return "" if self._own else t("forms.no_mark")

    def do_course_accept(self) -> None:
        """Take the proposed points into the form."""
        try:
            accept(self.desk, self.observation)
        except FormRefused as refused:
            self.notify(str(refused), severity="warning")
            return
        self.show_course()
        self.notify(t("forms.accepted"))

    def why_not_course_accept(self) -> str:
        return "" if proposals(self.observation) else t("forms.no_proposal")

    def do_course_leave(self) -> None:
        self.dismiss(None)

    def help_text(self) -> str:
        return t("forms.course_help")

    def do_app_help(self) -> None:
        self.app.push_screen(HelpScreen([self]))

    # -- showing ---------------------------------------------------------------------------------------------------

    def _mark(self, work: str) -> None:
        try:
            mark(self.desk, self.observation, work, self._clock())
        except FormRefused as refused:
            self.notify(str(refused), severity="warning")
            return
        self._own.append(self.desk.store.latest_change())
        self.show_course()

    def show_course(self) -> None:
        """Everything as it stands at this moment."""
        marks, began = moments(self.observation), began_at(self.observation)
        over = any(moment.work == END for moment in marks)
        until = None if over or began is None else int((self._clock() - began).total_seconds())
        found = stretches(marks, until)
        known = {choice.code: choice.label for choice in self.desk.lists.choices("lesson_work")}
        labels = {work: known.get(work, work) for work in (OPENING, *WORK)}
        plain = bool(getattr(self.app, "ascii_only", False)) or self.app.no_color
        title = f"{self._facts.title(self.desk.lists)}  {self._observer.name}"
        self.query_one("#course-line", Static).update(title)
        self.query_one(CourseBar).show(found, labels, plain)
        if not marks:
            now = t("forms.course_waiting")
        elif over:
            now = t("forms.course_ended", minutes=minutes(found[-1].ends if found else 0))
        else:
            last = labels.get(marks[-1].work, labels[OPENING])
            now = t("forms.course_now", minutes=minutes(found[-1].ends if found else 0), work=last)
        self.query_one("#course-now", Static).update(now)
        self.query_one("#course-told", Static).update(Text("\n".join(self._told(seconds_of(found), labels))))

    def _told(self, seconds: dict[str, int], labels: dict[str, str]) -> list[str]:
        """The minutes of each kind of work beside what the form asks for, then what the course proposes."""
        form = filled([self.observation]).get(self.observation)
        used = form.template if form else template_for(self._observer.lesson)
        lines = [_minutes_line(code, label, seconds.get(code, 0), used) for code, label in labels.items()]
        found = proposals(self.observation)
        if found:
            lines += ["", t("forms.proposed")]
        for seq, (item, points) in found.items():
            now = form.points.get(seq) if form else None
            facts = {"number": seq, "item": item.words, "points": show_tenths(points)}
            lines.append(t("forms.proposal", **facts, now=show_tenths(now) or t("forms.none_yet")))
        return lines


def _minutes_line(code: str, label: str, seconds: int, used: Template) -> str:
    item = next((one for one in used.items if one.timed == code), None)
    asked = wanted(item) if item else None
    taken = minutes(seconds)
    line = f"{fitted(label, 14)}{t('forms.minutes', minutes=taken).rjust(6)}"
    if asked is None:
        return line
    if asked.most is None:
        limit = t("forms.limit_least", least=asked.least)
    elif asked.least:
        limit = t("forms.limit_between", least=asked.least, most=asked.most)
    else:
        limit = t("forms.limit_most", most=asked.most)
    within = asked.least <= taken and (asked.most is None or taken <= asked.most)
    return f"{line}   {limit}   {t('forms.within') if within else t('forms.outside')}"
