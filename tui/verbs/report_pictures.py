"""``yanxiu report progress|pace|spread|load``: the term's figures as bars with the numbers beside, also for Word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.words import t
from tui import output
from tui.status import NO_SENSE, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.rules.series_pictures import Picture, ShareMap

PICTURES = ("progress", "pace", "spread", "load")
COLUMNS = ("chart", "label", "number", "mark", "words")
_WIDTH, _LABEL, _WORDS = 78, 24, 22


def print_picture(desk: Desk, name: str, options: Any) -> None:
    """Print it, write it for Word by ``--out FILE.docx``, or its numbers as rows. Raises Refused."""
    from models.actions.picture_paper import picture_document
    from models.actions.pictures import NoPicture, picture

    try:
        found = picture(desk, name, options.group, getattr(options, "obligation", None) or "")
    except NoPicture as refusal:
        raise Refused(NO_SENSE, str(refusal)) from refusal
    if options.format != "plain":
        rows = _rows(found)
        output.print_table(
            rows,
            [(column, t(f"pictures.{column}")) for column in COLUMNS],  # family pictures.*
            options.format,
            options.out,
        )
    elif options.out is None:
        print("\n".join(_lines(found)))
    elif options.out.suffix.lower() != ".docx":
        raise Refused(NO_SENSE, t("pictures.only_docx"))
    else:
        output.write_bytes(picture_document(desk, [found]), options.out)
        output.narrate(t("paper.printed", path=options.out))


def _rows(found: Picture) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"chart": chart.title, "label": bar.label, "number": bar.number, "mark": bar.mark, "words": bar.words}
        for chart in found.charts
        for bar in chart.bars
    ]
    for label, cells in found.map.rows if found.map else ():
        for heading, share in zip(found.map.headings if found.map else (), cells, strict=True):
            number = None if share is None else 100 * share
            rows.append({"chart": heading, "label": label, "number": number, "mark": None, "words": ""})
    return rows


def _lines(found: Picture) -> list[str]:
    from models.rules.series_pictures import cells_of

    lines = [found.title, *found.lines]
    for chart in found.charts:
        lines += ["", chart.title]
        words = max((_cells(bar.words) for bar in chart.bars), default=0)
        labels = min(_LABEL, max((_cells(bar.label) for bar in chart.bars), default=0))
        room = max(10, _WIDTH - labels - words - 3)
        for bar in chart.bars:
            row = f"{_fitted(bar.label, labels)} {_fitted(bar.words, words)}  {cells_of(bar, chart.full, room)}"
            lines.append(row.rstrip())
    return lines + (_map_lines(found.map) if found.map else [])


def _map_lines(shares: ShareMap) -> list[str]:
    from models.actions.picture_paper import share_words

    width = max(8, *(_cells(heading) + 1 for heading in shares.headings))
    lines = ["", shares.title, " " * _LABEL + "".join(_right(one, width) for one in shares.headings)]
    for label, cells in shares.rows:
        lines.append(_fitted(label, _LABEL) + "".join(_right(share_words(one) or "-", width) for one in cells))
    return lines


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def _fitted(text: str, width: int) -> str:
    from rich.cells import set_cell_size

    return set_cell_size(text, width)


def _right(text: str, width: int) -> str:
    return " " * max(0, width - _cells(text)) + text
