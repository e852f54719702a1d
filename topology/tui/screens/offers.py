"""What the last line offers to somebody who is in one of the panes, the most wanted first."""

from topology.model.reference import COMPONENT_KINDS, Ref, kind_of

IN_PANE = {
    1: (
        "page", "ways", "deeper", "hidden", "form", "whole", "fold", "choose", "owner", "next_pane", "leave",
        "help",
    ),
    2: ("choose", "copy", "edit", "page", "owner", "users", "needs", "back", "next_pane", "leave", "help"),
}  # fmt: skip
"""By the number of the pane: the graph and the card."""

OF_WHAT_FAILS = frozenset({"page", "ways"})
BETWEEN = frozenset({"users", "needs"})


def pointless(ref: Ref | None) -> frozenset[str]:
    """The commands that have nothing to say of what somebody stands on."""
    if ref is None or kind_of(ref) in COMPONENT_KINDS:
        return frozenset()
    return OF_WHAT_FAILS | BETWEEN if kind_of(ref) == "person" else OF_WHAT_FAILS
