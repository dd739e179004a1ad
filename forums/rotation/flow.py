"""The most wishes that could be met at all, by a maximum flow."""

import numpy as np
from ortools.graph.python import max_flow

from forums.rotation.instance import NOWHERE, Instance


def most_wishes_met(instance: Instance) -> int:
    """Count the wishes that could be met if rounds did not matter: a table takes its most in every round to come."""
    met_before = [
        {one[p] for one in instance.held} & instance.wishes[p] if instance.wishes_possible(p) else set()
        for p in range(instance.people)
    ]
    arcs = [
        (p, instance.people + t)
        for p in range(instance.people)
        if instance.present[p] and instance.host[p] == NOWHERE
        for t in sorted(instance.wishes[p] - met_before[p])
    ]
    done = sum(map(len, met_before))
    if not arcs:
        return done
    flow = max_flow.SimpleMaxFlow()
    source, sink = instance.people + instance.tables, instance.people + instance.tables + 1
    to_come = len(instance.to_come)
    people = [
        (source, p, min(to_come, instance.wishes_possible(p) - len(met_before[p]))) for p in range(instance.people)
    ]
    tables = [(instance.people + t, sink, most * to_come) for t, (_, most) in enumerate(instance.spans)]
    rows = np.array([*people, *tables, *((p, t, 1) for p, t in arcs)], np.int64)
    flow.add_arcs_with_capacity(rows[:, 0].astype(np.int32), rows[:, 1].astype(np.int32), rows[:, 2])
    flow.solve(source, sink)
    return done + int(flow.optimal_flow())
