"""A minimum cost flow on arrays; also a program, so that a flow that takes too long can be ended.

OR-Tools holds the interpreter while it works and cannot be interrupted. Run as a program this file imports nothing of
ours, reads the arrays from its input and writes the flow to its output.
"""

import io
import sys
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[Any]  # Any: of 64 or 32 bits, and a dict of both has no narrower name


def run(arrays: dict[str, Numbers]) -> Ints:
    """Return the flow on every arc, or nothing (shape 0) if the demands cannot be met.

    *arrays* has tail, head, capacity and cost of the arcs, and the supply of the nodes. They are taken out of it, so that
    they leave memory before the solver, which keeps copies, needs most of it.
    """
    from ortools.graph.python import min_cost_flow

    solver = min_cost_flow.SimpleMinCostFlow()
    ends = (arrays.pop(name).astype(np.int32, copy=False) for name in ("tail", "head"))
    count = len(arrays["tail"])
    solver.add_arcs_with_capacity_and_unit_cost(*ends, arrays.pop("capacity"), arrays.pop("cost"))
    supply = arrays.pop("supply")
    solver.set_nodes_supplies(np.arange(len(supply), dtype=np.int32), supply)
    status = solver.solve()
    if status == solver.INFEASIBLE:
        return np.zeros(0, np.int64)
    if status != solver.OPTIMAL:
        raise ArithmeticError(f"the flow solver says {status}")
    return np.asarray(solver.flows(np.arange(count, dtype=np.int32)), np.int64)


def packed(arrays: Mapping[str, Numbers]) -> bytes:
    """Turn named arrays into bytes."""
    package = io.BytesIO()
    np.savez(package, **dict(arrays))  # type: ignore[arg-type] # numpy's keyword for pickling is none of our names
    return package.getvalue()


def unpacked(package: bytes) -> dict[str, Ints]:
    with np.load(io.BytesIO(package)) as arrays:
        return dict(arrays)


def main() -> None:
    sys.stdout.buffer.write(packed({"flow": run(unpacked(sys.stdin.buffer.read()))}))


if __name__ == "__main__":
    main()
