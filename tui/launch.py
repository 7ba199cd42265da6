"""Opening the app: the start-up switches first, then Textual, then the store's own screens or the first start."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import TYPE_CHECKING

from data import words
from data.words import t
from tui.call import Call, demo_place
from tui.crash import tell
from tui.output import narrate
from tui.startup import is_utf8, is_wide, prepare
from tui.status import DONE, NO_SENSE, NO_STORE, Refused
from tui.terminals import can_draw, is_console, usual_look
from tui.verbs import verb
from tui.way_back import StoreLost, missing, went_back

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.store.address import ServerAddress
    from tui.app import YanxiuApp


def open_app(call: Call) -> int:
    """Show the app on the call's store, founding a school first where there is none; the exit status."""
    ready = made_ready(call)
    if ready is None:
        return verb("home").run(call)
    look, wide = ready
    if not call.store_exists() and not call.ask:
        lost = missing(call)
        status = found(call, look) if lost is None else None
        if status is not None:
            return status
        if lost and not went_back(call, lost):
            raise lost

    from tui.app import YanxiuApp
    from tui.driver import driver

    key = call.ask.visitor.fingerprint if call.ask else ""
    with ExitStack() as stack:
        desk = opened(call, stack)
        app = YanxiuApp(desk, look, wide, driver(), call.preferences(), lambda: call.look_after(desk.store), key)
        with running_copy(call, desk, app):
            try:
                status = app.run(mouse=False)
            finally:
                app.watch_others.whereabouts.leave(app.left_properly)
    if app.farewell:
        print(app.farewell, file=sys.stderr)
    return tell(app.crashed_with) if app.crashed_with else status or DONE


def made_ready(call: Call) -> tuple[str, bool] | None:
    """Set up terminal and words before Textual is there: the look, and whether ambiguous characters are two cells wide;
    None, and a sentence, where nothing can be drawn. Raises Refused."""
    if not is_utf8(sys.stdout.encoding):
        raise Refused(NO_SENSE, t("cli.not_utf8", encoding=sys.stdout.encoding))
    term = os.environ.get("TERM", "")
    if not can_draw(term):
        narrate(t("terminal.no_screen", term=term))
        return None
    if is_console(term):
        choose_words(call)
    prepare()
    look = asked_look(call) or usual_look(term)
    wide = is_wide(os.environ.get("YANXIU_WIDTH", "auto"))
    if wide:
        from tui.wide import draw_ambiguous_wide

        draw_ambiguous_wide()
    return look, wide


def open_county(call: Call, address: ServerAddress) -> int | None:
    """Show the county's own screen; the exit status, None where nothing can be drawn."""
    ready = made_ready(call)
    if ready is None:
        return None
    from tui.county_app import CountyApp
    from tui.driver import driver

    app = CountyApp(address, call.actor, ready[0], driver())
    status = app.run(mouse=False)
    return tell(app.crashed_with) if app.crashed_with else status or DONE


def opened(call: Call, stack: ExitStack) -> Desk:
    """The desk; where the store is damaged, after the way back if the person wants it. Raises Refused."""
    try:
        return stack.enter_context(call.desk())
    except StoreLost as lost:
        if not went_back(call, lost):
            raise
    return stack.enter_context(call.desk())


@contextmanager
def running_copy(call: Call, desk: Desk, app: YanxiuApp) -> Iterator[None]:
    """Keep the running copy while the app is open, where this machine is to; `yanxiu serve` does it by itself."""
    from models.actions.backups import journal_folder, keeps_here

    if call.ask or not keeps_here(desk):
        yield
        return
    from tui.running_copy import RunningCopy

    def tell(words: str) -> None:
        if app.is_running:
            app.call_from_thread(app.say, words, warning=True)

    keeper = RunningCopy(desk.store.place, journal_folder(desk), tell)
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()


def choose_words(call: Call) -> None:
    """The Linux console has no Chinese characters and cannot say so: tell it once, and offer English."""
    if words.language() != "zh_CN" or call.options.lang or os.environ.get("YANXIU_LANG"):
        return
    kept = call.preferences()
    chosen = kept.get("lang_on_console")
    if not chosen:
        words.use("en")
        print(t("terminal.console_chinese"))
        try:
            chosen = "zh_CN" if input(t("terminal.console_which")).strip() == "2" else "en"
        except EOFError:
            chosen = "en"
        kept.keep("lang_on_console", chosen)
    words.use(chosen)


def asked_look(call: Call) -> str:
    """``--theme``, YANXIU_THEME or what the person chose; '' for none. Raises Refused for a look that there is not."""
    from screens.kit.theme import LOOKS

    asked = call.options.theme or os.environ.get("YANXIU_THEME", "")
    if not asked:
        kept = call.preferences().get("theme")
        return kept if kept in LOOKS else ""
    if asked not in LOOKS:
        raise Refused(NO_SENSE, t("cli.bad_look", value=asked, choices="、".join(LOOKS)))
    return asked


def found(call: Call, look: str) -> int | None:
    """Ask what to begin with, and make it; an exit status when the person leaves instead."""
    from models.actions.school import found_school
    from models.rules.terms import term_named, term_of
    from models.store.errors import StoreError
    from tui.driver import driver
    from tui.first_start import FirstStart

    app = FirstStart(call.place_shown, look, driver())
    wanted = app.run(mouse=False)
    if app.crashed_with:
        return tell(app.crashed_with)
    if wanted is None:
        return DONE
    if not wanted.name:
        from tui.verbs.demo import make_sample

        call.place = str(demo_place())
        make_sample(call, fresh=False)
        return None
    try:
        found_school(call.place, wanted.name, wanted.term or term_named(term_of(date.today())), call.actor).close()
    except StoreError as error:
        raise Refused(NO_STORE, str(error)) from error
    return None
