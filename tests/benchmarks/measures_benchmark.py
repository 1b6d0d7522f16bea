"""What measuring, checking and comparing rows adds to a merge: the same merge without, with
metrics, with a contract's checks as well, and with duplicates and collisions counted, by turns,
each as a whole process.

The wanted figure: metrics cost at most a quarter of the merge's time.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.history import Figure, conclude
from benchmarks.measuring import MEGABYTE, Cost, Costs, machine, scratch
from benchmarks.merge_benchmark import Delivery, Merge, shown

WANTED = 0.25
CONTRACT = "bench.odcs.yaml"
KEY = "tables: {room_rate: {primary-key: [hotel_id, rate_plan, stay_date]}}\n"
CASES = {
    "without metrics": "quality: {metrics: false}\n",
    "with metrics": "quality: {metrics: true}\n",
    "with checks as well": f"quality: {{metrics: true}}\ncontract: {CONTRACT}\n",
    "counting duplicates": f"quality: {{metrics: false}}\n{KEY}",
}
# A check or two of every column, as `contract infer` and a careful reader would write them.
CHECKS = """\
apiVersion: v3.1.0
kind: DataContract
id: bench
version: 1.0.0
status: active
schema:
  - name: room_rate
    properties:
      - {name: hotel_id, logicalType: integer, required: true}
      - name: rate_plan
        logicalType: string
        logicalTypeOptions: {maxLength: 8, pattern: "^[A-Z]+[0-9]+$"}
      - {name: stay_date, logicalType: date, required: true}
      - {name: price, logicalType: number, logicalTypeOptions: {minimum: 0, maximum: 1000}}
      - name: currency
        quality:
          - metric: invalidValues
            arguments: {validValues: [KRW, USD, EUR, JPY]}
            mustBe: 0
            customProperties: [{property: action, value: quarantine}]
      - {name: rooms, logicalType: integer, logicalTypeOptions: {minimum: 0, maximum: 99}}
      - {name: refundable, logicalType: boolean}
      - {name: room_name, logicalType: string, logicalTypeOptions: {maxLength: 40}}
      - {name: updated_at, logicalType: timestamp}
      - {name: tax, logicalType: number}
"""


def added(costs: Costs, base: Costs) -> str:
    """The share on top, of medians."""
    return f"{costs.wall / base.wall - 1:+.0%} wall, {costs.cpu / base.cpu - 1:+.0%} CPU"


def compare(folder: Path, options: argparse.Namespace) -> bool:
    delivery = Delivery(folder, options.members, options.megabytes, options.archives)
    merge = Merge(folder, delivery.archives, options.java_options)
    (folder / CONTRACT).write_text(CHECKS)
    megabytes = delivery.bytes / MEGABYTE
    print(
        f"{machine()}; {options.members} members, {megabytes:.0f} MB, {options.archives} archives"
    )
    runs: dict[str, list[Cost]] = {name: [] for name in CASES}
    for _ in range(options.runs):
        for name, settings in CASES.items():
            merge.settings(settings)
            runs[name].append(merge.run())
    costs = {name: Costs(own) for name, own in runs.items()}
    base, metrics = costs["without metrics"], costs["with metrics"]
    for name, own in costs.items():
        print(f"{shown(name, own, megabytes)}   {'' if own is base else added(own, base)}")
    share = metrics.wall / base.wall - 1
    print(f"{merge.rows()} rows; metrics add {share:.0%} (wanted: at most {WANTED:.0%})")
    figure = Figure("metrics on top of a merge, wall", share, "", WANTED)
    figures = [figure]
    for name, own in costs.items():
        figures += [Figure(f"merge {name}, wall", own.wall, "s")]
        figures += [Figure(f"merge {name}, CPU", own.cpu, "s")]
    conclude("measures", {"megabytes": options.megabytes, "members": options.members}, figures)
    return figure.reached


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=2000, help="default 2000")
    parser.add_argument("--megabytes", type=int, default=944, help="of all members (default 944)")
    parser.add_argument("--archives", type=int, default=8, help="default 8")
    parser.add_argument("--runs", type=int, default=5, help="of each case (default 5)")
    parser.add_argument("--java-options", default="", help="of the worker's JVM")
    options = parser.parse_args()
    with scratch() as folder:
        return 0 if compare(folder, options) else 1


if __name__ == "__main__":
    sys.exit(main())
