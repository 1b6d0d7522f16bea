"""A real API server takes what the chart renders, and holds it to what the chart says."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from chart.rendering import CHART, Refused, documents, helm, partner, rendered
from chart.test_airflow_values import CHART_VARIABLE
from chart.test_airflow_values import VALUES as AIRFLOW_VALUES

pytestmark = pytest.mark.cluster

MASTER = {"spark.master": "k8s://https://kubernetes.default.svc"}
DRIVER = "tributary-driver"
RESTRICTED = {"pod-security.kubernetes.io/enforce": "restricted"}
IMAGE_VARIABLE = "TRIBUTARY_IMAGE"
# What the API server lets everybody do: ask who they are, and what they may.
EVERYBODY_S = {"selfsubjectreviews", "selfsubjectaccessreviews", "selfsubjectrulesreviews"}
Rights = dict[str, set[str]]


def kubectl(*words: str, given: object = None) -> str:
    """Runs kubectl.

    :raises Refused: with what it says
    """
    stdin = "" if given is None else json.dumps(given)
    command = ["kubectl", *words]
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Refused(done.stderr + done.stdout)
    assert "violate" not in done.stderr, done.stderr
    return done.stdout


@dataclass(frozen=True)
class World:
    """Namespaces of this run, and the values of a release in them."""

    name: str

    @property
    def workers(self) -> str:
        """Of the release and of partners without a namespace of their own."""
        return f"chart-{self.name}"

    @property
    def airflow(self) -> str:
        """Of Airflow."""
        return f"chart-{self.name}-airflow"

    @property
    def own(self) -> str:
        """Of a partner alone; the chart makes it."""
        return f"chart-{self.name}-own"

    @property
    def values(self) -> dict[str, Any]:
        """Two partners, one of which runs Spark on executors."""
        shared = partner("shared", airflow={"secrets": ["storage"]})
        shared["contracts"] = {"shared.odcs.yaml": "kind: DataContract\n"}
        airflow = {"namespace": self.own, "mounted-secrets": {"sftp": "/secrets"}}
        return {
            "airflow": {"namespace": self.airflow},
            "spark": {
                "enabled": True,
                "executor": {"nodeSelector": {"a": "b"}, "tolerations": [{"operator": "Exists"}]},
            },
            "partners": {
                "shared": shared,
                "alone": partner("alone", airflow=airflow, spark=MASTER),
            },
        }

    def account(self, name: str, namespace: str | None = None) -> str:
        """How the API server calls a service account."""
        return f"system:serviceaccount:{namespace or self.own}:{name}"

    def release(self, verb: str, values: dict[str, Any], *more: str) -> str:
        """`helm VERB` of the chart as this world's release."""
        words = (verb, "tributary", str(CHART), "--namespace", self.workers, "--values", "-", *more)
        return helm(*words, stdin=yaml.safe_dump(values))

    def objects(self, kind: str, namespace: str) -> set[str]:
        """Names of the objects of a kind that Helm made in a namespace."""
        selector = ("-l", "app.kubernetes.io/managed-by=Helm")
        return set(kubectl("get", kind, "-n", namespace, *selector, "-o", "name").split())


@pytest.fixture(scope="module")
def cluster() -> None:
    if not os.environ.get("KUBECONFIG"):
        pytest.skip("no cluster: set KUBECONFIG")
    assert shutil.which("kubectl"), "there is no kubectl here"
    kubectl("get", "nodes")


@pytest.fixture
def empty_world(cluster: None) -> Iterator[World]:
    yield from _world()


@pytest.fixture(scope="module")
def world(cluster: None) -> Iterator[World]:
    """One with the release in it."""
    for world in _world():
        world.release("install", world.values)
        yield world


def _world() -> Iterator[World]:
    world = World(secrets.token_hex(4))
    try:
        for namespace in (world.workers, world.airflow):
            metadata = {"name": namespace, "labels": RESTRICTED}
            kubectl("create", "-f", "-", given=_object("Namespace", metadata))
        yield world
    finally:
        names = (world.workers, world.airflow, world.own)
        kubectl("delete", "namespace", "--ignore-not-found", "--wait=false", *names)


def _object(kind: str, metadata: dict[str, Any], version: str = "v1", **more: Any) -> object:
    return {"apiVersion": version, "kind": kind, "metadata": metadata, **more}


def rights(account: str, namespace: str) -> Rights:
    """Everything that an account may do in a namespace, but for what everybody may."""
    review = _object(
        "SelfSubjectRulesReview", {}, "authorization.k8s.io/v1", spec={"namespace": namespace}
    )
    # Validation would read the cluster's own definitions, as the account.
    words = ("create", "--as", account, "--validate=false", "-f", "-", "-o", "json")
    status = json.loads(kubectl(*words, given=review))["status"]
    assert not status["incomplete"], status
    found: Rights = {}
    for rule in status["resourceRules"]:
        for resource in set(rule["resources"]) - EVERYBODY_S:
            assert rule["apiGroups"] == [""], rule
            assert "resourceNames" not in rule, rule
            found.setdefault(resource, set()).update(rule["verbs"])
    return found


def may(account: str, namespace: str, verb: str, resource: str) -> bool:
    name, _, part = resource.partition("/")
    words = ("auth", "can-i", verb, name, f"--subresource={part}", "-n", namespace, "--as", account)
    done = subprocess.run(["kubectl", *words], capture_output=True, text=True, check=False)
    answer = done.stdout.strip()
    assert answer in ("yes", "no"), done.stderr
    return answer == "yes"


AIRFLOW = {
    "pods": {"create", "get", "list", "patch", "delete"},
    "pods/log": {"get"},
    "events": {"list", "watch"},
}
SPARK = {"pods": {"create", "get", "list", "watch", "delete", "deletecollection"}}


def test_every_object_is_accepted_in_restricted_namespaces(world: World) -> None:
    text = helm(
        *("template", "tributary", str(CHART), "-n", world.workers, "--kube-version", "1.34.0"),
        *("--values", "-"),
        stdin=yaml.safe_dump(world.values),
    )
    found = list(documents(text))
    kinds = {o["kind"] for o in found}
    assert kinds == {
        *("ConfigMap", "Namespace", "NetworkPolicy", "Pod", "Role", "RoleBinding"),
        "ServiceAccount",
    }
    # Server side: the tests of an installed release are the release's own objects.
    words = ("apply", "--dry-run=server", "--validate=strict", "-f", "-")
    answer = kubectl(*words, given={"apiVersion": "v1", "kind": "List", "items": found})
    assert len(answer.splitlines()) == len(found), answer


def test_the_chart_s_own_namespace_is_held_to_the_profile(world: World) -> None:
    container = {"name": "c", "image": "i", "securityContext": {"privileged": True}}
    for namespace in (world.workers, world.own):
        pod = _object(
            "Pod", {"name": "p", "namespace": namespace}, spec={"containers": [container]}
        )
        with pytest.raises(Refused, match='violates PodSecurity "restricted'):
            kubectl("create", "--dry-run=server", "-f", "-", given=pod)


def test_a_pod_made_of_the_executor_s_template_is_admitted(world: World) -> None:
    where = ("-n", world.own, "-o", "json")
    config = json.loads(kubectl("get", "configmap", "tributary-executor-template", *where))
    pod = yaml.safe_load(config["data"]["executor.yaml"])
    # What Spark and the DAG add
    pod["metadata"] |= {"name": "executor", "namespace": world.own}
    pod["metadata"]["labels"]["spark-app-selector"] = "spark-1"
    (container,) = pod["spec"]["containers"]
    container |= {
        "image": "tributary-workers",
        "volumeMounts": [{"name": "t", "mountPath": "/tmp"}],
    }
    pod["spec"]["volumes"] = [{"name": "t", "emptyDir": {}}]
    words = ("create", "--dry-run=server", "--validate=strict", "-f", "-", "-o", "json")
    admitted = json.loads(kubectl(*words, given=pod))["spec"]
    # Given by the service account's token controller, if by anybody
    assert [v["name"] for v in admitted["volumes"]] == ["t"]
    (spread,) = admitted["topologySpreadConstraints"]
    # The API server makes one of each run's executors out of the key.
    assert {"key": "spark-app-selector", "operator": "In", "values": ["spark-1"]} in spread[
        "labelSelector"
    ].get("matchExpressions", []) or spread["matchLabelKeys"] == ["spark-app-selector"]


@pytest.mark.parametrize("account", ["airflow-scheduler", "airflow-triggerer"])
def test_airflow_may_do_what_it_does_and_nothing_else(world: World, account: str) -> None:
    name = world.account(account, world.airflow)
    for namespace in (world.workers, world.own):
        assert rights(name, namespace) == AIRFLOW
    assert rights(name, world.airflow) == {}
    assert rights(name, "default") == {}


def test_a_driver_may_start_executors_in_its_namespace_alone(world: World) -> None:
    name = world.account(DRIVER)
    assert rights(name, world.own) == SPARK
    for namespace in (world.workers, world.airflow, "default", "kube-system"):
        assert rights(name, namespace) == {}


@pytest.mark.parametrize("account", ["tributary-worker", "tributary-executor", "default"])
def test_workers_and_executors_may_do_nothing(world: World, account: str) -> None:
    for namespace in (world.own, world.workers, world.airflow):
        assert rights(world.account(account), namespace) == {}


@pytest.mark.parametrize("account", ["airflow", DRIVER])
def test_nobody_reads_secrets_or_enters_pods(world: World, account: str) -> None:
    name = world.account(account)
    if account == "airflow":
        name = world.account("airflow-scheduler", world.airflow)
    for verb, resource in [
        *(("get", "secrets"), ("list", "secrets"), ("get", "configmaps"), ("create", "configmaps")),
        *(("create", "pods/exec"), ("create", "pods/attach"), ("create", "pods/portforward")),
        *(("create", "pods/ephemeralcontainers"), ("patch", "pods/ephemeralcontainers")),
        *(("create", "serviceaccounts/token"), ("create", "roles"), ("create", "services")),
        *(("impersonate", "serviceaccounts"), ("list", "namespaces"), ("list", "nodes")),
    ]:
        assert not may(name, world.own, verb, resource), (verb, resource)
    assert may(name, world.own, "create", "pods")
    for verb in ("create", "get", "list", "delete"):
        assert not may(name, "default", verb, "pods")


def test_pods_of_workers_get_no_token(world: World) -> None:
    for account, expected in (("tributary-worker", False), (DRIVER, True)):
        pod = _object(
            "Pod",
            {"name": "p", "namespace": world.own},
            spec={
                "serviceAccountName": account,
                "securityContext": {
                    "runAsNonRoot": True,
                    "runAsUser": 10001,
                    "seccompProfile": {"type": "RuntimeDefault"},
                },
                "containers": [
                    {
                        "name": "c",
                        "image": "i",
                        "securityContext": {
                            "allowPrivilegeEscalation": False,
                            "capabilities": {"drop": ["ALL"]},
                        },
                    }
                ],
            },
        )
        words = ("create", "--dry-run=server", "-f", "-", "-o", "json")
        admitted = json.loads(kubectl(*words, given=pod))["spec"]
        assert bool(admitted.get("volumes")) is expected, account


def test_upgrade_rollback_and_uninstallation_leave_no_surprise(empty_world: World) -> None:
    world = empty_world
    world.release("install", world.values)
    accounts = world.objects("serviceaccount", world.own)
    assert accounts == {
        f"serviceaccount/tributary-{name}" for name in ("worker", "driver", "executor")
    }

    every = "configmap,serviceaccount,role,rolebinding,networkpolicy,pod"
    world.release("upgrade", {**world.values, "networkPolicy": {"enabled": False}})
    assert world.objects("networkpolicy", world.own) == set()
    helm("rollback", "tributary", "1", "--namespace", world.workers)
    assert world.objects("networkpolicy", world.own)

    # A partner leaves: nothing of it stays but its namespace.
    world.release("upgrade", {"partners": {"alone": None}}, "--reset-then-reuse-values")
    assert world.objects(every, world.own) == set()
    where = ("-n", world.airflow, "-o", "json")
    files = json.loads(kubectl("get", "configmap", "tributary-partners", *where))["data"]
    assert sorted(files) == ["shared.odcs.yaml", "shared.yaml"]

    # It comes back, into the namespace that stayed.
    before = helm(
        *("get", "values", "tributary", "--revision", "1", "-o", "yaml", "-n", world.workers)
    )
    world.release("upgrade", yaml.safe_load(before), "--reset-values")
    assert world.objects("serviceaccount", world.own) == accounts

    said = helm("uninstall", "tributary", "--namespace", world.workers)
    assert f"[Namespace] {world.own}" in said
    for namespace in (world.workers, world.airflow, world.own):
        assert world.objects(every, namespace) == set()
    left = kubectl("get", "secret", "-n", world.workers, "-o", "name")
    assert left == "", left
    # It is there, with the secrets that somebody made in it, and takes the next release.
    kubectl("get", "namespace", world.own)
    world.release("install", world.values)


def test_a_release_tests_each_partner_within_the_cluster(empty_world: World) -> None:
    image = os.environ.get(IMAGE_VARIABLE)
    if not image:
        pytest.skip(f"{IMAGE_VARIABLE} names no image of the workers that the nodes have")
    world = empty_world
    repository, _, tag = image.rpartition(":")
    # Its own folder of partner files is a source that needs no server.
    source = {"uri": "file:///etc/tributary/partners"}
    good = partner("good", source=source, storage="file:///tmp/lake")
    values = {
        "airflow": {"namespace": world.airflow},
        "image": {"repository": repository, "tag": tag},
        "partners": {"good": good},
    }
    world.release("install", values)
    said = helm("test", "tributary", "--namespace", world.workers, with_log=True)
    assert "Succeeded" in said
    assert "good.yaml: partner good" in said
    assert world.objects("pod", world.workers) == set()

    bad = partner("bad", source=source, storage="file:///etc/not-writable")
    world.release("upgrade", {**values, "partners": {"good": good, "bad": bad}})
    with pytest.raises(Refused, match="tributary-validate-bad") as refused:
        helm("test", "tributary", "--namespace", world.workers)
    # Its log says what is wrong.
    assert "/etc/not-writable" in str(refused.value)
    assert world.objects("pod", world.workers) == {"pod/tributary-validate-bad"}
    # One partner's fault keeps nobody from testing another.
    helm("test", "tributary", "-n", world.workers, "--filter", "name=tributary-validate-good")


def test_notes_say_what_to_do_next(empty_world: World) -> None:
    said = empty_world.release("install", empty_world.values)
    assert "helm test tributary" in said
    assert f"kubectl get -n {empty_world.workers} secret storage" in said
    assert f"kubectl get -n {empty_world.own} secret sftp" in said


def test_the_official_chart_s_pods_are_admitted_beside_them(world: World) -> None:
    chart = os.environ.get(CHART_VARIABLE)
    if not chart:
        pytest.skip(f"{CHART_VARIABLE} names no folder or archive of Airflow's official chart")
    objects = rendered(
        AIRFLOW_VALUES, namespace=world.airflow, chart=Path(chart), release="airflow"
    )
    workloads = [o for o in objects.all if "template" in o.get("spec", {})]
    assert len(workloads) == 5
    for workload in workloads:
        spec = workload["spec"]["template"]["spec"]
        claims = workload["spec"].get("volumeClaimTemplates", [])
        spec["volumes"] += [{"name": c["metadata"]["name"], "emptyDir": {}} for c in claims]
        name = workload["metadata"]["name"]
        metadata = {"name": name, "namespace": world.airflow}
        account = _object("ServiceAccount", {**metadata, "name": spec["serviceAccountName"]})
        kubectl("apply", "-f", "-", given=account)
        words = ("create", "--dry-run=server", "--validate=strict", "-f", "-")
        kubectl(*words, given=_object("Pod", metadata, spec=spec))
