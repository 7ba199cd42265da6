"""``yanxiu plan``, ``plan read``, ``plan summary``, ``plan next``: the plan by its clauses and what is made of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.words import t
from tui import output
from tui.call import Call
from tui.output import narrate
from tui.piping import STREAM, piped, sent
from tui.status import DONE, NO_SENSE, NOT_ALLOWED, PROBLEMS, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.actions.plan_book import Clause
    from models.actions.plan_reading import NewPlan

BOOK = ("clauses", "read", "file", "summary", "next")
COLUMNS = ("number", "clause", "figure", "done", "of", "due", "share", "owing", "state", "note")
PROMISES = ("place", "number", "words", "promise", "state")
"""The columns that are printed; the titles are the words plan_book.column_*."""


def run(call: Call) -> int:
    """What was asked of the plan itself. Raises Refused."""
    what, subject = call.options.plan, call.options.subject
    if what == "clauses":
        return _print_clauses(call)
    if not subject:
        raise Refused(NO_SENSE, t(f"plan_book.needs_{what}"))  # family plan_book.needs_*
    if what == "next":
        return _begin(call, subject)
    if call.ask and subject != STREAM:
        raise Refused(NOT_ALLOWED, t("plan_book.stream"))
    if what == "read":
        with piped(Path(subject)) as path:
            return _read(call, path)
    if what == "file":
        return _give_back(call, subject)
    if subject != STREAM and Path(subject).suffix.lower() != ".docx":
        raise Refused(NO_SENSE, t("plan_book.only_docx", name=Path(subject).name))
    if subject != STREAM:
        output.ensure_writable(Path(subject))
    with sent(Path(subject)) as path:
        return _write_summary(call, path, subject)


def _print_clauses(call: Call) -> int:
    from models.actions.plan_book import clauses, unplaced

    with call.desk() as desk:
        book = clauses(desk)
        lost = [one.title for one in unplaced(book)]
    rows = [row for clause in book for row in _rows(clause, call.options.format)]
    output.print_table(rows, _titles(COLUMNS), call.options.format, call.options.out)
    if lost:
        narrate(t("plan_book.unplaced_named", what="、".join(lost)))
    return DONE


def _rows(clause: Clause, form: str) -> list[dict[str, Any]]:
    """A row for each figure; a clause without any has one that says why."""
    from models.actions.owed.told import state_words
    from models.rules.obligations import STATES

    whole = form in ("json", "xlsx", "csv")
    words = clause.body if whole else clause.body.partition("\n")[0][:14]
    empty = dict.fromkeys(COLUMNS)
    note = clause.unmeasured or ("" if clause.is_heading or clause.figures else t("plan_book.no_number"))
    first = {**empty, "number": clause.number, "clause": words, "note": note}
    rows = []
    for place, one in enumerate(clause.figures):
        shown = {
            "figure": one.label,
            "done": one.done if one.of or one.unit == "rows" else None,
            "of": one.of or None,
            "due": one.due if one.of and one.unit == "count" else None,
            "share": one.share if one.share >= 0 else None,
            "owing": one.owing or None,
            "state": one.state if form == "json" else state_words(one.state) if one.state in STATES else "",
        }
        head = first if place == 0 or form == "json" else {**empty, "number": "", "clause": "", "note": ""}
        rows.append({**head, **shown})
    return rows or [{**first, "figure": "", "state": ""}]


def _read(call: Call, path: Path) -> int:
    from models.actions.plan_editing import why_not_edit
    from models.actions.plan_reading import CannotRead, proposal_words, read_new_plan, take_over
    from models.rules.plan_promises import SAME

    with call.desk() as desk:
        try:
            plan = read_new_plan(path)
        except CannotRead as error:
            raise Refused(NO_SENSE, str(error)) from error
        accept = call.options.accept
        chosen = None if accept is None else _chosen(accept or "all", len(plan.proposals))
        if chosen is not None and (why := why_not_edit(desk)):
            raise Refused(NOT_ALLOWED, why)
        narrate(t("plan_book.proposals_line", name=path.name, clauses=plan.clauses, found=len(plan.proposals)))
        rows = [
            {
                "place": place,
                "number": one.promise.clause,
                "words": one.promise.words,
                "promise": proposal_words(desk, one),
                "state": one.state,
            }
            for place, one in enumerate(plan.proposals, 1)
        ]
        names = PROMISES if call.options.format == "json" else PROMISES[:-1]
        output.print_table(rows, _titles(names), call.options.format, call.options.out)
        if chosen is None:
            narrate(t("plan_book.how_to_accept"))
            return PROBLEMS if any(one.state != SAME for one in plan.proposals) else DONE
        _take_over(desk, plan, chosen, take_over)
    return DONE


def _take_over(desk: Desk, plan: NewPlan, chosen: list[int], take_over: Any) -> None:
    done = take_over(desk, plan, [plan.proposals[place - 1] for place in chosen])
    narrate(t("plan_book.taken_over", clauses=done.clauses, changed=done.changed, added=done.added))


def _chosen(text: str, most: int) -> list[int]:
    """'all', 'none', '1,3-5' as places from 1. Raises Refused."""
    if text in ("all", "none"):
        return list(range(1, most + 1)) if text == "all" else []
    found: list[int] = []
    for part in re.split(r"[,，、\s]+", text.strip()):
        ends = re.fullmatch(r"(\d{1,4})(?:\D(\d{1,4}))?", part)
        first, last = (int(ends[1]), int(ends[2] or ends[1])) if ends else (0, 0)
        if not 1 <= first <= last <= most:
            raise Refused(NO_SENSE, t("plan_book.bad_accept", text=text, most=most))
        found += range(first, last + 1)
    return list(dict.fromkeys(found))


def _give_back(call: Call, subject: str) -> int:
    """The file that the plan was read from, as it came."""
    from data.formats.problem import FileProblem
    from data.formats.saving import save_bytes
    from models.actions.plan_kept import plan_file

    with call.desk() as desk:
        found = plan_file(desk)
    if found is None:
        raise Refused(NO_SENSE, t("plan_book.no_file"))
    name, content = found
    if subject == STREAM:
        output.write_bytes(content)
        return DONE
    path = Path(subject)
    try:
        save_bytes(path, content)
    except FileProblem as error:
        raise Refused(NO_SENSE, str(error)) from error
    narrate(t("plan_book.file_written", name=name, path=path))
    return DONE


def _write_summary(call: Call, path: Path, told: str) -> int:
    from data.formats.problem import FileProblem
    from data.formats.saving import save_bytes
    from models.actions.plan_summary import print_summary, why_not_summary

    with call.desk() as desk:
        if why := why_not_summary(desk):
            raise Refused(NO_SENSE if desk.term is None else NOT_ALLOWED, why)
        try:
            save_bytes(path, print_summary(desk))
        except FileProblem as error:
            raise Refused(NO_SENSE, str(error)) from error
    if told != STREAM:
        narrate(t("plan_book.written", path=told))
    return DONE


def _begin(call: Call, name: str) -> int:
    from models.actions.plan_next import NoNextTerm, begin_next
    from models.rules.terms import BadTerm

    with call.desk() as desk:
        try:
            done = begin_next(desk, name)
        except (BadTerm, NoNextTerm) as error:
            raise Refused(NO_SENSE, str(error)) from error
    narrate(t("plan_book.begun", term=done.term, clauses=done.clauses, missed=len(done.missed)))
    return DONE


def _titles(names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, t(f"plan_book.column_{name}")) for name in names]  # family plan_book.column_*
