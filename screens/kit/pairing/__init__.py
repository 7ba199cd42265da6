"""The parts of the pairing board."""
