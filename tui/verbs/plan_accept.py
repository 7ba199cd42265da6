"""``yanxiu plan observations --accept``: the plan from tomorrow on, written into the store once somebody agrees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.status import DONE, NO_SENSE, PROBLEMS, Refused

if TYPE_CHECKING:
    from data.planning.values import Given
    from models.planning.plan import Plan


def add_acceptance(parser: Parser) -> None:
    parser.add_argument("--accept", nargs="?", const="all", metavar="all|none|1,3-5", help=t("planner.verb_accept"))
    parser.add_argument("--yes", action="store_true", help=t("planner.verb_yes"))


def accept_plan(call: Call, weeks: Callable[[int], Sequence[int]], show: Callable[[Given, Plan, str], None]) -> int:
    """Propose, show, ask and write. ``weeks`` says which are asked for, of so many; none: all. Raises Refused."""
    from models.actions.plan_proposal import Proposal, Wishes, job_for, read_basis
    from models.actions.plan_proposal_accept import accept
    from models.actions.planning_source import CannotPlan

    options = call.options
    with call.desk() as desk:
        try:
            basis = read_basis(desk)
        except CannotPlan as error:
            raise Refused(NO_SENSE, str(error)) from error
        every = weeks(basis.last_week) or range(1, basis.last_week + 1)
        asked = [week for week in every if week >= basis.first_week]
        if not asked:
            raise Refused(NO_SENSE, t("planner.weeks_are_over", first=basis.first_week))
        wishes = Wishes(tuple(asked), mend=options.again)
        job = job_for(basis, wishes)
        proposal = Proposal(basis, wishes, job, job.run())
        show(proposal.given, proposal.plan, options.format)
        facts = {name: proposal.counts[name] for name in ("new", "moved", "dropped", "kept")}
        output.narrate(t("planner.sum", opened=len(proposal.opened), **facts))
        if not proposal.changes_anything:
            output.narrate(t("planner.nothing_changes"))
            return DONE
        if not options.yes and not _agreed(call):
            raise Refused(NO_SENSE, t("planner.verb_not_written"))
        done = accept(desk, proposal)
    told = {"count": done.put_down, "opened": done.opened, "back": done.taken_back, "off": done.called_off}
    output.narrate(t("planner.accepted", **told))
    for sentence in done.left_out:
        output.narrate(sentence)
    return PROBLEMS if done.left_out or proposal.plan.shortfalls or proposal.plan.lost else DONE


def _agreed(call: Call) -> bool:
    """Whether the person at the terminal says yes; nobody there is a no."""
    if not call.interactive:
        return False
    return input(t("planner.verb_ask")).strip().lower() in ("y", "yes", "1", "是", "好")
