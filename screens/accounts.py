"""账号: who may come in from elsewhere, as what, with which keys and codes."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from data.words import t
from models.actions.account_people import (
    KeyFacts,
    accounts_without_key,
    keys_of,
    make_accounts,
    propose_accounts,
)
from models.actions.accounts import AccountRefused, add_key, make_codes, revoke_key
from models.actions.code_sheet import slip_rows, slips, write_sheet
from models.registers.accounts import OFF
from models.registers.source import Row, why_read_only
from models.rules.rights import REMOTE, role_title
from screens.kit.dialogs import Ask, Choose, Confirm, Tell
from screens.kit.dispatch import perform
from screens.kit.grid import Grid
from screens.kit.grid_page import GridPage
from screens.kit.importing.paths import SavePath, shown_path

_ADD = "add"
_MOST_SHOWN = 12


class AccountsScreen(GridPage):
    """The accounts in a grid; codes and keys behind Ctrl+S."""

    PLACE: ClassVar[str] = "accounts"

    def __init__(self) -> None:
        super().__init__("accounts")

    def help_text(self) -> str:
        return t("accounts.help", columns=self.column_help())

    def counted(self) -> list[str]:
        rows = [self.source.row(index) for index in range(len(self.source))]
        keyed, off = (sum(bool(row.values["key_count"]) for row in rows), sum(_is_off(row) for row in rows))
        told = [t("accounts.counted", count=len(rows)), t("accounts.keyed", count=keyed)]
        return [*told, t("accounts.off", count=off)] if off else told

    # -- commands --------------------------------------------------------------------------------------------------

    async def do_accounts_menu(self) -> None:
        names = ("everybody", "codes", "code", "keys")
        options = [(f"accounts.{name}", t(f"cmd_accounts.{name}.help")) for name in names]  # family cmd_accounts.*
        chosen = await self.app.push_screen_wait(Choose(t("accounts.menu_title"), options))
        if chosen:
            perform(self.app, chosen)

    async def do_accounts_everybody(self) -> None:
        found = propose_accounts(self.desk)
        if not found:
            self.host.say(t("account.all_have_one"))
            return
        lines = [
            t("accounts.everybody_line", name=one.name, login=one.login, role=role_title(one.role))
            for one in found[:_MOST_SHOWN]
        ]
        if len(found) > _MOST_SHOWN:
            lines.append(t("accounts.everybody_more", count=len(found) - _MOST_SHOWN))
        if await self.app.push_screen_wait(Confirm(t("accounts.everybody_title"), "\n".join(lines))):
            make_accounts(self.desk, found)
            self._done(t("account.made", count=len(found)))

    def why_not_accounts_everybody(self) -> str:
        return self.read_only

    async def do_accounts_codes(self) -> None:
        """A sheet of codes, for all who have no key or for those of a group."""
        wanted = {"": accounts_without_key(self.desk)}
        wanted |= {group: accounts_without_key(self.desk, group) for group in self.desk.groups()}
        options = [
            (
                group or "*",
                t("accounts.codes_group", group=group, count=len(ids))
                if group
                else t("accounts.codes_new", count=len(ids)),
            )
            for group, ids in wanted.items()
            if ids
        ]
        if not options:
            self.host.say(t("account.no_one_for_codes"))
            return
        chosen = await self.app.push_screen_wait(Choose(t("accounts.codes_whom"), options))
        if not chosen:
            return
        ids = wanted["" if chosen == "*" else chosen]

        def save(path: Path) -> None:
            codes = make_codes(self.desk.store, ids)
            write_sheet(self.desk, slip_rows(self.desk, codes, self.host.way_in), path)

        name = t("account.sheet_title", school=self.desk.school_name) + f"-{self.desk.today}.xlsx"
        dialog = SavePath(t("accounts.codes_save"), shown_path(Path.cwd() / name), (".xlsx", ".txt"), save)
        if path := await self.app.push_screen_wait(dialog):
            self._done(t("roster.saved_rows", count=len(ids), path=shown_path(path)))

    def why_not_accounts_codes(self) -> str:
        here = not self.desk.store.actor.origin.startswith(REMOTE)
        return self.read_only or ("" if here else t("accounts.remote"))

    async def do_accounts_code(self) -> None:
        """One code, shown at once."""
        row = self._row
        if row is None:
            return
        name = row.values["account_name"]
        question = Confirm(t("accounts.code_title", name=name), t("accounts.code_confirm", name=name))
        if await self.app.push_screen_wait(question):
            rows = slip_rows(self.desk, make_codes(self.desk.store, [row.id]), self.host.way_in)
            self._done("")
            await self.app.push_screen_wait(Tell(t("accounts.code_title", name=name), slips(self.desk, rows).rstrip()))

    def why_not_accounts_code(self) -> str:
        return self.read_only or self._why_no_row

    async def do_accounts_keys(self) -> None:
        """The keys of one account; one chosen is revoked, a pasted one registered."""
        row = self._row
        if row is None:
            return
        keys = keys_of(self.desk, row.id)
        options = [(str(key.id), _key_line(key)) for key in keys]
        if not why_read_only(self.source):
            options.append((_ADD, t("accounts.key_add")))
        title, none = t("accounts.keys_title", name=row.values["account_name"]), "" if keys else t("accounts.keys_none")
        if not options:
            await self.app.push_screen_wait(Tell(title, none))
            return
        chosen = await self.app.push_screen_wait(Choose(title, options, none))
        if chosen == _ADD:
            await self._add_key(row)
        elif chosen:
            await self._revoke(next(key for key in keys if str(key.id) == chosen))

    def why_not_accounts_keys(self) -> str:
        return self._why_no_row

    # -- inside ----------------------------------------------------------------------------------------------------

    @property
    def _row(self) -> Row | None:
        return self.query_one(Grid).current

    @property
    def _why_no_row(self) -> str:
        return "" if self._row else t("accounts.no_row")

    async def _add_key(self, row: Row) -> None:
        typed, why = "", ""
        title = t("accounts.keys_title", name=row.values["account_name"])
        while True:
            text = "\n".join(filter(None, (t("accounts.key_paste"), why)))
            answer = await self.app.push_screen_wait(Ask(title, text, typed))
            if not answer:
                return
            try:
                number = add_key(self.desk.store, row.id, answer)
            except AccountRefused as refusal:
                typed, why = answer, str(refusal)
                continue
            self._done(t("account.key_added", number=number))
            return

    async def _revoke(self, key: KeyFacts) -> None:
        if key.revoked_on or why_read_only(self.source):
            return
        question = Confirm(_key_line(key), t("accounts.key_revoke"), dangerous=True)
        if await self.app.push_screen_wait(question):
            revoke_key(self.desk.store, key.id)
            self._done(t("account.key_gone", key=key.name or key.fingerprint, login=key.login))

    def _done(self, words: str) -> None:
        self.host.saved()
        self.source.reload()
        self.refresh_page()
        if words:
            self.host.say(words)


def _is_off(row: Row) -> bool:
    return row.values["account_state"] == OFF


def _key_line(key: KeyFacts) -> str:
    valid = t("account.key_off", day=key.revoked_on) if key.revoked_on else t("account.key_valid")
    used = f"{key.used_at} {key.used_from}".strip() or t("accounts.key_never")
    name = key.name or t("accounts.key_unnamed")
    return t("accounts.key_line", name=name, kind=key.kind, fingerprint=key.fingerprint, used=used, valid=valid)
