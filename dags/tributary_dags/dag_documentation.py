"""What a DAG's page says about itself."""

from __future__ import annotations

from tributary_dags.partner_file import PartnerFile


def dag_documentation(partner: PartnerFile) -> str:
    """The DAG's documentation, in Markdown."""
    dag_id = f"tributary_{partner.partner}"
    return f"""\
### A day's delivery of {partner.partner}

Turns what the partner delivered for one day into one checked CSV per table. The run for a day
starts at 00:00 of the next day in {partner.timezone}. Made from `{partner.path.name}`.

| task | what it does |
|---|---|
| `pre_set_date` | says which date this run processes |
| `wait_for_all_sources` | waits until the delivery is complete, and freezes its list |
| `batch_extract` | unpacks the archives, in {partner.extract_containers} shard(s) |
| `merge` | {_merge(partner)} |
| `merge_summary` | always runs: counts, findings, `summary.txt`; one asset event per new table |
| `post_merge_check` | always runs, and decides: the run is green only if this is |

#### Run it
- **By hand**: *Trigger*, with `process_date`, `tables` (merge only these) or `force` (merge even
  what has not changed); or
  `airflow dags trigger {dag_id} -c '{{"process_date": "2025-03-17"}}'`
- **Days again**:
  `airflow backfill create --dag-id {dag_id} --from-date 2025-03-15 --to-date 2025-03-17`
  processes exactly these dates; add `--reprocess-behavior completed` for dates already run.

#### When something is red
Read the task's last log line: it says what happened, to which object, and what to do. Then
**clear** the failed task, or the failed instance of a mapped one, with *downstream* ticked. Only
work whose result is missing or whose input changed is done again; the bytes come out the same.

| exit code | meaning | Airflow |
|---|---|---|
| 2, 65, 77 | configuration; data that breaks a promise; host key or credentials | fails at once |
| 75 | network, throttling, storage | retries, waiting longer each time |
| 99 | the partner's calendar exempts this date | skips the run |
| other | a bug, or the worker was killed | retries |
"""


def clean_documentation(partner: PartnerFile) -> str:
    """The documentation of the DAG that removes what is old."""
    return f"""\
### What {partner.partner} no longer keeps

Removes segments, quarantine files and whole days that are older than the `retention` block of
`{partner.path.name}` says, every day. A day stays while a task of it may be running, until its
check has said yes, and as long as a kept day is compared with it. The history is never touched.

`tributary clean --partner {partner.partner}` says what would go, and why other days
stay. To stop it, pause this DAG. It may be cleared at any time: it goes on where it was.
"""


def _merge(partner: PartnerFile) -> str:
    own = partner.tables_with_own_spark
    alone = f"; {', '.join(own)}: one container each" if own else ""
    if partner.tables_per_container is None:
        return f"one container, one Spark job per table{alone}"
    return (
        f"one container per {partner.tables_per_container} table(s), and one for the others{alone}"
    )
