"""The part of a partner file that the DAG needs.

The workers read the same file and validate all of it (`tributary validate`). Here only the keys
that shape the DAG are read; others pass, and `${NAME}` references in them stay unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tributary_dags.airflow_settings import AirflowSettings
from tributary_dags.partner_document import InvalidValues, PartnerDocument, Problem

# As the workers have it.
_PARTNER_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_TABLE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")

_MASTER = "spark.master"


@dataclass(frozen=True, kw_only=True)
class PartnerFile:
    """One partner::

    partner: overseas-1
    timezone: Asia/Seoul
    extract: {containers: 8}
    merge: {tables-per-container: 1}
    tables:
      room_rate: {spark: {spark.master: "k8s://https://kubernetes.default.svc"}}
    airflow: {executor: pod, image: tributary-workers:0.1.0}
    """

    path: Path
    partner: str
    timezone: str = "UTC"
    extract_containers: int = 1
    tables_per_container: int | None = None
    """Tables in one merge container; None stands for `all`: one container for everything."""
    tables: tuple[str, ...] = ()
    spark_master: str | None = None
    """Where Spark's executors are; None stands for in the merge container."""
    tables_with_own_spark: Mapping[str, str | None] = field(default_factory=dict)
    """Tables that cannot share a Spark with others, and where the executors of theirs are."""
    has_retention: bool = False
    """Whether the file says what is kept, and so wants the rest removed every day."""
    airflow: AirflowSettings = field(default_factory=AirflowSettings)

    def __post_init__(self) -> None:
        problems = [*self._problems()]
        if problems:
            raise InvalidValues(problems)

    def _problems(self) -> list[Problem]:
        found = []
        if not isinstance(self.partner, str) or not _PARTNER_NAME.fullmatch(self.partner):
            found.append(
                Problem(
                    "partner",
                    f"{self.partner!r}: at most 63 lower-case letters, digits and dashes,"
                    " a letter or digit first",
                )
            )
        elif self.partner != self.path.stem:
            # The workers find a partner by its file's name, so the two must not differ.
            found.append(
                Problem("partner", f"{self.partner!r} must be the file's name, {self.path.stem!r}")
            )
        if not _is_timezone(self.timezone):
            found.append(
                Problem("timezone", f"{self.timezone!r} is no time zone; write one like Asia/Seoul")
            )
        # More than about 500 mapped tasks slow Airflow's scheduler down for every other DAG.
        if not _is_between(self.extract_containers, 1, 500):
            found.append(
                Problem(
                    "extract.containers", f"{self.extract_containers!r}: a number from 1 to 500"
                )
            )
        if self.tables_per_container is not None and not _is_between(
            self.tables_per_container, 1, 10_000
        ):
            found.append(
                Problem(
                    "merge.tables-per-container",
                    f"{self.tables_per_container!r}: `all`, or a number from 1",
                )
            )
        found += [
            Problem(f"tables.{table}", "letters, digits, `_`, `-` and `.` make a table's name")
            for table in self.tables
            if not _TABLE_NAME.fullmatch(table)
        ]
        masters = {
            "spark": self.spark_master,
            **{f"tables.{t}.spark": master for t, master in self.tables_with_own_spark.items()},
        }
        found += [
            Problem(
                f"{block}.{_MASTER}",
                "must be written out, without ${…}: pods are made by it, and the DAG reads no"
                " environment",
            )
            for block, master in masters.items()
            if master is not None and "${" in master
        ]
        return found

    def drives_executors(self, table: str | None = None) -> bool:
        """Whether Spark's executors are pods: those of a table, or those that tables share."""
        own = self.tables_with_own_spark.get(table) if table is not None else None
        return (own or self.spark_master or "").startswith("k8s://")

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the partner's days begin and end."""
        return ZoneInfo(self.timezone)

    @classmethod
    def read(cls, path: Path) -> PartnerFile:
        """Reads what the DAG needs of a partner file.

        :raises PartnerFileError: naming file, line and key of every mistake
        """
        document = PartnerDocument.read(path)
        if "partner" not in document.values:
            raise document.error([Problem("partner", "is missing: the partner's name")])
        problems: list[Problem] = []
        settings = AirflowSettings()
        try:
            settings = AirflowSettings.of(document.block("airflow"))
        except InvalidValues as e:
            problems += [Problem(f"airflow.{p.key}", p.message) for p in e.problems]
        partner = None
        try:
            partner = cls(path=path, airflow=settings, **_values(document))
        except InvalidValues as e:
            problems += e.problems
        if problems or partner is None:
            raise document.error(problems)
        return partner


def _values(document: PartnerDocument) -> dict[str, Any]:
    values: dict[str, Any] = {
        "partner": document.values["partner"],
        # A name of digits is a number to YAML, and a name to everybody else.
        "tables": tuple(str(table) for table in document.block("tables")),
        "has_retention": "retention" in document.values,
    }
    values["spark_master"] = _master(document.block("spark"))
    values["tables_with_own_spark"] = {
        str(name): _master(table["spark"])
        for name, table in document.block("tables").items()
        if isinstance(table, dict) and isinstance(table.get("spark"), dict)
        # Those of the session differ from table to table in one Spark.
        if any(not str(key).startswith("spark.sql.") for key in table["spark"])
    }
    _take(values, "timezone", document.values, "timezone")
    _take(values, "extract_containers", document.block("extract"), "containers")
    _take(values, "tables_per_container", document.block("merge"), "tables-per-container")
    if values.get("tables_per_container") == "all":
        values["tables_per_container"] = None
    return values


def _master(spark: Mapping[str, Any]) -> str | None:
    master = spark.get(_MASTER)
    return None if master is None else str(master)


def _take(values: dict[str, Any], name: str, block: Mapping[str, Any], key: str) -> None:
    if block.get(key) is not None:
        values[name] = block[key]


def _is_between(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_timezone(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(ZoneInfo(value).key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
