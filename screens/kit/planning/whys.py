"""The answers about a proposal in sentences that need no mathematics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from data.planning.values import Entry
from data.words import t
from models.actions.plan_proposal import Proposal, ProposalRow
from models.actions.plan_proposal_words import entry_day_words, lacking_words
from models.planning.telling import Name, name_of, not_words, relief_words, this_words
from models.planning.why import Relief, WhyNot, WhyThis

_MOST_LACKING, _MOST_CHANGES = 6, 5


def why_this_sentences(proposal: Proposal, row: ProposalRow, why: WhyThis) -> list[str]:
    """Why an observation is as it is."""
    name = name_of(proposal.given)
    # What stood before is a pin of the plan, though nobody fixed it.
    found = this_words(row.entry, replace(why, pinned=row.pinned), name)
    if row.kind == "kept" and not row.pinned:
        found.append(t("planner.why_kept"))
    return found


def why_not_sentences(proposal: Proposal, entry: Entry, why: WhyNot) -> list[str]:
    """Why an observation is not in the proposal, what it would cost, and who would go elsewhere for it."""
    name, basis = name_of(proposal.given), proposal.basis
    found = not_words(entry, why, name)
    if why.change is None:
        return found
    lacking = why.change.plan.missing - proposal.plan.missing
    if lacking > 0:
        found.append(t("planner.would_lack", count=lacking))
    others = [(old, new) for old, new in why.change.moved if new != entry]
    found.append(t("planner.would_move", count=len(others)) if others else t("planner.would_move_nobody"))
    for old, new in others[:_MOST_CHANGES]:
        found.append(
            t("planner.would_go", before=entry_day_words(basis, old, name), after=entry_day_words(basis, new, name))
        )
    return found


def relief_sentences(proposal: Proposal, found: Sequence[Relief], barred: Mapping[str, Counter[str]]) -> list[str]:
    """What is lacking, what is in the way of those who lack most, and the smallest changes that would help."""
    name, plan = name_of(proposal.given), proposal.plan
    last = max(proposal.weeks, default=0)
    whole = last >= proposal.basis.last_week or proposal.wishes.mend
    said = [lacking_words(one, name, last, whole) for one in plan.shortfalls[:_MOST_LACKING]]
    if left := len(plan.shortfalls) - len(said):
        said.append(t("planner.and_more", count=left))
    said += [_barred_words(person, counts, name) for person, counts in barred.items()]
    said.append("")
    if found:
        said.append(t("planner.each_would"))
        said += [relief_words(one) for one in found]
    else:
        said.append(t("planner.nothing_helps"))
    if not whole:
        said.append(t("planner.later_weeks", week=last))
    return said


def _barred_words(person: str, counts: Counter[str], name: Name) -> str:
    parts = [t(f"planner.bars.{why}", count=count) for why, count in counts.most_common(4)]  # family planner.bars.*
    return t("planner.in_the_way", who=name(person), what=t("plan.list_comma").join(parts))
