"""Runs a command and says what it took, as JSON: `one_process.py FILE_DESCRIPTOR COMMAND`.

A process of its own, because the peak memory that the system tells of a process begins with that of
the one that started it: a benchmark that holds a large delivery would be counted in.
"""

import json
import os
import subprocess
import sys
import time

told = int(sys.argv[1])
os.set_inheritable(told, False)
began = time.monotonic()
process = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(process.pid, 0)
wall = time.monotonic() - began
process.returncode = os.waitstatus_to_exitcode(status)
with os.fdopen(told, "w") as out:
    cpu = usage.ru_utime + usage.ru_stime
    json.dump({"wall": wall, "cpu": cpu, "peak_megabytes": usage.ru_maxrss / 1024}, out)
sys.exit(process.returncode if process.returncode >= 0 else 128 - process.returncode)
