"""``yanxiu reflections search 提问``: what was written, over all years, with the words where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.status import DONE, PROBLEMS
from tui.verbs.reflections_wanted import add_filters, wanted

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.actions.reflections_finding import Found, Hit
    from models.rules.search_words import Excerpt

COLUMNS = ("id", "handed_in_on", "staff_no", "name", "kind", "month", "title", "state", "grade", "tags", "excerpts")
_FEW = 40
_TOLD = 20_000  # texts of which it is worth telling how many are done


def add_arguments(parser: Parser) -> None:
    parser.add_argument("words", metavar="WORD", nargs="*", help=t("reflections_verb.words"))
    list_options(parser)
    parser.add_argument("--rebuild", action="store_true", help=t("reflections_verb.rebuild"))


def list_options(parser: Parser) -> None:
    """The options of any list of reflections."""
    output.add_arguments(parser)
    add_filters(parser)
    parser.add_argument("--most", metavar="N", type=int, default=_FEW, help=t("reflections_verb.most", count=_FEW))


def listed(call: Call) -> int:
    """The newest of those wanted."""
    from models.actions.reflections_finding import find

    with call.desk() as desk:
        _print(desk, call, find(desk, "", wanted(desk, call.options), limit=max(1, call.options.most)))
    return DONE


def run(call: Call) -> int:
    from models.actions.reflections_finding import find, prepare

    options = call.options
    with call.desk() as desk:
        if options.rebuild:
            desk.sight.ensure("reflections")
            made = prepare(desk, _tell, anew=True)
            output.narrate(t("find.rebuilt") if made else t("find.not_rebuilt"))
            if not options.words:
                return DONE if made else PROBLEMS
        found = find(desk, " ".join(options.words), wanted(desk, options), limit=max(1, options.most))
        if found.read and prepare(desk, _tell):
            found = find(desk, " ".join(options.words), wanted(desk, options), limit=max(1, options.most))
        _print(desk, call, found)
    return DONE


def _print(desk: Desk, call: Call, found: Found) -> None:
    options = call.options
    if options.format == "plain" and options.out is None:
        for hit in found.hits:
            print(_in_lines(desk, hit))
    else:
        rows = [_row(desk, hit, options.format == "json") for hit in found.hits]
        columns = [(name, t(f"find.column.{name}")) for name in COLUMNS]  # family find.column.*
        output.print_table(rows, columns, options.format, options.out)
    output.narrate(told(found))


def told(found: Found) -> str:
    """How many there are, in a sentence."""
    if not found.hits:
        return t("find.nothing")
    count = t("find.more_than", count=found.total) if found.is_more else str(found.total)
    return t("find.counted", count=count, shown=len(found.hits))


def _tell(done: int, count: int) -> None:
    if count >= _TOLD and (done == count or done < 1_000 or done - done // 10_000 * 10_000 == 0):
        output.narrate(t("find.building", done=done, count=count))


def _row(desk: Desk, hit: Hit, as_data: bool) -> dict[str, Any]:
    piece = hit.piece
    row = {name: getattr(piece, name) for name in COLUMNS if name != "excerpts"}
    row["tags"] = list(piece.tags)
    row["excerpts"] = [marked(each) for each in hit.excerpts]
    if as_data:
        return row
    return {**row, **{name: words(desk, name, row[name]) for name in ("kind", "state", "grade")}}


def _in_lines(desk: Desk, hit: Hit) -> str:
    piece = hit.piece
    facts = (piece.handed_in_on, piece.name or t("find.nobody"), words(desk, "kind", piece.kind), piece.month)
    ending = (words(desk, "state", piece.state), words(desk, "grade", piece.grade), *piece.tags, f"#{piece.id}")
    head = "  ".join(filter(None, (*facts, marked(hit.title), *ending)))
    return "\n".join((head, *(f"    {marked(each)}" for each in hit.excerpts)))


def words(desk: Desk, name: str, value: str) -> str:
    """A reflection's kind, state or grade for a person."""
    from models.registers.choosing import label_of

    return label_of(desk.lists.choices(f"reflection_{name}"), value) if value else ""


def marked(excerpt: Excerpt) -> str:
    """The piece of text with the words in brackets, so that they stand out without colour."""
    parts, last = [], 0
    for start, end in excerpt.marks:
        parts += [excerpt.text[last:start], "「", excerpt.text[start:end], "」"]
        last = end
    return "".join((*parts, excerpt.text[last:]))
