"""Writing a reflection: the text over the whole screen, what it is for above it, its length below."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import Static, TextArea

from data.words import t
from models.actions.desk import Desk
from models.actions.lesson_facts import lessons
from models.actions.likeness import likeness_of_text, told
from models.actions.looking_up import people_meant
from models.actions.observing_words import person_words
from models.actions.reflection_pieces import reflection_rules
from models.actions.reflection_writing import (
    Writing,
    activities_to_write_about,
    begun,
    forget,
    hand_over,
    keep,
    keep_keystrokes,
    lessons_to_write_about,
    own_number,
)
from models.actions.reflections import ReflectionRefused
from models.registers.choosing import label_of
from models.rules.dates import parse_partial_date
from models.rules.reflections import AFTER_LESSON, EXCHANGE, KINDS, characters_in, outline_of
from models.store.errors import NotAllowed, StoreError
from screens.kit.dialogs import Ask, Choose, Confirm
from screens.kit.footer import FootLine
from screens.kit.inbox.likeness import LikenessSheet
from screens.kit.overlay import Overlay
from screens.kit.width import fitted

_NONE = "-"
_KEEP_AFTER = 400
"""Characters typed in a text too long to be kept with every key after which it is saved as a draft."""


class Paper(TextArea):
    """The text, plain and without a frame."""

    def __init__(self, text: str) -> None:
        super().__init__(text, compact=True, highlight_cursor_line=False)


class WritingRoom(Overlay):
    """Dismissed when the person leaves; what was written is a draft then, or handed in."""

    AUTO_FOCUS: ClassVar[str | None] = "Paper"
    DEFAULT_CSS = """
    WritingRoom #writing-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    WritingRoom #writing-told { height: 1; padding: 0 1; background: $surface; color: $text-muted; }
    WritingRoom Paper { height: 1fr; border: none; padding: 0 1; }
    """

    def __init__(self, desk: Desk, writing: Writing, found_again: bool = False) -> None:
        super().__init__()
        self.desk = desk
        self.writing = writing
        self._kept = "" if found_again else writing.body
        self._found_again = found_again
        self._least = reflection_rules(desk).least_of(writing.kind)

    def compose(self) -> ComposeResult:
        yield Static(id="writing-line", markup=False)
        yield Paper(self.writing.body)
        yield Static(id="writing-told", markup=False)
        yield FootLine()

    def on_mount(self) -> None:
        paper = self.query_one(Paper)
        first = next((number for number, line in enumerate(self.writing.body.splitlines()) if not line.strip()), None)
        paper.move_cursor((first, 0) if first is not None and not self.writing.reflection else paper.document.end)
        self._tell()
        if self._found_again:
            self.host.say(t("reflections.found_again"))

    def help_text(self) -> str:
        return t("reflections.writing_help")

    def on_text_area_changed(self) -> None:
        """Every key is kept, beside the history; the draft itself is written when the person says so or leaves."""
        self.writing = self.writing.but(body=self.query_one(Paper).text)
        try:
            too_long = not keep_keystrokes(self.desk, self.writing)
        except StoreError as error:  # a full disk: the text stays on the screen
            self.host.say(str(error), warning=True)
            return
        if too_long and abs(len(self.writing.body) - len(self._kept)) > _KEEP_AFTER:
            self._keep()
        self._tell()

    # -- commands ----------------------------------------------------------------------------------------------------

    def do_writing_keep(self) -> None:
        if self._keep():
            self.host.say(t("reflections.draft_kept"))

    async def do_writing_title(self) -> None:
        answer = await self.app.push_screen_wait(Ask(t("reflections.title_title"), "", self.writing.title))
        if answer is not None:
            self._change(title=answer.strip()[:120])

    async def do_writing_month(self) -> None:
        typed, why = self.writing.month, t("reflections.month_text")
        while True:
            answer = await self.app.push_screen_wait(Ask(t("reflections.month_title"), why, typed))
            if answer is None:
                return
            try:
                found = parse_partial_date(
                    answer, earliest=None, latest=None, today=self.desk.today, day_required=False
                )[:7]
            except ValueError as error:
                typed, why = answer, str(error)
                continue
            if len(found) == 7:
                self._change(month=found)
                return
            typed, why = answer, t("reflections.month_only")

    async def do_writing_outline(self) -> None:
        found = outline_of(self.writing.body)
        options = [(str(line), title) for line, title in found]
        chosen = await self.app.push_screen_wait(Choose(t("reflections.outline"), options))
        if chosen:
            self.query_one(Paper).move_cursor((int(chosen) + 1, 0), center=True)

    def why_not_writing_outline(self) -> str:
        return "" if outline_of(self.writing.body) else t("reflections.no_headings")

    async def do_writing_like(self) -> None:
        """What of it stands in other reflections, passage by passage."""
        if self._keep() and self.writing.reflection is not None:
            await self.app.push_screen_wait(LikenessSheet(self.desk, self.writing.reflection))

    async def do_writing_hand_in(self) -> None:
        """Hand it in, after a look at its length and at what of it stands elsewhere."""
        body = self.writing.body
        lines = [self._length()]
        try:
            found = likeness_of_text(self.desk, body, self.writing.teacher, self.writing.reflection)
        except NotAllowed:
            found = None
        if found is not None:
            lines += [told(found), found.method]
        if not await self.app.push_screen_wait(Confirm(t("reflections.hand_in_title"), "\n".join(lines))):
            return
        try:
            hand_over(self.desk, self.writing)
        except ReflectionRefused as refused:
            self.host.say(str(refused), warning=True)
            return
        self.host.saved()
        self.dismiss(None)

    def do_writing_leave(self) -> None:
        """What was written stays as a draft; an empty page leaves nothing."""
        blank = not _own_words(self.writing.body) and not self.writing.title and self.writing.reflection is None
        if blank:
            forget(self.desk)
        elif not self._keep():
            return
        self.dismiss(None)

    # -- inside ------------------------------------------------------------------------------------------------------

    def _change(self, **facts: Any) -> None:
        self.writing = self.writing.but(**facts)
        keep_keystrokes(self.desk, self.writing)
        self._tell()

    def _keep(self) -> bool:
        try:
            self.writing = keep(self.desk, self.writing)
        except StoreError as refused:
            self.host.say(str(refused), warning=True)
            return False
        self._kept = self.writing.body
        self.host.saved()
        return True

    def _length(self) -> str:
        count = characters_in(self.writing.body)
        if count < self._least:
            return t("reflections.short", count=count, least=self._least, fewer=self._least - count)
        return t("reflections.length", count=count)

    def _tell(self) -> None:
        writing = self.writing
        about = ""
        if writing.lesson is not None:
            about = next((one.title(self.desk.lists) for one in lessons([writing.lesson])), "")
        elif writing.activity is not None:
            about = self.desk.lists.activity_codes().get(writing.activity, "")
        kind = label_of(self.desk.lists.choices("reflection_kind"), writing.kind)
        head = (
            person_words(self.desk, writing.teacher),
            kind,
            writing.month,
            writing.title or t("reflections.untitled"),
        )
        line = "  ".join(filter(None, (*head, about)))
        width = max(20, self.size.width - 2)
        self.query_one("#writing-line", Static).update(Text(fitted(line, width).rstrip(), no_wrap=True))
        self.query_one("#writing-told", Static).update(Text(self._length(), no_wrap=True))


async def ask_what(app: App[Any], desk: Desk) -> Writing | None:
    """Whose piece is begun, of which kind, about what; None when given up."""
    teacher = own_number(desk) or await _ask_whose(app, desk)
    if not teacher:
        return None
    choices = desk.lists.choices("reflection_kind")
    options = [(kind, label_of(choices, kind)) for kind in KINDS]
    kind = await app.push_screen_wait(Choose(t("reflections.which_kind"), options))
    if kind is None:
        return None
    lesson = activity = None
    if kind == AFTER_LESSON:
        found = [(str(one.id), one.title(desk.lists)) for one in lessons_to_write_about(desk, teacher)]
        lesson = await _ask_about(app, t("reflections.which_lesson"), found)
    elif kind == EXCHANGE:
        held = [(str(row_id), title) for row_id, title in activities_to_write_about(desk, teacher)]
        activity = await _ask_about(app, t("reflections.which_activity"), held)
    if -1 in (lesson, activity):
        return None
    return begun(desk, teacher, kind, lesson, activity)


async def _ask_about(app: App[Any], title: str, options: list[tuple[str, str]]) -> int | None:
    """The lesson or activity chosen, None for none of them, -1 when given up."""
    if not options:
        return None
    chosen = await app.push_screen_wait(Choose(title, [*options, (_NONE, t("reflections.none_of_them"))]))
    return -1 if chosen is None else None if chosen == _NONE else int(chosen)


async def _ask_whose(app: App[Any], desk: Desk) -> str:
    typed, why = "", t("reflections.whose_text")
    while True:
        answer = await app.push_screen_wait(Ask(t("reflections.whose"), why, typed))
        if not answer or not answer.strip():
            return ""
        people = people_meant(desk, answer)
        if len(people) == 1:
            return people[0].staff_no
        if people:
            options = [(one.staff_no, f"{one.name}({one.staff_no})") for one in people]
            return await app.push_screen_wait(Choose(t("reflections.whose"), options)) or ""
        typed, why = answer, t("history.no_such_teacher", text=answer)


def _own_words(body: str) -> str:
    """The text without its headings."""
    return "".join(line.strip() for line in body.splitlines() if not outline_of(line))
