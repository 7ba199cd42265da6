"""The sample school's plan, put into its store with everything else."""

from __future__ import annotations

from data.defaults.plan import default_plan
from data.sample.plan import NOT_COUNTED, sample_plan
from models.actions.plan_kept import write_plan
from models.journal.writing import update_record
from models.rules.plan_text import read_plan_text
from models.rules.terms import TermDates
from models.tables.plan import PlanClause
from models.tables.reading import tuples


def add_sample_plan(term: TermDates) -> None:
    """Write it in its own words, tied to what a usual plan's clauses rest on. Inside an action only."""
    plan, usual = read_plan_text(sample_plan()), default_plan()
    plan_id = write_plan(plan.title, term, ((one.number, one.body, usual.links_of(one.number)) for one in plan.parts))
    for row_id, number in tuples(PlanClause.select(PlanClause.id, PlanClause.number).where(PlanClause.plan == plan_id)):
        if number in NOT_COUNTED:
            update_record(PlanClause, row_id, {"unmeasured": NOT_COUNTED[number]})
