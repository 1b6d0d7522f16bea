"""The DAGs of all partners: Airflow finds them here, one `tributary_{partner}` per partner file.

A file with a `retention` block makes `tributary_{partner}_clean` too.
"""

from pathlib import Path

from airflow.sdk import get_parsing_context

from tributary_dags.dag_factory import clean_dag, clean_dag_id, partner_dag
from tributary_dags.partner_folder import PartnerFolder

# A task's process needs its own DAG only.
_wanted = (get_parsing_context().dag_id or "").removeprefix("tributary_").removesuffix("_clean")

for _partner in PartnerFolder.configured(Path(__file__).parent / "partners").sound(_wanted or None):
    globals()[f"tributary_{_partner.partner}"] = partner_dag(_partner)
    if _partner.has_retention:
        globals()[clean_dag_id(_partner.partner)] = clean_dag(_partner)
