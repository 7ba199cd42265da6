"""``yanxiu reflections likeness [NUMBER]``: what of a reflection stands in others, with its method; or of which, of
those wanted, the most does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.status import DONE, NO_SENSE, PROBLEMS, Refused
from tui.verbs.reflections_search import marked, words
from tui.verbs.reflections_wanted import add_filters, wanted

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.actions.likeness import Like, Likeness

COLUMNS = ("id", "name", "kind", "month", "title", "percent", "whole", "other_id", "other_name", "relation")
_LEAST = 30


def add_arguments(parser: Parser) -> None:
    parser.add_argument("which", metavar="NUMBER", nargs="?", type=int, help=t("reflections_verb.which"))
    output.add_arguments(parser)
    add_filters(parser)
    parser.add_argument(
        "--least", metavar="N", type=int, default=_LEAST, help=t("reflections_verb.least", count=_LEAST)
    )


def run(call: Call) -> int:
    from models.actions.likeness import likeness_of
    from models.actions.reflections_finding import all_wanted, prepare

    options = call.options
    with call.desk() as desk:
        if not prepare(desk):
            output.narrate(t("find.not_rebuilt"))
            return PROBLEMS
        if options.which is not None:
            try:
                found = likeness_of(desk, options.which)
            except LookupError as error:
                raise Refused(NO_SENSE, t("reflections.gone")) from error
            if found is not None:
                _print_one(desk, found)
            return DONE
        asked = wanted(desk, options)
        judged = [(one, found) for one in all_wanted(desk, asked) if (found := likeness_of(desk, one))]
        rows = [row for one, found in judged if (row := _row(desk, one, found)) and row["percent"] >= options.least]
        rows.sort(key=lambda row: -int(row["percent"]))
        if options.format != "json":
            rows = [_in_words(desk, row) for row in rows]
        columns = [(name, t(f"likeness.column.{name}")) for name in COLUMNS]  # family likeness.column.*
        output.print_table(rows, columns, options.format, options.out)
        output.narrate(t("likeness.counted", count=len(rows), of=len(judged), least=options.least))
        if judged:
            output.narrate(t("likeness.method_short", run=judged[0][1].run))
    return DONE


def _row(desk: Desk, reflection: int, found: Likeness) -> dict[str, Any] | None:
    from models.actions.reflection_pieces import pieces

    before = [like for like in found.likes if not like.is_later]
    piece = next(iter(pieces(desk, [reflection])), None)
    if not before or piece is None:
        return None
    most = max(before, key=lambda like: like.percent)
    other = most.piece
    return {
        "id": reflection,
        "name": piece.name,
        "kind": piece.kind,
        "month": piece.month,
        "title": piece.title,
        "percent": most.percent,
        "whole": found.percent,
        "other_id": other.id if other else None,
        "other_name": other.name if other else "",
        "relation": most.relation,
    }


def _in_words(desk: Desk, row: dict[str, Any]) -> dict[str, Any]:
    relation = t(f"likeness.relation.{row['relation']}")  # family likeness.relation.*
    return {**row, "kind": words(desk, "kind", str(row["kind"])), "relation": relation}


def _print_one(desk: Desk, found: Likeness) -> None:
    from models.actions.likeness import told

    print(told(found))
    print(found.method)
    for like in found.likes:
        print(f"\n{_head(desk, like)}")
        for pair in like.pairs:
            print(f"  {t('likeness.this')}: {marked(pair.own)}\n  {t('likeness.other')}: {marked(pair.other)}")


def _head(desk: Desk, like: Like) -> str:
    facts = [f"{like.percent}%", t(f"likeness.relation.{like.relation}"), like.month, words(desk, "kind", like.kind)]
    if like.piece:
        facts += [like.piece.name, like.piece.title, f"#{like.piece.id}"]
    return "  ".join(filter(None, (*facts, t("likeness.later") if like.is_later else "")))
