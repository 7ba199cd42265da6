"""The database server goes away while somebody works, and comes back: a sentence, and everything goes on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from screen_text import screen_text
from textual.screen import ModalScreen

from models.actions.desk import Desk
from models.store import Store
from models.store.moving import move
from tests.support.postgres import Cluster
from tests.support.served import OFFICE
from tui.app import YanxiuApp


async def test_keys_say_so_and_work_again_when_it_is_back(server: Cluster, sample_file: Path):
    address = server.address(server.database())
    with Store.open(sample_file, OFFICE) as made:
        move(made, address)
    with Store.open(address, OFFICE) as store:
        app = YanxiuApp(Desk(store, today=lambda: date(2026, 11, 24)))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            with server.unreachable(server.database_of(store)):
                for key in ("2", "7"):
                    await pilot.press(key)
                    await pilot.pause()
                    assert "[1 今日]" in screen_text(app)
                    assert "连不上数据库服务器" in screen_text(app)
                for key in ("f1", "f12"):
                    await pilot.press(key)
                    await pilot.pause()
                    assert isinstance(app.screen, ModalScreen)
                    await pilot.press("escape")
                    await pilot.pause()
                    assert not isinstance(app.screen, ModalScreen)
            await pilot.press("2")
            await pilot.pause()
            assert "周明远" in screen_text(app)
            with server.unreachable(server.database_of(store)):
                await pilot.press("down", "x", "y", "enter")
                await pilot.pause()
                assert "连不上数据库服务器" in screen_text(app)
            await pilot.press("enter")
            await pilot.pause()
        assert store.db.execute_sql("SELECT name FROM teacher WHERE staff_no = 'xy'").fetchall() == [("林秀芝",)]
