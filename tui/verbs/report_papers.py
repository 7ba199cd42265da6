"""``yanxiu report notice|slips|observing|leading``: what is pinned up or handed out, on paper or as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.words import t
from tui import output
from tui.status import NO_SENSE, Refused

if TYPE_CHECKING:
    from data.formats.pages import Page
    from models.actions.desk import Desk

PAPERS = ("notice", "slips", "observing", "leading")


def print_paper(desk: Desk, report: str, options: Any) -> None:
    """Print it: on paper's width, into a file for Word, Excel or a printer by its ending, or as rows.

    Raises Refused for a file of another kind.
    """
    from data.formats.page_files import ENDINGS, print_pages
    from data.formats.pages import as_text

    if options.format in ("csv", "json", "markdown", "html"):
        rows, columns = _rows(desk, report, options)
        output.print_table(rows, columns, options.format, options.out)
        return
    pages, slips = _pages(desk, report, options), report == "slips"
    if not pages:
        output.narrate(t("paper.nothing"))
        return
    ending = options.out.suffix.lower() if options.out else ""
    if options.format == "xlsx":
        output.write_bytes(print_pages(pages, ".xlsx", slips), options.out)
    elif options.out is None:
        output.print_text(as_text(pages, slips))
    elif ending not in ENDINGS:
        raise Refused(NO_SENSE, t("paper.ending", endings=" ".join(ENDINGS)))
    else:
        output.write_bytes(print_pages(pages, ending, slips), options.out)
        output.narrate(t("paper.printed", path=options.out))


def _pages(desk: Desk, report: str, options: Any) -> list[Page]:
    from models.actions.observing_papers import notice, slips
    from models.actions.observing_summaries import summaries

    if report == "leading":
        from models.actions.leading_paper import leading_page

        return [leading_page(desk)]
    if report == "notice":
        return [notice(desk, options.day)]
    if report == "slips":
        return slips(desk, options.day, options.group)
    return summaries(desk, options.group)


def _rows(desk: Desk, report: str, options: Any) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    """The same for other programs: people by number, codes as codes."""
    from models.actions.observing_papers import NOTICE_COLUMNS, SLIP_COLUMNS, notice_rows, slip_rows
    from models.actions.observing_summaries import seen_standings
    from models.actions.standing import standing_row, titles

    if report == "observing":
        people = seen_standings(desk, options.group)
        staff_no = ("staff_no", t("column.staff_no"))
        return [{"staff_no": one.staff_no, **standing_row(one)} for one in people], [staff_no, *titles()]
    if report == "leading":
        from models.actions.leading_paper import LEADING_COLUMNS, in_words, leading_rows

        found = leading_rows(desk)
        told = found if options.format == "json" else [in_words(desk, row) for row in found]
        return told, [(name, t(f"leading.column.{name}")) for name in LEADING_COLUMNS]  # family leading.column.*
    if report == "notice":
        rows, names = notice_rows(desk, options.day), NOTICE_COLUMNS
    else:
        rows, names = slip_rows(desk, options.day, options.group), SLIP_COLUMNS
    return rows, [(name, t(f"paper.row.{name}")) for name in names]  # family paper.row.*
