"""The button beside a task that opens the day's page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from airflow.sdk import BaseOperatorLink

if TYPE_CHECKING:
    from airflow.sdk import BaseOperator

# Where Airflow's own server shows the pages: see tributary_dags.pages.
OWN_PAGES = "/tributary"


class ReportLink(BaseOperatorLink):
    """Leads from a task to `report.html` of the partner and date that its command line names.

    :param address: where a browser finds what lies under the partner's `storage`; without it, the
        pages that Airflow's own server shows
    """

    name = "Report"

    def __init__(self, address: str | None = None) -> None:
        self.address = (address or OWN_PAGES).rstrip("/")

    def get_link(self, operator: BaseOperator, *, ti_key: Any) -> str:  # noqa: ARG002
        """The page's address; made where the task runs, when it has ended."""
        return report_address(self.address, getattr(operator, "arguments", ()))


def report_address(address: str, arguments: Sequence[Any]) -> str:
    """The address of the page of a worker's day; that of the partners, if it names no date."""
    words = [str(argument) for argument in arguments]
    try:
        partner, date = (words[words.index(option) + 1] for option in ("--partner", "--date"))
    except (ValueError, IndexError):
        return f"{address}/"
    return f"{address}/{quote(partner, safe='')}/{quote(date, safe='')}/report.html"
