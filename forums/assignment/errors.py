"""What the solver refuses: a problem that is not one, and a time limit too short for any answer."""


class BadProblem(ValueError):
    """The problem (or the solution) cannot be read; says where, what is wrong and what to do."""

    def __init__(self, path: str, fault: str, remedy: str) -> None:
        super().__init__(f"{path}: {fault}; {remedy}")
        self.path = path
        self.fault = fault
        self.remedy = remedy


class OutOfTime(RuntimeError):
    """No valid assignment was found in the time allowed, and none was proven impossible."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"no valid assignment found within {seconds:g} seconds; allow more time or make rules soft")
        self.seconds = seconds
