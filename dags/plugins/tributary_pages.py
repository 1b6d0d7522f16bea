"""Airflow's plugin: the day's pages under /tributary, and a link to them in the menu.

Airflow finds it when `[core] plugins_folder` is this folder.
"""

import sys
from pathlib import Path

from airflow.plugins_manager import AirflowPlugin

DAGS = Path(__file__).resolve().parents[1]
if str(DAGS) not in sys.path:  # the API server does not look for modules among the DAGs
    sys.path.append(str(DAGS))

from tributary_dags.pages.app import PREFIX, pages_app  # noqa: E402
from tributary_dags.partner_folder import PartnerFolder  # noqa: E402


class TributaryPages(AirflowPlugin):
    """What `summarize` leaves on storage, for everyone who may see the partner's DAG."""

    name = "tributary_pages"
    fastapi_apps = [  # noqa: RUF012
        {
            "app": pages_app(PartnerFolder.configured(DAGS / "partners")),
            "url_prefix": PREFIX,
            "name": "Tributary's pages",
        }
    ]
    external_views = [  # noqa: RUF012
        {
            "name": "Tributary",
            "href": f"{PREFIX}/",
            "destination": "nav",
            "category": "browse",
        }
    ]
