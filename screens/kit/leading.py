"""The leading group by the plan's rule, proposed and seated from the register of groups."""

from __future__ import annotations

from data.words import t
from models.actions.leading import SeatChange, apply_leading_group, propose_leading_group
from models.actions.leading_paper import leading_page
from screens.kit.dialogs import Confirm
from screens.kit.grid import Grid
from screens.kit.looking_back import LooksBack
from screens.kit.paper_saving import save_pages


class SeatsLeadingGroup(LooksBack):
    """A page with a register of groups: shows whom the rule would add or promote, and writes it when that is agreed."""

    async def do_roster_leading(self) -> None:
        changes = propose_leading_group(self.desk)
        if not changes:
            self.host.say(t("roster.leading_complete"))
            return
        if await self.app.push_screen_wait(Confirm(t("roster.leading_title"), "\n".join(map(self._line, changes)))):
            apply_leading_group(self.desk, changes)
            self.host.saved()
            self.refresh_page()
            self.host.say(t("roster.leading_done", count=len(changes)))

    async def do_registers_leading_paper(self) -> None:
        """The leading group and the network below it, on paper."""
        page = leading_page(self.desk)
        if told := await save_pages(self.app, page.title, [page]):
            self.host.say(told)

    def why_not_registers_leading_paper(self) -> str:
        return "" if self.query_one(Grid).source.register.id == "groups" else t("leading.only_groups")

    def why_not_roster_leading(self) -> str:
        return self.read_only

    def _line(self, change: SeatChange) -> str:
        roles = {choice.code: choice.label for choice in self.desk.lists.choices("group_role")}
        role = roles.get(change.role, change.role)
        if not change.role_now:
            return t("roster.leading_new", name=change.name, role=role)
        return t("roster.leading_change", name=change.name, now=roles.get(change.role_now, ""), role=role)
