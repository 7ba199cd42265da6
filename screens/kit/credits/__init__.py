"""The parts of the credits' screen."""
