"""The lines of a proposal of pairs."""

from __future__ import annotations

from data.words import t
from models.actions.pairing_draft import DraftLine
from screens.kit.pairing.lines import POINTS, Wording, right
from screens.kit.width import fitted


def proposal_heads() -> str:
    """The headings over the lines of a proposal."""
    return (
        f"   {fitted(t('pairing_board.to_mentee'), 22)} "
        f"{fitted(t('pairing_board.to_mentor'), 17)}{t('pairing_board.points_heading')}"
    )


def draft_line(said: Wording, line: DraftLine) -> str:
    """'+ 袁静怡 语 2 0年  徐佳慧 语 4  76  原为冯丹': whom the proposal gives to whom, with how many points."""
    mark = " " if line.skipped else "+" if line.couple else "-"
    person = said.board.person(line.mentee)
    mentee = said.begin(person, False) + right(said.years(person), POINTS)
    if line.couple is None:
        return f" {mark}{mentee}  {t('pairing_board.stays')}"
    why = f"pairing_board.because_{line.couple.why}"  # family pairing_board.because_*
    told = [
        t("pairing_board.skipped") if line.skipped else "",
        t("pairing_board.by_hand") if line.by_hand else t(why),
        t("pairing_board.instead_of", name=said.name(line.before)) if line.before else "",
    ]
    mentor = said.begin(said.board.person(line.mentor), False)
    return f" {mark}{mentee} {mentor}{line.couple.score:>4}  {' '.join(filter(None, told))}"
