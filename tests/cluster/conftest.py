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
from cluster.partners import Partner
from cluster.servers import Servers, namespace, new_servers
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


@pytest.fixture(scope="session")
def north() -> Partner:
    """A partner with a namespace and storage of its own."""
    return NORTH


@pytest.fixture(scope="session")
def south() -> Partner:
    """Another one."""
    return SOUTH


@pytest.fixture(scope="session")
def world(
    servers: Servers, images: Images, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The chart and Airflow, as an operator would install them."""
    kubectl = Kubectl("tributary-test-airflow")
    namespaces = [RELEASE_NAMESPACE, kubectl.namespace, NORTH.namespace, SOUTH.namespace]
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
    installed.publish(north=NORTH.file(servers), south=SOUTH.file(servers))
    installed.admit(NORTH, SOUTH)
    airflow.start()
    with installed.forwarded():
        yield installed
    _forget(*namespaces)


def _forget(*namespaces: str) -> None:
    command = ["kubectl", "delete", "namespace", "--ignore-not-found", "--wait=true", *namespaces]
    subprocess.run(command, check=True, capture_output=True)
