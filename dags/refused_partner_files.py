"""Shows wrong partner files as an Airflow import error.

Airflow keeps one import error per Python file, and stops every DAG of a file that has one. So the
sound partners' DAGs come from `partner_dags.py`, and the mistakes of the others are raised here,
where no DAG can suffer from them.
"""

from pathlib import Path

from tributary_dags.partner_folder import PartnerFolder

PartnerFolder.configured(Path(__file__).parent / "partners").check()
