"""The page over all partners: which of their tables had findings in the last four weeks."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from tributary_dags.pages.stored_pages import NoSuchPage, StoredPages

log = logging.getLogger(__name__)

# Signs tell as much as colours: who sees no red sees a cross.
_SIGNS = {"ok": "✓", "warn": "!", "error": "✕", "critical": "‼"}
_GRAVITY = list(_SIGNS)
_VERSION = 1


@dataclass(frozen=True)
class Heatmap:
    """A partner's verdicts by ISO date, as `summarize` leaves them in `heatmap.json`.

    :param days: of the days as a whole
    :param tables: of each table, by name
    :param problem: why there are none
    """

    days: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    problem: str = ""

    @classmethod
    def of(cls, partner_file: Path) -> Heatmap:
        """What is stored of a partner; one that cannot be read costs the others nothing."""
        try:
            return cls.parse(json.loads(StoredPages.of(partner_file).read("heatmap.json")))
        except NoSuchPage:
            return cls(problem="no day yet")
        except Exception as e:
            log.exception("cannot read the heatmap of %s", partner_file.stem)
            return cls(problem=f"cannot be read: {type(e).__name__}")

    @classmethod
    def parse(cls, document: Any) -> Heatmap:
        """What a document says.

        :raises ValueError: when it is of a version that is not known here
        """
        if document["version"] != _VERSION:
            raise ValueError(f"version {document['version']}")
        tables = {str(name): _known(of) for name, of in document["tables"].items()}
        return cls(_known(document["days"]), tables)


def _known(verdicts: Mapping[str, Any]) -> dict[str, str]:
    return {str(day): verdict for day, verdict in verdicts.items() if verdict in _SIGNS}


def overview(partners: Mapping[str, Heatmap]) -> str:
    """The page: a line a partner, a column a table, in each cell the worst of its days."""
    tables = sorted({table for heatmap in partners.values() for table in heatmap.tables})
    heads = "".join(f'<th scope="col"><span>{escape(table)}</span></th>' for table in tables)
    lines = "".join(_line(name, heatmap, tables) for name, heatmap in partners.items())
    legend = " ".join(
        f'<span><i class="{verdict}">{sign}</i> {verdict}</span>'
        for verdict, sign in _SIGNS.items()
    )
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Tributary</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>{_STYLE}</style></head>
<body><h1>Partners</h1>
<p>Each cell has the worst verdict of a table in the last 28 days, and on how many of these days
there was something to say of it. The newest day leads to its report.</p>
<div class="scroll"><table>
<thead><tr><th scope="col">partner</th><th scope="col">newest day</th>
<th scope="col"><span>all of the day</span></th>{heads}</tr></thead>
<tbody>
{lines}</tbody></table></div>
<p class="legend">{legend} <span><i class="none">·</i> no such table</span></p>
</body></html>
"""


def _line(name: str, heatmap: Heatmap, tables: list[str]) -> str:
    partner = escape(name)
    newest = max(heatmap.days, default="")
    day = (
        f'<a href="{partner}/{escape(newest)}/report.html">{escape(newest)}</a>'
        if newest
        else f"<small>{escape(heatmap.problem)}</small>"
    )
    cells = "".join(_cell(name, table, heatmap.tables.get(table, {})) for table in tables)
    return (
        f'<tr><th scope="row"><a href="{partner}/index.html">{partner}</a> '
        f'<small><a href="{partner}/scorecard.html">scorecard</a></small></th>'
        f"<td>{day}</td>{_cell(name, 'all of the day', heatmap.days)}{cells}</tr>\n"
    )


def _cell(partner: str, table: str, verdicts: Mapping[str, str]) -> str:
    if not verdicts:
        return '<td class="none">·</td>'
    worst = max(verdicts.values(), key=_GRAVITY.index)
    telling = sum(verdict != "ok" for verdict in verdicts.values())
    newest = verdicts[max(verdicts)]
    said = (
        f"{partner} · {table}: {telling} of {len(verdicts)} days with findings, worst {worst}, "
        f"{newest} on {max(verdicts)}"
    )
    number = f" {telling}" if telling else ""
    return f'<td class="{worst}" title="{escape(said)}">{_SIGNS[worst]}{number}</td>'


_STYLE = """
:root { color-scheme: light dark; --ok: #d7eadb; --warn: #f6dc8b; --error: #b3402e;
  --critical: #6b1024; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 80rem; margin: 1.5rem auto;
  padding: 0 1rem; }
.scroll { overflow-x: auto; }
table { border-spacing: 2px; }
th { text-align: left; font-weight: 600; white-space: nowrap; vertical-align: bottom; }
thead th span { writing-mode: vertical-rl; transform: rotate(180deg); font-weight: 400; }
td { white-space: nowrap; }
td[class] { text-align: center; border-radius: .2rem; min-width: 2.2rem; }
i { font-style: normal; padding: 0 .4rem; border-radius: .2rem; }
.ok { background: var(--ok); color: #14361d; }
.warn { background: var(--warn); color: #3a2c00; }
.error { background: var(--error); color: #fff; }
.critical { background: var(--critical); color: #fff; }
.legend span { margin-right: 1rem; }
small { margin-left: .5rem; }
"""
