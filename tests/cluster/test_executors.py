"""A merge on Spark's executors in pods: the bytes of one process, whatever is lost on the way."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from kubernetes.client import ApiClient
from rendering import rendered

from cluster.kubectl import Kubectl, Manifest, eventually
from cluster.partners import Lake, Partner
from cluster.servers import S3_PORT, Account, Servers, namespace, secret
from fixtures.programs import program
from tributary_dags.partner_file import PartnerFile
from tributary_dags.worker_tasks import RUN_AS_VARIABLE

if TYPE_CHECKING:
    from cluster.conftest import Images

pytestmark = pytest.mark.cluster

HOME = Path(__file__).resolve().parents[2]
DATE = "2025-03-17"
EXECUTORS = "spark-role=executor"
CROWD = Partner("crowd", "tributary-test-executors", tuple(f"table_{n:02}" for n in range(30)))

# One core and 832 MiB each: what a small node has room for.
SMALL = {
    "spark.master": "k8s://https://kubernetes.default.svc",
    "spark.executor.cores": "1",
    "spark.executor.memory": "576m",
    "spark.executor.memoryOverhead": "256m",
    "spark.kubernetes.executor.request.cores": "100m",
    "spark.dynamicAllocation.maxExecutors": "3",
}


@dataclass
class Crowd:
    """A partner whose workers run as pods of the DAG, without Airflow to start them."""

    servers: Servers
    images: Images
    account: Account
    scratch: Path
    s3_port: int
    kubectl: Kubectl

    def file(self, spark: dict[str, str]) -> PartnerFile:
        """The partner's file, where the DAG finds it."""
        deciding = {"primary-key": ["id"], "on-duplicate": "drop", "on-collision": "quarantine"}
        more = {"spark": spark, "tables": dict.fromkeys(CROWD.tables, deciding)}
        airflow = {"image": self.images.workers}
        path = self.scratch / f"{CROWD.name}.yaml"
        path.write_text(CROWD.file(self.servers, more, airflow), encoding="utf-8")
        return PartnerFile.read(path)

    def install(self, partner: PartnerFile) -> None:
        """What the pods need, by the chart."""
        file = partner.path.read_text(encoding="utf-8")
        values = {
            "airflow": {"namespace": CROWD.namespace},
            "spark": {"enabled": True, "executor": {"spot": {"enabled": False}}},
            "partners": {CROWD.name: {"file": file}},
            "networkPolicy": {"egress": {"storage": {"ports": [S3_PORT]}}},
        }
        given = self.scratch / "values.yaml"
        given.write_text(yaml.safe_dump(values), encoding="utf-8")
        helm = program("helm", "go install helm.sh/helm/v3/cmd/helm@v3.19.0")
        command = [helm, "--namespace", CROWD.namespace, "upgrade", "--install", "crowd"]
        chart = HOME / "helm" / "tributary"
        done = subprocess.run(
            [*command, str(chart), "--values", str(given)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self, partner: PartnerFile, task: str, map_index: int = -1, **params: Any) -> str:
        """Starts the pod that the DAG would start, and returns its name."""
        operator = rendered(partner, task, params, map_index)
        pod: Manifest = ApiClient().sanitize_for_serialization(
            operator.build_pod_request_obj(dry_run=True)
        )
        self.kubectl.apply(pod)
        return str(pod["metadata"]["name"])

    def finish(self, pod: str) -> str:
        """Waits for the pod's good end, and returns what it said."""

        def ended() -> Manifest | None:
            found = self.kubectl.get("pod", pod)
            return found if found["status"]["phase"] in ("Succeeded", "Failed") else None

        last = eventually(ended, f"{pod} ends", 600)
        said = self.kubectl.run("logs", pod)
        assert last["status"]["phase"] == "Succeeded", said
        return said

    def lake(self) -> Lake:
        """What the day left."""
        client = self.servers.client(self.s3_port, self.account)
        return Lake(client, CROWD.bucket, f"lake/{CROWD.name}/{DATE}")

    def running_executors(self) -> list[str]:
        """Executors that work, by age."""
        pods = self.kubectl.list("pod", EXECUTORS)
        ready = [p for p in pods if p["status"]["phase"] == "Running"]
        return [p["metadata"]["name"] for p in ready if "deletionTimestamp" not in p["metadata"]]

    @contextmanager
    def watched(self, into: Path) -> Iterator[None]:
        """Keeps each state of each pod of the namespace."""
        with into.open("w", encoding="utf-8") as seen:
            command = ["kubectl", "-n", CROWD.namespace, "get", "pods", "--watch", "-o", "json"]
            watching = subprocess.Popen(command, stdout=seen)
            try:
                yield
            finally:
                watching.terminate()
                watching.wait()


@dataclass(frozen=True)
class Merged:
    """What a day was merged to by one process, and on executors that were asked to go or lost."""

    on_executors: dict[str, bytes]
    alone: dict[str, bytes]
    asked: str
    lost: list[str]
    pods: list[Manifest]
    seen: str
    secrets: set[str]


@pytest.fixture(scope="module")
def crowd(
    servers: Servers, images: Images, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Crowd]:
    """The partner in a namespace of its own."""
    scratch = tmp_path_factory.mktemp("crowd")
    kubectl = Kubectl(CROWD.namespace)
    forget = ["kubectl", "delete", "namespace", "--ignore-not-found", CROWD.namespace]
    subprocess.run(forget, check=True, capture_output=True)
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setenv(RUN_AS_VARIABLE, "pod")
        port = stack.enter_context(servers.kubectl.forwarded("pod/servers", S3_PORT))
        yield Crowd(servers, images, Account(), scratch, port, kubectl)
    subprocess.run(forget, check=True, capture_output=True)


@pytest.fixture(scope="module")
def merged(crowd: Crowd) -> Merged:
    """One day for all that is looked at."""
    servers, kubectl, scratch = crowd.servers, crowd.kubectl, crowd.scratch
    kubectl.apply(namespace(CROWD.namespace))
    servers.admit(crowd.account, CROWD.bucket)
    known = {"known_hosts": servers.known_hosts, "id_ed25519": servers.private_key}
    storage = {**servers.storage(crowd.account), "MARKED": "a-planted-secret"}
    kubectl.apply(secret("crowd-storage", storage), secret("crowd-sftp", known))
    CROWD.deliver(servers, scratch, DATE, archives=24)
    on_executors = crowd.file(SMALL)
    crowd.install(on_executors)
    crowd.finish(crowd.start(on_executors, "wait_for_all_sources"))
    crowd.finish(crowd.start(on_executors, "batch_extract", 0))

    seen = scratch / "pods.json"
    with crowd.watched(seen):
        driver = crowd.start(on_executors, "merge")
        eventually(lambda: crowd.lake().published() or None, "a table is published")
        asked = crowd.running_executors()[0]
        kubectl.run("delete", "pod", asked, "--wait=false")
        # All others: what is left to merge can be merged by new ones only.
        lost = crowd.running_executors()
        kubectl.delete_pods(*lost)
        before = crowd.lake().published()
        assert before.keys() < set(CROWD.tables), "all was merged before executors were lost"
        crowd.finish(driver)
    products = crowd.lake().products()
    published = crowd.lake().published()

    alone = crowd.file({})
    crowd.install(alone)
    crowd.finish(crowd.start(alone, "merge", force=True))
    again = crowd.lake()
    assert set(again.published()) == set(published)
    assert not set(again.published().values()) & set(published.values()), "merged anew"
    hidden = {crowd.account.secret_key, "a-planted-secret", servers.private_key.splitlines()[2]}
    text = seen.read_text(encoding="utf-8")
    return Merged(products, again.products(), asked, lost, list(_documents(text)), text, hidden)


def _documents(text: str) -> Iterator[Manifest]:
    decoder, at = json.JSONDecoder(), 0
    while at < len(text.rstrip()):
        document, at = decoder.raw_decode(text, at)
        yield document
        while at < len(text) and text[at].isspace():
            at += 1


def _executors(pods: list[Manifest]) -> list[Manifest]:
    return [p for p in pods if p["metadata"]["labels"].get("spark-role") == "executor"]


def test_executors_make_the_bytes_of_one_process(merged: Merged) -> None:
    assert len(merged.alone) >= len(CROWD.tables)
    assert merged.on_executors.keys() == merged.alone.keys()
    assert [n for n, data in merged.alone.items() if merged.on_executors[n] != data] == []


def test_executors_that_are_lost_are_replaced(merged: Merged) -> None:
    names = {pod["metadata"]["name"] for pod in _executors(merged.pods)}

    assert merged.lost
    assert names > set(merged.lost), "the tables that were left were merged by new ones"


def test_an_executor_that_is_asked_to_go_ends_well_and_by_itself(merged: Merged) -> None:
    ends = [
        container["state"]["terminated"]["exitCode"]
        for pod in _executors(merged.pods)
        if pod["metadata"]["name"] == merged.asked
        for container in pod["status"].get("containerStatuses", [])
        if "terminated" in container["state"]
    ]

    assert set(ends) == {0}, "not killed at the end of its time"


def test_executors_are_restricted_and_belong_to_their_driver(merged: Merged) -> None:
    for pod in _executors(merged.pods):
        [owner] = pod["metadata"]["ownerReferences"]
        assert owner["kind"] == "Pod"
        spec = pod["spec"]
        assert spec["serviceAccountName"] == "tributary-executor"
        assert spec["securityContext"]["runAsUser"] == 10001
        assert spec["terminationGracePeriodSeconds"] == 120
        [container] = spec["containers"]
        assert container["securityContext"]["readOnlyRootFilesystem"] is True
        assert container["resources"]["limits"]["memory"] == "832Mi"
        assert "lifecycle" not in container


def test_secrets_are_in_no_pod(merged: Merged) -> None:
    for pod in _executors(merged.pods):
        [container] = pod["spec"]["containers"]
        assert {"secretRef": {"name": "crowd-storage"}} in container["envFrom"]
    assert [secret[:4] for secret in merged.secrets if secret in merged.seen] == []
