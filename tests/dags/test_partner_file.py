from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from conftest import WritePartner

from tributary_dags.airflow_settings import AirflowSettings, Resources
from tributary_dags.local.airflow_settings import DAGS_FOLDER
from tributary_dags.partner_document import PartnerFileError
from tributary_dags.partner_file import PartnerFile
from tributary_dags.partner_folder import PartnerFilesRefused, PartnerFolder


def test_defaults(write_partner: WritePartner) -> None:
    partner = write_partner()

    assert partner.timezone == "UTC"
    assert partner.extract_containers == 1
    assert partner.tables_per_container is None
    assert partner.tables == ()
    assert partner.airflow == AirflowSettings()
    assert partner.airflow.executor == "pod"


def test_every_key(write_partner: WritePartner) -> None:
    partner = write_partner(
        """
timezone: Asia/Seoul
extract: {containers: 8, parallelism: 4}
merge: {tables-per-container: 2}
tables:
  room_rate: {primary-key: [hotel_id]}
  booking:
airflow:
  executor: process
  schedule: manual
  image: images.example/tributary:1
  namespace: lake
  service-account: worker
  driver-service-account: driver
  image-pull-policy: Always
  kubernetes-connection: cluster
  partners-config-map: partners
  secrets: [storage]
  mounted-secrets: {sftp: /secrets}
  temporary-space: 4Gi
  resources: {merge: {cpu: 8, memory: 32Gi}}
  retries: 1
  retry-delay: 10s
  max-retry-delay: 1h
  max-active-runs: 5
"""
    )

    assert partner.zone.key == "Asia/Seoul"
    assert partner.extract_containers == 8
    assert partner.tables_per_container == 2
    assert partner.tables == ("room_rate", "booking")
    assert partner.airflow == AirflowSettings(
        executor="process",
        schedule="manual",
        image="images.example/tributary:1",
        namespace="lake",
        service_account="worker",
        driver_service_account="driver",
        image_pull_policy="Always",
        kubernetes_connection="cluster",
        partners_config_map="partners",
        secrets=("storage",),
        mounted_secrets={"sftp": "/secrets"},
        temporary_space="4Gi",
        resources={**AirflowSettings().resources, "merge": Resources("8", "32Gi")},
        retries=1,
        retry_delay=timedelta(seconds=10),
        max_retry_delay=timedelta(hours=1),
        max_active_runs=5,
    )


def test_keys_of_the_workers_pass_and_references_stay(write_partner: WritePartner) -> None:
    partner = write_partner('alerts: [{webhook: "${HOOK}"}]\nstorage: "${ROOT}/x"\nfuture-key: 1\n')

    assert partner.partner == "acme"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("timezone: Asia/Soul", "acme.yaml, line 2, timezone: 'Asia/Soul' is no time zone"),
        ("timezone: 9", "line 2, timezone: 9 is no time zone"),
        ("extract: {containers: 0}", "line 2, extract.containers: 0: a number from 1 to 500"),
        ("extract:\n  containers: many", "line 3, extract.containers: 'many'"),
        ("extract: 3", "line 2, extract: must be a mapping"),
        ("merge: {tables-per-container: some}", "merge.tables-per-container: 'some': `all`, or"),
        ("tables: {'a,b': {}}", "line 2, tables.a,b: letters, digits"),
        (
            "spark:\n  spark.master: ${MASTER}",
            "line 3, spark.spark.master: must be written out, without ${…}",
        ),
        (
            "tables: {a: {spark: {spark.master: '${MASTER:-local}'}}}",
            "line 2, tables.a.spark.spark.master: must be written out",
        ),
        ("airflow: {executor: pods}", "line 2, airflow.executor: 'pods': one of pod, process"),
        ("airflow:\n  retry: 1", "line 3, airflow.retry: is no key of this block; did you mean"),
        ("airflow: {retries: -1}", "airflow.retries: -1: a number from 0 to 20"),
        ("airflow: {retry-delay: 5}", "airflow.retry-delay: '5': a time like 30s"),
        ("airflow: {schedule: hourly}", "airflow.schedule: 'hourly': one of daily, manual"),
        ("airflow: {image: 3}", "airflow.image: 3: a text"),
        ("airflow: {secrets: one}", "airflow.secrets: 'one': a list"),
        ("airflow: {mounted-secrets: {a: b}}", "airflow.mounted-secrets: {'a': 'b'}: secrets'"),
        ("airflow: {temporary-space: big}", "airflow.temporary-space: 'big': a size"),
        ("airflow: {resources: {load: {}}}", "airflow.resources.load: one of wait, extract"),
        ("airflow: {resources: {merge: {memory: lots}}}", "airflow.resources.merge.memory: 'lots'"),
        ("extract: {containers", "acme.yaml, line 3: not YAML"),
    ],
)
def test_bad_values_name_line_and_key(
    write_partner: WritePartner, text: str, complaint: str
) -> None:
    with pytest.raises(PartnerFileError) as refused:
        write_partner(text + "\n")

    assert complaint.replace("'5'", "5") in str(refused.value).replace("'5'", "5")


def test_where_executors_are(write_partner: WritePartner) -> None:
    partner = write_partner(
        """
tables:
  session: {spark: {spark.sql.shuffle.partitions: 7}}
  pods: {spark: {spark.master: "k8s://https://kubernetes.default.svc"}}
  memory: {spark: {spark.memory.fraction: 0.6}}
  none:
"""
    )

    assert partner.tables_with_own_spark == {
        "pods": "k8s://https://kubernetes.default.svc",
        "memory": None,
    }
    assert [t for t in partner.tables if partner.drives_executors(t)] == ["pods"]
    assert not partner.drives_executors()

    partner = write_partner(
        """
spark: {spark.master: "k8s://https://kubernetes.default.svc"}
tables: {small: {spark: {spark.master: "local[*]"}}, large: {}}
"""
    )

    assert partner.drives_executors()
    assert [t for t in partner.tables if partner.drives_executors(t)] == ["large"]


def test_words_and_times_are_texts_as_for_the_workers(write_partner: WritePartner) -> None:
    partner = write_partner(
        """
source: {deadline: 06:00}
tables: {no: {}, on: {}, 2025: {}}
airflow: {retry-delay: 10s, secrets: [yes, 12:30:45]}
"""
    )

    assert partner.tables == ("no", "on", "2025")
    assert partner.airflow.secrets == ("yes", "12:30:45")


def test_all_mistakes_at_once(write_partner: WritePartner) -> None:
    with pytest.raises(PartnerFileError) as refused:
        write_partner("timezone: x\nextract: {containers: 0}\nairflow: {executor: y, retries: z}\n")

    assert len(str(refused.value).splitlines()) == 4


def test_the_partner_is_the_files_name(tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text("partner: acme\n", encoding="utf-8")

    with pytest.raises(PartnerFileError, match="must be the file's name, 'other'"):
        PartnerFile.read(path)


@pytest.mark.parametrize("text", ["", "- a\n", "just text\n"])
def test_not_a_partner_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(PartnerFileError, match="acme.yaml"):
        PartnerFile.read(path)


def test_a_wrong_file_costs_its_own_partner_only(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text("partner: good\n", encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("partner: bad\ntimezone: Mars\n", encoding="utf-8")
    (tmp_path / "good.odcs.yaml").write_text("kind: DataContract\n", encoding="utf-8")
    folder = PartnerFolder(tmp_path)

    assert [p.partner for p in folder.sound()] == ["good"]
    assert list(folder.sound("other")) == []
    with pytest.raises(PartnerFilesRefused, match="bad.yaml, line 2, timezone"):
        folder.check()


def test_the_partners_of_this_project() -> None:
    folder = PartnerFolder(DAGS_FOLDER / "partners")

    folder.check()
    assert "overseas-1" in [p.partner for p in folder.sound()]
