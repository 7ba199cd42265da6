"""The sample school, as for the roster's tests."""

from tests.screens.roster.conftest import sample_desk, sample_file

__all__ = ["sample_desk", "sample_file"]
