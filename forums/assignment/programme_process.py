"""A linear or mixed integer program on arrays, by HiGHS; also a program, so that one that takes too long can be ended.

Run as a program this file imports nothing of ours, reads the arrays from its input and writes the outcome to its output.
"""

import io
import sys
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]  # of whole numbers, fractions or flags
BEST, FOUND, NOTHING, IMPOSSIBLE = 0, 1, 2, 3
GAP = 0.5  # Objectives are whole numbers: closer than 1 is equal.


def run(arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Return ``state``, ``values`` of the variables and ``duals`` of the rows (zeros where there are none).

    *arrays* has the cost, lower, upper and whole of the variables, the least and most of the rows, the row, column and
    value of the entries (sorted by row and column, none twice), and the seconds allowed.
    """
    from ortools.math_opt.python import mathopt

    params = mathopt.SolveParameters(
        time_limit=timedelta(seconds=float(arrays["seconds"][0])),
        absolute_gap_tolerance=GAP,
        relative_gap_tolerance=0,
    )
    model = mathopt.Model.from_model_proto(_model(arrays))
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=params)
    reason, reasons = result.termination.reason, mathopt.TerminationReason
    if reason in {reasons.INFEASIBLE, reasons.INFEASIBLE_OR_UNBOUNDED}:
        return {"state": np.array([IMPOSSIBLE])}
    if not result.has_primal_feasible_solution():
        return {"state": np.array([NOTHING])}
    duals = np.zeros(len(arrays["least"]))
    if result.has_dual_feasible_solution():
        duals = np.array(result.dual_values(list(model.linear_constraints())))
    return {
        "state": np.array([BEST if reason == reasons.OPTIMAL else FOUND]),
        "values": np.array(result.variable_values(list(model.variables()))),
        "duals": duals,
    }


def _model(arrays: Mapping[str, Array]) -> Any:  # A message of OR-Tools, which ships no types.
    from ortools.math_opt import model_pb2

    program = model_pb2.ModelProto()
    variables, rows, matrix = program.variables, program.linear_constraints, program.linear_constraint_matrix
    variables.ids.extend(range(len(arrays["cost"])))
    variables.lower_bounds.extend(arrays["lower"])
    variables.upper_bounds.extend(arrays["upper"])
    variables.integers.extend(arrays["whole"])
    used = np.flatnonzero(arrays["cost"])
    program.objective.linear_coefficients.ids.extend(used)
    program.objective.linear_coefficients.values.extend(arrays["cost"][used])
    rows.ids.extend(range(len(arrays["least"])))
    rows.lower_bounds.extend(arrays["least"])
    rows.upper_bounds.extend(arrays["most"])
    matrix.row_ids.extend(arrays["row"])
    matrix.column_ids.extend(arrays["column"])
    matrix.coefficients.extend(arrays["value"])
    return program


def packed(arrays: Mapping[str, Array]) -> bytes:
    """Turn named arrays into bytes."""
    package = io.BytesIO()
    np.savez(package, **dict(arrays))  # type: ignore[arg-type] # numpy's keyword for pickling is none of our names
    return package.getvalue()


def unpacked(package: bytes) -> dict[str, Array]:
    with np.load(io.BytesIO(package)) as arrays:
        return dict(arrays)


def main() -> None:
    sys.stdout.buffer.write(packed(run(unpacked(sys.stdin.buffer.read()))))


if __name__ == "__main__":
    main()
