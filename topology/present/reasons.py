"""Reasons gathered while an answer is written, numbered once each, listed at its end."""

from collections.abc import Iterable, Sequence

from topology.model.place import Because
from topology.present.sheet import Sheet


class Reasons:
    """Numbers reasons in the order in which they are first mentioned."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._listed: list[Because] = []

    def mark(self, reasons: Iterable[Because]) -> str:
        """The mark that stands behind a line, such as ``[3]`` or ``[1-4,7]``; empty without reasons."""
        numbers = sorted({self._number(reason) for reason in reasons})
        if not numbers:
            return ""
        runs: list[list[int]] = []
        for number in numbers:
            if runs and runs[-1][-1] == number - 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        shown = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
        return f"[{','.join(shown)}]"

    @property
    def known(self) -> int:
        """How many reasons have a number."""
        return len(self._listed)

    @property
    def numbered(self) -> Sequence[Because]:
        """Every reason once, in the order of their numbers."""
        return self._listed

    def _number(self, reason: Because) -> int:
        identity = (reason.text, where(reason))
        known = self._numbers.get(identity)
        if known is None:
            self._listed.append(reason)
            known = self._numbers[identity] = len(self._listed)
        return known

    def write(self, sheet: Sheet) -> None:
        """The numbered list, each with file and line."""
        if self._listed:
            sheet.section("Because")
        digits = len(str(len(self._listed)))
        for number, reason in enumerate(self._listed, 1):
            sheet.marked(f"{number:>{digits}}  ", reason.text, where(reason), lines=4)


def where(reason: Because) -> str:
    """``file:line`` of the fact behind a reason; empty where no file states it."""
    return str(reason.place) if reason.place is not None and reason.place.file else ""
