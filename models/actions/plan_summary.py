"""The term's summary (总结) drafted from the numbers: what was promised and done, what stands out, what is missing.

Nobody is named: people stand out, and fall short, as so many of so many.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.formats.plan_paper import SummaryItem, SummaryPaper, SummarySection, as_document
from data.words import t
from models.actions.desk import Desk
from models.actions.owed.measures import GROUP, PERSON
from models.actions.owed.progress import Progress, Standing
from models.actions.owed.told import Summary, summaries
from models.actions.plan_book import Clause, Figure, clauses
from models.actions.plan_kept import kept_plan
from models.rules.plan_text import PREAMBLE, section_of, title_of
from models.rules.rights import Scope, may_see

ENDING = ".docx"
_FEWEST = 3
"""People of a group from which it may be named."""
COLUMNS = ("what", "asked", "done", "share", "state")
"""The columns of a section's tables; the titles are the words plan_paper.column_*."""


def why_not_summary(desk: Desk) -> str:
    """Why the person cannot have it, in a sentence; '': it speaks of the whole school."""
    if may_see(desk.store.actor.role, "progress") is not Scope.ALL:
        return t("plan_paper.whole_school_only")
    return "" if desk.term else t("owed.no_term")


def summary(desk: Desk) -> SummaryPaper:
    """The paper, as of today. Raises NotAllowed for who may not see the plan or what is owed."""
    progress = Progress(desk)
    plan = kept_plan(desk)
    book = clauses(desk, progress, plan)
    by_code = {one.obligation.code: one for one in summaries(progress)}
    sections = [_section(one, book, by_code) for one in book if one.number and section_of(one.number) == one.number]
    return SummaryPaper(
        title=t("plan_paper.title", school=desk.school_name, term=plan.term, plan=_summary_name(desk, plan.title)),
        under=t("plan_paper.as_of", day=desk.today.isoformat()),
        opening=tuple(_opening(desk, book, by_code)),
        columns=tuple(t(f"plan_paper.column_{name}") for name in COLUMNS),  # family plan_paper.column_*
        sections=tuple(sections),
        missing_title=t("plan_paper.missing_title"),
        missing=tuple(_missing(book)),
        own_words=t("plan_paper.own_words"),
        signed=t("plan_paper.signed", school=desk.school_name, day=desk.today.isoformat()),
    )


def print_summary(desk: Desk) -> bytes:
    """The summary as a .docx file's content. Raises NotAllowed."""
    return as_document(summary(desk))


def _summary_name(desk: Desk, title: str) -> str:
    """'校本研修工作' of '小学校本研修工作计划': what it is the summary of, without what the school's name says."""
    name = title.removeprefix(desk.school_name).removesuffix("计划")
    return name.removeprefix("小学") if desk.school_name.endswith("小学") else name


def _opening(desk: Desk, book: Sequence[Clause], by_code: dict[str, Summary]) -> list[str]:
    items = [one for one in book if not one.is_heading]
    counted = [one for one in by_code.values() if one.about and one.bound]
    done = sum(one.state == "done" for one in counted)
    staff = len(desk.people(desk.today))
    return [
        *(one.body for one in book if one.number == PREAMBLE),
        t(
            "plan_paper.opening",
            staff=staff,
            items=len(items),
            measured=sum(one.is_measured for one in items),
            promises=len(counted),
            done=done,
            open=len(counted) - done,
        ),
    ]


def _section(head: Clause, book: Sequence[Clause], by_code: dict[str, Summary]) -> SummarySection:
    own = [one for one in book if section_of(one.number) == head.number]
    figures = {one.link.target: one for each in own for one in each.figures if one.link.kind == "obligation"}
    asked = [one for one in figures.values() if one.of]
    done = sum(one.done >= one.of for one in asked)
    opening = t("plan_paper.section", count=len(asked), done=done) if asked else ""
    items = tuple(_item(one, by_code) for one in own if one.number != head.number or one.figures)
    title = f"{head.number}{t('plan_paper.after_number')}{title_of(head.body)}"
    return SummarySection(title, opening, items)


def _item(clause: Clause, by_code: dict[str, Summary]) -> SummaryItem:
    sentences = [words for one in clause.figures if (words := _stands_out(one, by_code))]
    if not clause.is_measured and not clause.is_heading:
        reason = clause.unmeasured or t("plan_paper.no_reason")
        sentences.append(t("plan_paper.not_measured", reason=reason))
    rows = tuple(_row(one) for one in clause.figures)
    is_section = "." not in clause.number and "(" not in clause.number
    words = "" if clause.is_heading else clause.body.partition("\n")[0]
    title = t("plan_paper.facts") if is_section else clause.number
    if clause.is_heading and not is_section:
        words = title_of(clause.body)
    return SummaryItem(title, words, rows, tuple(sentences))


def _row(one: Figure) -> tuple[str, ...]:
    if one.state == "unmeasured":
        return one.label, "", "", "", one.text
    if not one.of:
        return one.label, "", one.text, "", ""
    missing = one.of - one.done
    state = t("plan_paper.short_by", count=missing) if missing > 0 else t("owed.state.done")
    return one.label, str(one.of), str(one.done), f"{one.share}%", state


def _stands_out(figure: Figure, by_code: dict[str, Summary]) -> str:
    """How many are done with it and how many are not, and which group is furthest: never who."""
    one = by_code.get(figure.link.target)
    if one is None or figure.link.kind == "register" or one.bound < 2:
        return ""
    if one.about == GROUP:
        return t("plan_paper.groups", what=figure.label, bound=one.bound, complete=one.complete)
    if one.about != PERSON:
        return ""
    told = t("plan_paper.people", what=figure.label, bound=one.bound, complete=one.complete, owing=len(one.owing))
    shares = _group_shares(one)
    if len(shares) > 1 and shares[0][1] > shares[-1][1]:
        told += t("plan_paper.best_group", group=shares[0][0], share=shares[0][1])
    return told


def _group_shares(one: Summary) -> list[tuple[str, int]]:
    """Of each group how much of what it owes is done, in per cent, the most first. Groups of which one or two people
    have it are left out: they would be named by it."""
    by_group: dict[str, list[Standing]] = {}
    for each in one.standings:
        if each.group and each.number:
            by_group.setdefault(each.group, []).append(each)
    shares = [
        (group, sum(each.done for each in own) * 100 // sum(each.number for each in own))
        for group, own in by_group.items()
        if len(own) >= _FEWEST
    ]
    return sorted(shares, key=lambda pair: -pair[1])


def _missing(book: Sequence[Clause]) -> list[str]:
    """What falls short, each obligation once where it stands first, and what nothing measures."""
    told: dict[str, str] = {}
    for clause in book:
        for one in clause.figures:
            if one.link.kind == "obligation" and one.of > one.done:
                words = t(
                    "plan_paper.missing_line",
                    clause=clause.number,
                    what=one.label,
                    done=one.done,
                    of=one.of,
                    count=one.of - one.done,
                )
                told.setdefault(one.link.target, words)
    lines = list(told.values()) or [t("plan_paper.nothing_missing")]
    if bare := [one.number for one in book if one.needs_measure]:
        lines.append(t("plan_paper.bare", clauses=t("home.list_gap").join(bare)))
    return lines
