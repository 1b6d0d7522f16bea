"""All partner files of a folder: those that make a DAG, and those that do not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tributary_dags.partner_document import PartnerFileError
from tributary_dags.partner_file import PartnerFile

PARTNERS_VARIABLE = "TRIBUTARY_PARTNERS"


class PartnerFilesRefused(Exception):
    """Some partner files make no DAG; the others are not affected."""


@dataclass(frozen=True)
class PartnerFolder:
    """The folder of the partner files."""

    path: Path

    @classmethod
    def configured(cls, default: Path) -> PartnerFolder:
        """The folder that TRIBUTARY_PARTNERS names, else the default."""
        return cls(Path(os.environ.get(PARTNERS_VARIABLE) or default))

    def sound(self, partner: str | None = None) -> Iterator[PartnerFile]:
        """The partners whose files make a DAG; only the given one if its name is known."""
        for path in self._files():
            if partner is not None and path.stem != partner:
                continue
            try:
                yield PartnerFile.read(path)
            except PartnerFileError:
                continue  # shown by `check`

    def check(self) -> None:
        """Returns if all partner files are sound.

        :raises PartnerFilesRefused: naming file, line and key of each mistake
        """
        refusals = []
        for path in self._files():
            try:
                PartnerFile.read(path)
            except PartnerFileError as e:
                refusals.append(str(e))
        if refusals:
            raise PartnerFilesRefused("\n".join(["", *refusals]))

    def _files(self) -> list[Path]:
        # A contract lies beside the partner file that names it.
        return [p for p in sorted(self.path.glob("*.yaml")) if not p.name.endswith(".odcs.yaml")]
