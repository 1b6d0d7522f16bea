"""All benchmarks, or the named one, or what earlier runs found: `./tributary bench history`."""

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def main(arguments: list[str]) -> int:
    """Runs each benchmark after the other; the first failure's code is the result."""
    known = sorted(file.stem.removesuffix("_benchmark") for file in FOLDER.glob("*_benchmark.py"))
    if arguments and arguments[0] in ("-h", "--help"):
        print(f"usage: ./tributary bench [{'|'.join(known)}|history|model] [OPTIONS]\n\n{__doc__}")
        print("\nOptions are each benchmark's own: ./tributary bench extract --help")
        return 0
    if arguments and arguments[0] in ("history", "model"):
        command = [sys.executable, f"{FOLDER}/{arguments[0]}.py", *arguments[1:]]
        return subprocess.run(command, check=False).returncode
    named = arguments[:1] if arguments and arguments[0] in known else known
    options = arguments[1:] if named != known else arguments
    for name in named:
        command = [sys.executable, "-m", f"benchmarks.{name}_benchmark", *options]
        path = [str(FOLDER.parent), os.environ.get("PYTHONPATH", "")]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, path))}
        code = subprocess.run(command, env=environment, check=False).returncode
        if code != 0:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
