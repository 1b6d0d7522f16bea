"""One cluster, one set of servers and one Airflow for all tests here."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cluster.airflow_in_pods import AirflowInPods
from cluster.kubectl import Kubectl
from cluster.partners import HOLD_HOTEL, Partner, sample_contract, sample_file
from cluster.servers import Servers, namespace, new_servers, other_host_key, secret
from cluster.world import RELEASE_NAMESPACE, World
from fixtures.programs import program

HOME = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Images:
    """The images' names, as the cluster's nodes know them."""

    workers: str
    airflow: str
    servers: str


@pytest.fixture(scope="session")
def images() -> Images:
    """From the environment; else as `./tributary images --registry localhost` names them."""
    names = {"workers": "TRIBUTARY_IMAGE"}
    names |= {"airflow": "TRIBUTARY_AIRFLOW_IMAGE", "servers": "TRIBUTARY_SERVERS_IMAGE"}
    defaults = {name: f"localhost/tributary-{name}:0.1.0" for name in names}
    return Images(**{n: os.environ.get(v) or defaults[n] for n, v in names.items()})


@pytest.fixture(scope="session")
def cluster() -> None:
    """A cluster that answers."""
    if not os.environ.get("KUBECONFIG"):
        pytest.skip("no cluster: set KUBECONFIG")
    if shutil.which("kubectl") is None:
        pytest.fail("there is no kubectl here", pytrace=False)
    nodes = subprocess.run(["kubectl", "get", "nodes"], capture_output=True, text=True, check=False)
    if nodes.returncode != 0:
        pytest.fail(f"the cluster does not answer: {nodes.stderr}", pytrace=False)


@pytest.fixture(scope="session")
def servers(
    cluster: None,  # noqa: ARG001
    images: Images,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Servers]:
    """The SFTP server, the S3 server and the database that all tests share."""
    kubectl = Kubectl("tributary-test-servers")
    _forget(kubectl.namespace)
    started = new_servers(kubectl, images.servers, tmp_path_factory.mktemp("keys"))
    started.start()
    yield started
    _forget(kubectl.namespace)


NORTH = Partner("north", "tributary-test-north")
SOUTH = Partner("south", "tributary-test-south")
MANY = Partner("many", "tributary-test-north", tuple(f"table_{n:02}" for n in range(30)))
STRANGER = Partner("stranger", "tributary-test-south")
SAMPLE = Partner("overseas-1", "tributary-test-sample")
PARTNERS = (NORTH, SOUTH, MANY, STRANGER, SAMPLE)


@pytest.fixture(scope="session")
def north() -> Partner:
    """A partner whose tables are merged in one container."""
    return NORTH


@pytest.fixture(scope="session")
def south() -> Partner:
    """A partner of another namespace, with a container for each table."""
    return SOUTH


@pytest.fixture(scope="session")
def many() -> Partner:
    """A partner whose day takes long enough to be disturbed."""
    return MANY


@pytest.fixture(scope="session")
def stranger() -> Partner:
    """A partner whose server is not the one that we know."""
    return STRANGER


@pytest.fixture(scope="session")
def sample() -> Partner:
    """The sample partner with its 23 tables."""
    return SAMPLE


@pytest.fixture(scope="session")
def world(
    servers: Servers, images: Images, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The chart and Airflow, as an operator would install them."""
    kubectl = Kubectl("tributary-test-airflow")
    namespaces = [RELEASE_NAMESPACE, kubectl.namespace, *{p.namespace for p in PARTNERS}]
    _forget(*namespaces)
    kubectl.apply(namespace(kubectl.namespace))
    airflow = AirflowInPods(
        kubectl, images.airflow, images.workers, servers.database, servers.storage()
    )
    installed = World(
        servers=servers,
        airflow=airflow,
        helm=program("helm", "go install helm.sh/helm/v3/cmd/helm@v3.19.0"),
        chart=HOME / "helm" / "tributary",
        image=images.workers,
        scratch=tmp_path_factory.mktemp("world"),
    )
    one_at_a_time = "extract: {containers: 1, parallelism: 1}\nmerge: {concurrent-tables: 1}"
    installed.write(NORTH, "extract: {containers: 2}", contract=HOLD_HOTEL)
    installed.write(SOUTH, "merge: {tables-per-container: 1}", contract=HOLD_HOTEL)
    installed.write(MANY, one_at_a_time)
    installed.write(STRANGER)
    installed.write_text(SAMPLE.name, sample_file(servers, SAMPLE), sample_contract())
    installed.publish()
    installed.admit(*PARTNERS)
    known = {"known_hosts": other_host_key(servers), "id_ed25519": servers.private_key}
    Kubectl(STRANGER.namespace).apply(secret(f"{STRANGER.name}-sftp", known))
    airflow.start()
    with installed.forwarded():
        yield installed
    _forget(*namespaces)


def _forget(*namespaces: str) -> None:
    command = ["kubectl", "delete", "namespace", "--ignore-not-found", "--wait=true", *namespaces]
    subprocess.run(command, check=True, capture_output=True)
