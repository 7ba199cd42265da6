"""Making somebody who has left anonymous, from the roster: who, with or without their writings, and a last question."""

from __future__ import annotations

from data.words import t
from models.actions.anonymous import leavers, make_anonymous, will_happen
from screens.kit.dialogs import Choose, Confirm
from screens.kit.looking_back import LooksBack


class ForgetsLeavers(LooksBack):
    """A page that may show the roster."""

    async def do_roster_anonymous(self) -> None:
        found = leavers(self.desk)
        if not found:
            self.host.say(t("anonymous.nobody_left"))
            return
        due = t("anonymous.column_due")
        options = [
            (str(one.id), f"{one.staff_no} {one.name}  {one.since}  {due if one.is_due else ''}".rstrip())
            for one in found
        ]
        chosen = await self.app.push_screen_wait(Choose(t("anonymous.which"), options))
        texts = [("drop", t("anonymous.texts_go")), ("keep", t("anonymous.texts_stay"))]
        kept = await self.app.push_screen_wait(Choose(t("anonymous.texts"), texts)) if chosen else None
        if not chosen or not kept:
            return
        who = next(one for one in found if str(one.id) == chosen)
        told = "\n".join(will_happen(self.desk, who, kept == "keep"))
        if await self.app.push_screen_wait(Confirm(t("anonymous.ask", name=who.name), told, dangerous=True)):
            made = make_anonymous(self.desk, who, kept == "keep")
            self.host.saved()
            self.refresh_page()
            self.host.say(t("anonymous.done", alias=made.alias, records=made.records, files=made.files, sets=made.sets))

    def why_not_roster_anonymous(self) -> str:
        return self.desk.why_not_see("anonymous") or self.read_only
