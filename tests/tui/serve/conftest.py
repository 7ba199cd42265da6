"""One school and one running server for all tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.served import School, Server, present


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> School:
    if not present("ssh") or not present("ssh-keygen"):
        pytest.skip("needs the OpenSSH client")
    return School(tmp_path_factory.mktemp("school"))


@pytest.fixture(scope="module")
def server(school: School) -> Iterator[Server]:
    with Server(school) as running:
        yield running
