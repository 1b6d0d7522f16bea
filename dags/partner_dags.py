"""The DAGs of all partners: Airflow finds them here, one `tributary_{partner}` per partner file."""

from pathlib import Path

from airflow.sdk import get_parsing_context

from tributary_dags.dag_factory import partner_dag
from tributary_dags.partner_folder import PartnerFolder

# A task's process needs its own DAG only.
_wanted = (get_parsing_context().dag_id or "").removeprefix("tributary_") or None

for _partner in PartnerFolder.configured(Path(__file__).parent / "partners").sound(_wanted):
    globals()[f"tributary_{_partner.partner}"] = partner_dag(_partner)
