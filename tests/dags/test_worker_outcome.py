from __future__ import annotations

import pytest
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException

from tributary_dags.worker_outcome import WorkerOutcome


def test_done() -> None:
    outcome = WorkerOutcome.of(
        0, '{"code":0,"status":"done","message":"3 tables","published":["room_rate"]}\n'
    )

    outcome.check()
    assert outcome.published == ("room_rate",)
    assert outcome.as_xcom() == {
        "code": 0,
        "status": "done",
        "message": "3 tables",
        "published": ["room_rate"],
    }


@pytest.mark.parametrize("code", [2, 65, 77])
def test_hopeless_codes_fail_at_once(code: int) -> None:
    with pytest.raises(AirflowFailException, match=f"exit code {code}: host key unknown"):
        WorkerOutcome.of(code, '{"message": "host key unknown"}').check()


@pytest.mark.parametrize("code", [1, 75, 137, 143, 200])
def test_other_codes_are_retried(code: int) -> None:
    with pytest.raises(AirflowException) as raised:
        WorkerOutcome.of(code, "").check()

    assert not isinstance(raised.value, AirflowFailException | AirflowSkipException)
    assert f"exit code {code}: the worker left no message" in str(raised.value)


def test_an_exempt_date_skips() -> None:
    with pytest.raises(AirflowSkipException, match="exempt"):
        WorkerOutcome.of(99, '{"message": "exempt by the calendar"}').check()


@pytest.mark.parametrize("text", ['{"message": "cut off he', "OutOfMemoryError", "[1]", "7"])
def test_a_message_that_is_no_result_is_kept_as_text(text: str) -> None:
    outcome = WorkerOutcome.of(1, text)

    assert outcome.message == text
    assert outcome.published == ()


def test_nothing_left() -> None:
    assert WorkerOutcome.of(137, None) == WorkerOutcome(137)
