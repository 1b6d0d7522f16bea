"""The day's pages in Airflow: who sees them, what is served, and the button that leads there."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from airflow.api_fastapi.core_api.security import get_user
from conftest import WritePartner
from fastapi.testclient import TestClient
from rendering import rendered
from running_airflow import RunningAirflow

from tributary_dags.dag_factory import partner_dag
from tributary_dags.pages.app import pages_app
from tributary_dags.pages.stored_pages import NoSuchPage, StoredPages
from tributary_dags.partner_folder import PartnerFolder
from tributary_dags.report_link import report_address

DAY = "2025-03-17"
# Of all tests under the shared Airflow, only the one here has the month.
RUN_DAY = "2025-06-17"


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """A storage root with the pages of two partners, and things that are no pages."""
    lake = tmp_path / "lake"
    for partner in ("acme", "other"):
        (lake / partner / DAY / "merged").mkdir(parents=True)
        (lake / partner / DAY / "report.html").write_text(f"<p>{partner}'s day</p>")
        (lake / partner / DAY / "sources.json").write_text("no page")
        (lake / partner / "index.html").write_text(f"<p>{partner}'s days</p>")
    (tmp_path / "secret.html").write_text("secret")
    return lake


@pytest.fixture
def client(write_partner: WritePartner, lake: Path, tmp_path: Path) -> TestClient:
    """The application as `anna` sees it, who may see acme's DAG only."""
    for name in ("acme", "other"):
        write_partner(f"storage: file://{lake}\n", name)
    app = pages_app(
        PartnerFolder(tmp_path), lambda user, partner: (user, partner) == ("anna", "acme")
    )
    app.dependency_overrides[get_user] = lambda: "anna"
    return TestClient(app)


def test_pages_are_served_in_a_sandbox(client: TestClient) -> None:
    page = client.get(f"/acme/{DAY}/report.html")

    assert page.text == "<p>acme's day</p>"
    assert page.headers["content-type"].startswith("text/html")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts")
    assert "allow-same-origin" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert client.get("/acme/index.html").text == "<p>acme's days</p>"


@pytest.mark.parametrize(
    "path",
    [
        f"/other/{DAY}/report.html",  # not hers to see
        "/other/index.html",
        "/nobody/index.html",
        f"/acme/{DAY}/sources.json",  # there, but no page
        "/acme/2025-03-18/report.html",
        "/acme/secret.html",
        "/acme/..%2F..%2Fsecret.html",
        "/acme/%2e%2e/secret.html",
        "/..%2Facme/index.html",
        f"/acme/{DAY}%2F..%2F{DAY}/report.html",
        f"/acme/{DAY}/..%2Findex.html",
        "/acme/merged/report.html",
    ],
)
def test_nothing_else_is(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_partners_are_listed_to_those_who_may_see_them(client: TestClient) -> None:
    page = client.get("/").text

    assert 'href="acme/index.html"' in page
    assert "other" not in page


def test_partners_and_tables_are_a_heatmap(client: TestClient, lake: Path) -> None:
    heatmap = {
        "version": 1,
        "partner": "acme",
        "days": {"2025-03-16": "ok", DAY: "error"},
        "tables": {
            "room_rate": {"2025-03-16": "warn", DAY: "error"},
            "<b>": {DAY: "ok"},
        },
    }
    (lake / "acme" / "heatmap.json").write_text(json.dumps(heatmap))
    (lake / "other" / "heatmap.json").write_text(json.dumps({**heatmap, "partner": "other"}))

    page = client.get("/").text

    assert f'href="acme/{DAY}/report.html"' in page
    assert '<td class="error" title="acme · room_rate: 2 of 2 days with findings' in page
    assert '<td class="ok" title="acme · &lt;b&gt;: 0 of 1 days' in page
    assert "<b>" not in page
    assert "other" not in page  # not hers to see
    assert client.get("/acme/heatmap.json").json() == heatmap


@pytest.mark.parametrize(
    ("text", "problem"),
    [("", "JSONDecodeError"), ('{"version": 2}', "ValueError"), ("[]", "TypeError")],
)
def test_a_heatmap_that_cannot_be_read_costs_its_own_line(
    client: TestClient, lake: Path, text: str, problem: str
) -> None:
    assert "no day yet" in client.get("/").text
    (lake / "acme" / "heatmap.json").write_text(text)

    page = client.get("/")

    assert page.status_code == 200
    assert f"cannot be read: {problem}" in page.text


def test_nobody_writes(client: TestClient) -> None:
    for method in ("post", "put", "delete"):
        assert getattr(client, method)(f"/acme/{DAY}/report.html").status_code == 405


def test_the_storage_may_name_variables(write_partner: WritePartner, lake: Path) -> None:
    file = write_partner("storage: ${LAKE:-file:///nowhere}\n").path

    assert b"acme" in StoredPages.of(file, {"LAKE": f"file://{lake}"}).read("index.html")
    with pytest.raises(NoSuchPage):
        StoredPages.of(file, {}).read("index.html")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("", f"/tributary/acme/{DAY}/report.html"),
        (
            "airflow: {report-url: https://reports.example/lake/}\n",
            f"https://reports.example/lake/acme/{DAY}/report.html",
        ),
    ],
)
def test_summary_and_check_have_a_button(
    write_partner: WritePartner, text: str, address: str
) -> None:
    partner = write_partner(text)

    for task_id in ("merge_summary", "post_merge_check"):
        task: Any = rendered(partner, task_id)
        links = partner_dag(partner).get_task(task_id).operator_extra_links
        ti_key: Any = None
        assert [link.get_link(task, ti_key=ti_key) for link in links] == [address]
    assert not partner_dag(partner).get_task("merge").operator_extra_links


def test_without_a_date_the_button_leads_to_the_partners() -> None:
    assert report_address("/tributary", ["summarize"]) == "/tributary/"


@pytest.mark.slow
def test_airflow_shows_the_page_behind_its_login(airflow: RunningAirflow) -> None:
    run_id = airflow.trigger(RUN_DAY)
    assert airflow.finish(run_id) == "success"
    task = f"/dags/tributary_single/dagRuns/{run_id}/taskInstances/merge_summary"
    link = airflow.api.get(f"{task}/links")["extra_links"]["Report"]
    assert link == f"/tributary/single/{RUN_DAY}/report.html"
    page = airflow.lake / "single" / RUN_DAY / "report.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>the day</p>")

    address = f"{airflow.airflow.settings.url}{link}"
    request = urllib.request.Request(address, headers=airflow.api.authorization())  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        assert answer.read() == b"<p>the day</p>"
    with urllib.request.urlopen(address) as answer:  # noqa: S310
        assert b"the day" not in answer.read()
        assert "login" in answer.url
    plugins = airflow.api.get("/plugins")["plugins"]
    views = [view["name"] for plugin in plugins for view in plugin["external_views"]]
    assert views == ["Tributary"]
