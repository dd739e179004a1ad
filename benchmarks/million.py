"""A million people and 500 forums, exactly and with a certificate: time beside one linear flow, and memory at the most.

A process of its own, since memory counts what a process ever had. It takes some minutes.
Run: python -m benchmarks.million
"""

from benchmarks.forums import HUGE, measure_all

if __name__ == "__main__":
    measure_all([HUGE])
