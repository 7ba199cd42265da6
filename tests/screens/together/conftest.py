"""The sample school, as for the roster's tests."""

from tests.screens.roster.conftest import sample_desk

__all__ = ["sample_desk"]
