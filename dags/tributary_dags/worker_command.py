"""The workers' command lines, the same for pods and processes.

`tests/contract` has the real command line parse every one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tributary_dags.partner_file import PartnerFile

DATE = "{{ process_date(dag_run, params) }}"

# The run's identity goes by environment, so that a command line can be copied and run by hand.
RUN_IDENTITY = {
    "TRIBUTARY_RUN_ID": "{{ run_id }}",
    "TRIBUTARY_TASK_INDEX": "{{ [ti.map_index, 0] | max }}",
    "TRIBUTARY_ATTEMPT": "{{ ti.try_number }}",
}

# Options that may be absent are one word each: a template cannot leave out two.
_FORCE = "{{ '--force' if params.force else '' }}"
_ONLY = "{{ '--only=' + params.tables | join(',') if params.tables else '' }}"


@dataclass(frozen=True)
class Instance:
    """One container of a mapped task: the name the UI shows, and its own arguments."""

    name: str
    arguments: tuple[str, ...]
    drives_executors: bool = False


def arguments(command: str, partner: PartnerFile) -> list[str]:
    """The templated arguments of a worker command; empty ones are dropped when rendered."""
    if command == "clean":
        return [command, "--partner", partner.partner, "--delete"]
    line = [command, "--partner", partner.partner, "--date", DATE]
    if command == "merge":
        line.append(_FORCE)
    if command in ("merge", "verify"):  # what was not to be merged must not be missed either
        line.append(_ONLY)
    return line


def without_empty(rendered: Sequence[str]) -> list[str]:
    """Rendered arguments without those whose template came to nothing."""
    return [argument for argument in rendered if argument]


def extract_instances(partner: PartnerFile) -> list[Instance]:
    """One instance per shard."""
    n = partner.extract_containers
    return [Instance(f"{i}/{n}", ("--shard", f"{i}/{n}")) for i in range(1, n + 1)]


def merge_instances(partner: PartnerFile) -> list[Instance]:
    """The containers that tables are merged in; none: one container merges them all.

    A table with a Spark of its own has a container of its own, the others share theirs as
    `merge.tables-per-container` says.
    """
    size = partner.tables_per_container
    alone = [table for table in partner.tables if table in partner.tables_with_own_spark]
    shared = [table for table in partner.tables if table not in partner.tables_with_own_spark]
    if size is None and not alone:
        return []
    instances = [
        Instance(table, ("--table", table), partner.drives_executors(table)) for table in alone
    ]
    drives = partner.drives_executors()
    if size is None:
        return [*instances, Instance("all others", (*_tables(shared), "--other-tables"), drives)]
    groups = [shared[i : i + size] for i in range(0, len(shared), size)]
    instances += [Instance(", ".join(group), _tables(group), drives) for group in groups]
    return [*instances, Instance("other tables", ("--other-tables",), drives)]


def _tables(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for name in names for word in ("--table", name))
