"""Why somebody may be no mentor, why two people cannot be a pair and how well they fit, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from data.words import language, t
from models.rules.mentoring import (
    NO_MENTOR,
    PARTS,
    Fit,
    MentoringRules,
    PairPerson,
    criteria,
    why_no_mentor,
)


def no_mentor_words(person: PairPerson, rules: MentoringRules) -> str:
    """What the person lacks for being a mentor."""
    if not person.in_post:
        return t("matching.away", name=person.name)
    if person.may_mentor == "no":
        return t("matching.not_by_office", name=person.name)
    return t("matching.no_mentor", name=person.name, count=rules.how_many, lacking=lacking_words(person, rules))


def lacking_words(person: PairPerson, rules: MentoringRules) -> str:
    """Which of the things that make a mentor the person does not have."""
    lacking = [_criterion(name, person, rules) for name, has in criteria(person, rules).items() if not has]
    return t("matching.comma").join(lacking)


def _criterion(name: str, person: PairPerson, rules: MentoringRules) -> str:
    match name:
        case "rank":
            return t("matching.lacks_rank", rank=label("rank", rules.ranks[0]) if rules.ranks else "")
        case "years":
            if person.years is None:
                return t("matching.lacks_known_years")
            return t("matching.lacks_years", least=rules.least_years, years=person.years)
    return t("matching.lacks_honour", level=label("honour_level", rules.levels[0]) if rules.levels else "")


def refusal_words(refusal: str, mentor: PairPerson, mentee: PairPerson, rules: MentoringRules) -> str:
    """Why the two cannot be a pair, for one of `REFUSALS`."""
    if refusal == NO_MENTOR and (told := why_no_mentor(mentor, rules)):
        return told
    away = mentor if not mentor.in_post else mentee
    names = {"mentor": mentor.name, "mentee": mentee.name, "name": away.name}
    return t(f"matching.refused.{refusal}", **names, most=rules.most)


def why_not(fit: Fit, mentor: PairPerson, mentee: PairPerson, rules: MentoringRules) -> str:
    """Why the two cannot be a pair, in one sentence; ''."""
    return refusal_words(fit.refusals[0], mentor, mentee, rules) if fit.refusals else ""


def part_words(points: Mapping[str, int]) -> str:
    """Points by their parts: '同学科 +40，同年级 +10'."""
    return t("matching.comma").join(f"{part_title(part)} {points[part]:+d}" for part in PARTS if points.get(part))


def part_title(part: str) -> str:
    return t(f"matching.part.{part}")  # family matching.part.*


def priority_words(priority: int | None, rules: MentoringRules) -> str:
    """Why somebody needs a mentor: '教龄不满 1 年'; '' for who needs none."""
    if priority is None:
        return ""
    name, _, number = rules.order[priority].partition(":")
    return t(f"matching.priority.{name}", number=number)


def label(list_id: str, code: str) -> str:
    """A code's usual name."""
    from data.defaults.codes import code_lists

    for entry in code_lists().get(list_id, ()):
        if entry.code == code:
            return entry.en if language() == "en" else entry.zh
    return code
