"""The page says what the tests try."""

from __future__ import annotations

from faults import page


def test_the_page_is_made_of_the_tests() -> None:
    """Out of date? `PYTHONPATH=dags:tests python -m faults.page` writes it anew."""
    text = page.PAGE.read_text(encoding="utf-8")
    assert text == page.page(text)
