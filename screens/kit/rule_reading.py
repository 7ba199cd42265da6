"""The edition of a rule under the cursor: who has not read it yet, and noting it of all who were there."""

from __future__ import annotations

from typing import cast

from data.words import t
from models.actions.rule_readers import note_readers, recent_activities, unread, who_came
from models.actions.store_source import StoreSource
from models.registers.column import People
from models.store.errors import NotAllowed, StoreError
from screens.kit.dialogs import Choose, Tell
from screens.kit.grid import Grid
from screens.kit.looking_back import LooksBack

_EVERYBODY = "*"


class TellsReaders(LooksBack):
    """A page whose grid may hold the school's rules."""

    async def do_registers_rule_unread(self) -> None:
        """By group, everybody who has not read this edition."""
        row = self.query_one(Grid).current
        if row is None:
            return
        people = People.of(self.desk.lists.people())

        def name(number: str) -> str:
            person = people.numbered(number)
            return person.name if person else number

        missing = unread(self.desk, row.id)
        count = sum(map(len, missing.values()))
        lines = [
            t("leading.unread_group", group=group or t("leading.no_group"), count=len(numbers))
            + t("observing.list_comma").join(map(name, numbers))
            for group, numbers in missing.items()
        ]
        title = t("leading.unread", rule=row.texts["rule_name"], edition=row.texts["edition"], count=count)
        await self.app.push_screen_wait(Tell(title, "\n".join(lines) or t("leading.all_read")))

    def why_not_registers_rule_unread(self) -> str:
        grid = self.query_one(Grid)
        if grid.source.register.id != "school_rules":
            return t("leading.only_rules")
        return "" if grid.current else t("grid.no_row_here")

    async def do_registers_rule_read(self) -> None:
        """Everybody in post, or all who came to an activity, have read it."""
        row = self.query_one(Grid).current
        if row is None:
            return
        options = [(_EVERYBODY, t("leading.everybody"))]
        options += [
            (str(activity), t("leading.who_came", activity=words)) for activity, words in recent_activities(self.desk)
        ]
        chosen = await self.app.push_screen_wait(Choose(t("leading.who_read", rule=row.texts["rule_name"]), options))
        if chosen is None:
            return
        day, people = (
            self.desk.today.isoformat(),
            {n for numbers in unread(self.desk, row.id).values() for n in numbers},
        )
        if chosen != _EVERYBODY:
            held_on, people = who_came(int(chosen))
            day = held_on or day
        try:
            count = note_readers(self.desk, row.id, people, day)
        except (NotAllowed, StoreError) as error:
            self.host.say(str(error), warning=True)
            return
        self.host.saved()
        cast(StoreSource, self.query_one(Grid).source).reload()
        self.refresh_page()
        self.host.say(t("leading.read_noted", count=count))

    def why_not_registers_rule_read(self) -> str:
        return self.why_not_registers_rule_unread() or self.read_only
