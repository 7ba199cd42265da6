"""The parts of the plan's screen."""
