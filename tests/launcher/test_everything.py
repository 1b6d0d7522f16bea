"""The sum at the end of ``./tributary test``."""

from pathlib import Path
from types import ModuleType

import pytest

from fixtures.scripts import loaded


@pytest.fixture(scope="module")
def everything() -> ModuleType:
    return loaded(Path(__file__).resolve().parents[1] / "everything.py")


def test_adds_surefire_and_pytest_reports(everything: ModuleType, tmp_path: Path) -> None:
    surefire = tmp_path / "TEST-a.xml"
    surefire.write_text('<testsuite tests="9" errors="1" skipped="2" failures="3"/>')
    of_pytest = tmp_path / "pytest.xml"
    of_pytest.write_text(
        '<testsuites><testsuite tests="5" errors="0" skipped="1" failures="0"/></testsuites>'
    )
    count = everything.Count.of_reports([surefire, of_pytest])
    assert str(count) == "7 passed, 4 failed, 3 skipped"


def test_says_why_tests_were_skipped(everything: ModuleType, tmp_path: Path) -> None:
    report = tmp_path / "pytest.xml"
    skipped = '<testcase name="{}"><skipped message="there is no chromium here"/></testcase>'
    cases = skipped.format("a") + skipped.format("b") + '<testcase name="c"/>'
    report.write_text(
        f'<testsuites><testsuite tests="3" skipped="2">{cases}</testsuite></testsuites>'
    )
    assert everything.skip_reasons([report]) == {"there is no chromium here": 2}


def test_says_what_took_longest(
    everything: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "TEST-a.xml"
    case = '<testcase classname="{}" name="b" time="{}"/>'
    cases = case.format("Fast", "0.4") + 2 * case.format("Slow", "1,000.8")
    report.write_text(f"<testsuite>{cases}</testsuite>")
    everything.Outcome(seconds=everything.seconds_of_classes([report])).print()
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("SLOW")]
    assert told == ["SLOW  2002 s: Slow", "SLOW     0 s: Fast"]


def test_a_step_without_a_failed_test_counts_as_one(everything: ModuleType) -> None:
    outcome = everything.Outcome()
    assert outcome.step("fine", ["true"])
    assert outcome.ok
    assert not outcome.step("lint", ["false"])
    assert not outcome.ok
    assert str(outcome.total) == "0 passed, 1 failed, 0 skipped"
