"""A merge on Spark's executors in pods: the bytes of one process, whatever is lost on the way."""

from __future__ import annotations

import json
import re
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

from cluster.gate import gate
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
SHUFFLED = tuple(f"table_{n:02}" for n in range(30))
# In one archive alone and without a key: nothing of it can repeat, so that it needs no shuffle.
LAST = "the_last"
CROWD = Partner("crowd", "tributary-test-executors", (*SHUFFLED, LAST))

# One core and 832 MiB each: what a small node has room for.
SMALL = {
    "spark.master": "k8s://https://kubernetes.default.svc",
    "spark.executor.cores": "1",
    "spark.executor.memory": "576m",
    "spark.executor.memoryOverhead": "256m",
    "spark.kubernetes.executor.request.cores": "100m",
    "spark.dynamicAllocation.maxExecutors": "3",
}
# With less patience than by default, and a driver that says who leaves. What tables shuffled that
# are done must keep nobody: who had any would stay for ten minutes.
IMPATIENT = SMALL | {
    "spark.dynamicAllocation.minExecutors": "1",
    "spark.dynamicAllocation.initialExecutors": "3",
    "spark.dynamicAllocation.executorIdleTimeout": "5s",
    "spark.dynamicAllocation.shuffleTracking.timeout": "600s",
    "spark.log.level": "INFO",
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

    def file(self, spark: dict[str, str], **more: Any) -> PartnerFile:
        """The partner's file, where the DAG finds it."""
        deciding = {"primary-key": ["id"], "on-duplicate": "drop", "on-collision": "quarantine"}
        more |= {"spark": spark, "tables": {**dict.fromkeys(SHUFFLED, deciding), LAST: {}}}
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

    def reaches(self, **storage: str) -> None:
        """How pods that start from here on reach the storage."""
        usual = {**self.servers.storage(self.account), "MARKED": "a-planted-secret"}
        self.kubectl.apply(secret("crowd-storage", {**usual, **storage}))

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
    crowd.reaches()
    kubectl.apply(secret("crowd-sftp", known))
    CROWD.deliver(servers, scratch, DATE, archives=24, once=LAST)
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
    assert _ends(merged.pods, merged.asked) == {0}, "not killed at the end of its time"


def _ends(pods: list[Manifest], executor: str) -> set[int]:
    return {
        container["state"]["terminated"]["exitCode"]
        for pod in _executors(pods)
        if pod["metadata"]["name"] == executor
        for container in pod["status"].get("containerStatuses", [])
        if "terminated" in container["state"]
    }


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


def test_idle_executors_leave_while_another_works(crowd: Crowd, merged: Merged) -> None:
    partner = crowd.file(IMPATIENT, merge={"concurrent-tables": 1})
    crowd.install(partner)
    seen = crowd.scratch / "leaving.json"
    # One task waits for its data until the others have been seen to leave, however long that takes.
    waits = f"GET /{CROWD.bucket}/lake/{CROWD.name}/{DATE}/extracted/{LAST}/"
    with crowd.watched(seen), gate(crowd.servers, crowd.images.airflow, waits) as storage:
        crowd.reaches(AWS_ENDPOINT_URL_S3=storage.endpoint, TRIBUTARY_S3_TIMEOUT="4m")
        driver = crowd.start(partner, "merge", tables=[*SHUFFLED[:6], LAST], force=True)
        eventually(storage.has_somebody_waiting, "a task waits for its data")
        eventually(lambda: len(crowd.kubectl.list("pod", EXECUTORS)) == 1 or None, "one is left")
        said = crowd.kubectl.run("logs", driver)
        storage.open()
        crowd.finish(driver)
    crowd.reaches()

    pods = [
        pod
        for pod in _executors(list(_documents(seen.read_text(encoding="utf-8"))))
        if pod["metadata"]["ownerReferences"][0]["name"] == driver
    ]
    names = {pod["metadata"]["name"] for pod in pods}
    removed = re.findall(r"Executors? (\S+) removed due to idle timeout", said)
    gone = {n for n in names if n.rpartition("-")[2] in ",".join(removed).split(",")}
    assert len(gone) == len(names) - 1 > 0, said
    assert [_ends(pods, name) for name in gone] == [{0}] * len(gone), "each ended by itself"
    assert crowd.lake().products() == merged.alone
