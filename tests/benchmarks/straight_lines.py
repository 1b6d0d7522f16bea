"""What a day's tasks cost against what there is of one thing: straight lines, nothing quadratic.

The cost is CPU, which a busy machine changes little, above that of the smallest delivery: of a JVM,
and for the merge of Spark, that only start. The exponent is that of the steeper of two slopes, of
the line fitted through all points and of that through the last two: 1 is a straight line, 2 is a
square. A JVM gets faster as it warms up, so small deliveries look dear and slopes too flat; what
grows faster than the delivery shows at its large end.
"""

from __future__ import annotations

import argparse
import math
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.history import Figure
from benchmarks.measuring import Worker
from benchmarks.small_deliveries import Archives, Shape

WANTED_EXPONENT = 1.1
TASKS = ["wait", "extract", "merge", "summarize", "verify"]
# What lasts less than this above its start says nothing but noise.
LEAST_SECONDS = 0.5


@dataclass(frozen=True)
class Line:
    """Deliveries that differ in one thing.

    :param shape: of the archives, and how many of them, for so many of the thing
    """

    thing: str
    counts: Sequence[int]
    shape: Callable[[int], tuple[Shape, int]]


LINES = [
    Line("archives", (100, 1_000, 10_000), lambda n: (Shape(tables=3, members=6), n)),
    Line("members", (1_000, 10_000, 100_000), lambda n: (Shape(tables=3, members=n // 4), 4)),
    Line("tables", (10, 100, 1_000), lambda n: (Shape(tables=n, members=n), 4)),
    Line("columns", (10, 100, 1_000), lambda n: (Shape(members=12, columns=n, rows=200), 4)),
]


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The exponent of the power of x that fits y best."""
    x = [math.log(point[0]) for point in points]
    y = [math.log(point[1]) for point in points]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    over = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return over / sum((a - mean_x) ** 2 for a in x)


def plot(points: Sequence[tuple[float, float]], rows: int = 9, columns: int = 33) -> str:
    """Points in a square of two logarithmic axes, with a straight line through the last one."""
    last_x, last_y = (math.log10(value) for value in points[-1])
    cells = [[" "] * columns for _ in range(rows)]

    def mark(x: float, y: float, sign: str) -> None:
        column = round((columns - 1) * (1 - (last_x - x) / 2))
        row = round((rows - 1) * (last_y - y) / 2)
        if 0 <= column < columns and 0 <= row < rows:
            cells[row][column] = sign

    for column in range(columns):
        x = last_x - 2 + 2 * column / (columns - 1)
        mark(x, last_y - (last_x - x), "·")
    for x, y in points:
        mark(math.log10(x), math.log10(y), "●")
    lines = ["  │" + "".join(row).rstrip() for row in cells]
    return "\n".join([*lines, "  └" + "─" * columns])


def lines(folder: Path, options: argparse.Namespace) -> list[Figure]:
    """Each thing's line, task by task."""
    figures = []
    for line in LINES:
        if options.things and line.thing not in options.things:
            continue
        shape, archives = line.shape(line.counts[0])
        start = _costs(folder, Shape(1, 1, shape.columns, 1), min(archives, 2))
        costs = [_costs(folder, *line.shape(count)) for count in line.counts]
        for task in TASKS:
            above = [cost[task] - start[task] for cost in costs]
            shown = ", ".join(f"{value:.2f}" for value in above)
            told = f"lines: {task} against {line.thing} {line.counts}: CPU s above start {shown}"
            points = [
                (float(count), value)
                for count, value in zip(line.counts, above, strict=True)
                if value > 0.05
            ]
            if above[-1] < LEAST_SECONDS or len(points) < 2:
                print(f"{told}: nothing to speak of", flush=True)
                continue
            exponent = max(slope(points), slope(points[-2:]))
            print(f"{told}; exponent {exponent:.2f}\n{plot(points)}", flush=True)
            name = f"{task} against {line.thing}"
            figures += [
                Figure(f"{name}, exponent", exponent, "", WANTED_EXPONENT),
                Figure(f"{name}, {line.counts[-1]}", above[-1], "CPU s"),
            ]
    return figures


def _costs(folder: Path, shape: Shape, archives: int) -> dict[str, float]:
    inner = folder / "line"
    inner.mkdir()
    delivery = Archives(shape).write(inner / "delivery", archives)
    worker = Worker(inner, delivery, "extract: {parallelism: 2}\n", wait=False)
    costs = {task: worker.run(task).cpu for task in TASKS}
    shutil.rmtree(inner)
    return costs
