"""A worker that does as a test's plan says, and notes how it was called.

FAKE_WORKER holds `{date}.json` (`clean.json` for the command without a date), a plan: steps by
call, one step an attempt, the last one for all further attempts. A call is the command with what
follows the date, or the command alone.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path


def main() -> int:
    folder = Path(os.environ["FAKE_WORKER"])
    arguments = sys.argv[1:]
    assert arguments[1] == "--partner", arguments
    command, partner = arguments[0], arguments[2]
    if arguments[3] == "--date":
        date, rest = arguments[4], arguments[5:]
    else:  # what concerns all days
        date, rest = command, arguments[3:]
    call = " ".join([command, *rest])
    calls = folder / f"{date}.calls"
    earlier = calls.read_text().splitlines() if calls.exists() else []
    attempts = sum(json.loads(line)["call"] == call for line in earlier)
    note(
        calls,
        call=call,
        partner=partner,
        run_id=os.environ["TRIBUTARY_RUN_ID"],
        index=os.environ["TRIBUTARY_TASK_INDEX"],
        attempt=os.environ["TRIBUTARY_ATTEMPT"],
    )
    plan_file = folder / f"{date}.json"
    plan = json.loads(plan_file.read_text()) if plan_file.exists() else {}
    steps = plan.get(call) or plan.get(command) or [{}]
    step = steps[min(attempts, len(steps) - 1)]
    print(f"{call}: attempt {attempts + 1} for {date}", flush=True)
    if "sleep" in step:

        def stop(*_: object) -> None:
            note(calls, call="SIGTERM")
            sys.exit(143)

        signal.signal(signal.SIGTERM, stop)
        time.sleep(step["sleep"])
    result = {"code": step.get("code", 0), "status": "played", "message": step.get("message", "")}
    if "published" in step:
        result["published"] = step["published"]
    Path(os.environ["TRIBUTARY_TERMINATION_LOG"]).write_text(json.dumps(result) + "\n")
    return int(step.get("code", 0))


def note(calls: Path, **values: str) -> None:
    with calls.open("a") as file:  # one write: several workers append at once
        file.write(json.dumps(values) + "\n")


sys.exit(main())
