"""Linear programs: columns that bring something, rows that bind them, and the solver that finds the best of them.

The solver is imported only when one is solved; without it there is none, and whoever asks does without.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

_MOST_NODES = 200
"""How far whole numbers are searched for: never by the clock, so that the same is found everywhere."""


@dataclass
class Program:
    """Columns with what one of each ``brings`` and the ``most`` that there may be; rows of columns that are bound
    together."""

    brings: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[int] = field(default_factory=list)
    factors: list[float] = field(default_factory=list)

    def column(self, brings: float, most: float) -> int:
        self.brings.append(brings)
        self.most.append(most)
        return len(self.brings) - 1

    def row(self, low: float, high: float, *parts: tuple[Iterable[int], float]) -> None:
        """``low`` <= the sum of the columns, each times its factor, <= ``high``."""
        for columns, factor in parts:
            before = len(self.columns)
            self.columns += columns
            self.factors += [factor] * (len(self.columns) - before)
        self.starts.append(len(self.columns))
        self.low.append(low)
        self.high.append(high)

    def steps(self, changes: Iterable[int]) -> list[int]:
        """Columns of which the first, second, ... bring what is listed, which never rises."""
        found: list[int] = []
        for change in changes:
            if found and self.brings[found[-1]] == change:
                self.most[found[-1]] += 1
            else:
                found.append(self.column(change, 1))
        return found


class Solver:
    """One program at the solver. ``best`` is what all columns bring together at the ``values``; limits of columns may
    change between one `solve` and the next."""

    def __init__(self, program: Program, highspy: Any) -> None:
        import numpy as np

        self._highspy, self._solver = highspy, highspy.Highs()
        self._solver.silent()
        for option, value in (("threads", 1), ("random_seed", 1), ("solver", "simplex")):
            self._solver.setOptionValue(option, value)
        one = highspy.HighsLp()
        one.num_col_, one.num_row_ = len(program.brings), len(program.low)
        one.sense_ = highspy.ObjSense.kMaximize
        one.col_cost_ = np.array(program.brings, float)
        one.col_lower_, one.col_upper_ = np.zeros(len(program.brings)), np.array(program.most, float)
        one.row_lower_, one.row_upper_ = np.array(program.low, float), np.array(program.high, float)
        one.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        one.a_matrix_.start_ = np.array(program.starts, np.int32)
        one.a_matrix_.index_ = np.array(program.columns, np.int32)
        one.a_matrix_.value_ = np.array(program.factors, float)
        self._solver.passModel(one)
        self.low, self.high = [0.0] * len(program.brings), list(program.most)
        self.best, self.values = 0.0, [0.0] * len(program.brings)

    @classmethod
    def of(cls, program: Program) -> Solver | None:
        """None where no solver is installed."""
        try:
            import highspy
        except ImportError:
            return None
        return cls(program, highspy)

    def limit(self, column: int, low: float, high: float) -> None:
        self.low[column], self.high[column] = low, high
        self._solver.changeColBounds(column, low, high)

    def solve_whole(self, columns: Sequence[int], near: float) -> bool:
        """The best with whole numbers in those columns, or one that brings at most ``near`` less."""
        kinds = self._highspy.HighsVarType
        for option, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", near), ("mip_max_nodes", _MOST_NODES)):
            self._solver.setOptionValue(option, value)
        for column in columns:
            self._solver.changeColIntegrality(column, kinds.kInteger)
        found = self.solve()
        for column in columns:
            self._solver.changeColIntegrality(column, kinds.kContinuous)
        return found

    def solve(self) -> bool:
        """Whether there is a best one."""
        status = self._highspy.HighsModelStatus
        self._solver.run()
        if self._solver.getModelStatus() not in (status.kOptimal, status.kSolutionLimit):
            return False
        self.best = self._solver.getInfo().objective_function_value
        self.values = list(self._solver.getSolution().col_value)
        return True
