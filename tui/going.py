"""The commands that lead to the main screens, each with the reason where somebody may not see one."""

from __future__ import annotations

from typing import Any, cast

from textual.app import App

from models.actions.desk import Desk


class GoesPlaces:
    """Mixed into the app, whose `go` shows a screen by its name."""

    desk: Desk

    def go(self, place: str) -> None:
        raise NotImplementedError

    def do_app_home(self) -> None:
        self.go("home")

    def do_app_roster(self) -> None:
        self.go("roster")

    def do_app_timetable(self) -> None:
        self.go("timetable")

    def do_app_pairing(self) -> None:
        self.go("pairing")

    def do_app_inbox(self) -> None:
        self.go("inbox")

    def why_not_app_inbox(self) -> str:
        return self.desk.why_not_see("inbox")

    def do_app_plan(self) -> None:
        self.go("plan")

    def do_app_registers(self) -> None:
        self.go("registers")

    def do_app_teaching(self) -> None:
        self.go("teaching")

    def do_app_needs(self) -> None:
        self.go("needs")

    def why_not_app_needs(self) -> str:
        return self.desk.why_not_see("needs")

    def do_app_history(self) -> None:
        self.go("history")

    def why_not_app_history(self) -> str:
        return self.desk.why_not_see("history")

    def do_app_accounts(self) -> None:
        self.go("accounts")

    def why_not_app_accounts(self) -> str:
        return self.desk.why_not_see("accounts")

    def do_app_forms(self) -> None:
        self.go("forms")

    def do_app_inspect(self) -> None:
        # Imported with its first use: it brings every paper along.
        from screens.kit.inspecting import open_inspecting

        open_inspecting(cast(App[Any], self).screen)

    def why_not_app_inspect(self) -> str:
        return self.desk.why_not_see("inspection")
