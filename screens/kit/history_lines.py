"""The history as lines of text: one for each action in a list, and what one action changed."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

from data.words import t
from models.actions.telling import Line, Teller
from models.journal.history import Entry, local_time
from screens.kit.width import fitted

_AT, _WHO, _FROM, _TITLE = 16, 8, 8, 20
_MOST_LINES = 400
_UNPRINTABLE = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233), " ")


def headings(width: int) -> str:
    """The headings over the lines."""
    return _columns(
        width,
        t("history.column_at"),
        t("history.column_who"),
        t("history.column_from"),
        t("history.column_what"),
        t("history.column_whose"),
    )


def line_of(entry: Entry, teller: Teller, width: int) -> str:
    """One action: when, who, from where, what, whose; and whether it has been taken back."""
    whose = teller.whose(entry)
    if teller.undone(entry):
        whose = t("history.undone_mark", whose=whose)
    at = f"{local_time(entry.at):%Y-%m-%d %H:%M}"
    return _columns(width, at, entry.actor, entry.origin, teller.title(entry), whose)


def summary(entry: Entry, teller: Teller) -> str:
    """One action in a sentence, with its number and why it was done."""
    parts = [
        t("history.number", number=entry.id),
        f"{local_time(entry.at):%Y-%m-%d %H:%M:%S}",
        entry.actor,
        teller.title(entry),
        teller.whose(entry),
        entry.reason,
        teller.undone_by(entry),
    ]
    return "  ".join(filter(None, parts)).translate(_UNPRINTABLE)


def details(entry: Entry, teller: Teller, width: int) -> Text:
    """Every field that changed, a line for each: whose, which field, from what to what."""
    lines = teller.lines(entry)
    shown = lines[:_MOST_LINES]
    whose = min(max((cell_len(line.whose) for line in shown), default=0), width // 5)
    field = min(max((cell_len(line.field) for line in shown), default=0), width // 4)
    told = [f"{fitted(line.whose, whose)}  {fitted(line.field, field)}  {_change(line)}" for line in shown]
    left = entry.row_count - len(entry.rows)
    if left > 0 or len(lines) > len(shown):
        told.append(t("history.more_rows", count=left) if left > 0 else t("history.more_lines"))
    return Text("\n".join(line.translate(_UNPRINTABLE) for line in told) or t("history.no_lines"))


def _change(line: Line) -> str:
    empty = t("store.empty")
    return f"{line.old or empty} > {line.new or empty}"


def _columns(width: int, at: str, who: str, origin: str, title: str, whose: str) -> str:
    extra = max(0, width - 80)
    sizes = [_AT, _WHO + min(8, extra // 8), _FROM + min(14, extra // 4), _TITLE + min(14, extra // 4)]
    cells = [fitted(text, size) for text, size in zip((at, who, origin, title), sizes, strict=True)]
    return "  ".join(["", *cells, whose])[1:]
