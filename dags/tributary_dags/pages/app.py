"""The web application that Airflow's server mounts at /tributary.

Who is logged in to Airflow and may see a partner's DAG may see its pages; nobody can write.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.models.resource_details import DagDetails
from airflow.api_fastapi.core_api.security import get_user
from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from tributary_dags.pages.overview import Heatmap, overview
from tributary_dags.pages.stored_pages import OF_DAY, OF_PARTNER, NoSuchPage, StoredPages
from tributary_dags.partner_file import PartnerFile
from tributary_dags.partner_folder import PartnerFolder

log = logging.getLogger(__name__)

PREFIX = "/tributary"

# Whoever can write to the storage must not become whoever reads a page: in a sandbox a page has
# an origin of its own, away from Airflow's API and cookies.
_HEADERS = {
    "Content-Security-Policy": "sandbox allow-scripts allow-popups allow-downloads "
    "allow-top-navigation-by-user-activation allow-modals",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-cache",
}

User = Annotated[Any, Depends(get_user)]


def may_see(user: Any, partner: str) -> bool:
    """Whether somebody may see the partner's DAG, and so its pages."""
    details = DagDetails(id=f"tributary_{partner}")
    return bool(get_auth_manager().is_authorized_dag(method="GET", details=details, user=user))


def pages_app(folder: PartnerFolder, allowed: Callable[[Any, str], bool] = may_see) -> FastAPI:
    """The application over the partners of a folder."""
    app = FastAPI(title="Tributary's pages", docs_url=None, redoc_url=None, openapi_url=None)

    def page(user: Any, partner: str, name: str, day: str | None, kind: str) -> Response:
        path = _file_of(folder, partner)
        if path is None or not allowed(user, partner):
            raise HTTPException(404, "no such page")
        try:
            content = StoredPages.of(path).read(name, day)
        except NoSuchPage:
            raise HTTPException(
                404, "no such page: summarize writes it at the end of each run"
            ) from None
        except Exception as e:
            log.exception("cannot read %s of %s", name, partner)
            raise HTTPException(502, f"the storage cannot be read: {type(e).__name__}") from e
        return Response(content, media_type=kind, headers=_HEADERS)

    @app.get("/")
    def partners(user: User) -> Response:
        seen = [one for one in folder.sound() if allowed(user, one.partner)]
        page = overview({one.partner: Heatmap.of(one.path) for one in seen})
        return Response(page, media_type="text/html", headers=_HEADERS)

    @app.get("/{partner}/{name}")
    def of_partner(user: User, partner: str, name: str) -> Response:
        return page(user, partner, name, None, OF_PARTNER.get(name, ""))

    @app.get("/{partner}/{day}/{name}")
    def of_day(user: User, partner: str, day: str, name: str) -> Response:
        return page(user, partner, name, day, OF_DAY.get(name, ""))

    @app.exception_handler(401)
    def log_in(request: Request, _: Exception) -> Response:
        # A link from a mail: to the login, and back to the page.
        base = request.scope.get("app_root_path") or ""
        return RedirectResponse(f"{base}/api/v2/auth/login?next={quote(str(request.url), safe='')}")

    return app


def _file_of(folder: PartnerFolder, partner: str) -> Path | None:
    """The file of a partner, by its name among those that there are: no path is made of a name."""
    sound: list[PartnerFile] = [one for one in folder.sound(partner) if one.partner == partner]
    return sound[0].path if sound else None
