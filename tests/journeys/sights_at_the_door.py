"""What staff at the doors see."""

GATE = (
    "/gate/bbe-2027/walk-in",
    "/gate/heute/walk-in/{today_arabic}",
    "/gate/bbe-2027/",
    "/gate/heute/",
    "/gate/heute/door",
    "/gate/heute/kiosk",
    "/gate/bbe-2027/answers",
    "/gate/bbe-2027/badges?text=e",
    "/gate/bbe-2027/votes",
    "/gate/heute/answers",
    "/gate/heute/answers/{today_arabic}",
    *(
        f"/gate/heute/scans/{{scan_{verdict}}}"
        for verdict in ("welcome", "already", "unknown", "malformed", "cancelled", "elsewhere", "old", "pending")
    ),
)

# By the key of a gate, without anybody's login: whom it let in, and nobody by name.
DESK = (
    "/gate/heute/walk-in",
    "/gate/heute/badges",
    "/gate/heute/answers",
    "/gate/heute/answers/{today_arabic}",
)
