"""The verdict in words, with what made it."""

from __future__ import annotations

from topology.incident.case import Case, Leadership
from topology.incident.reasons import Make, owner, title
from topology.incident.result import Verdict
from topology.incident.verdict import first_reached, right_teams
from topology.model.place import Because
from topology.model.reference import name_of

MEANING: dict[Verdict, str] = {
    "NOBODY": "it is urgent, and no human who is there is paged for it",
    "UNKNOWN": "who is paged is not known: a policy or schedule is not declared or cannot be read",
    "UNOWNED": "it has no owner",
    "AMBIGUOUS": "it has several owners, and nothing says who leads",
    "MISROUTED": "the first human paged is not of a team that owns it",
    "DEFERRED": "by tier or support hours nobody is paged now: a ticket, or a page that is held",
    "MULTI": "several causes with different leads",
    "JOINT": "one team leads, and others are paged to help",
    "CLEAR": "one team leads, and nobody else is paged",
}
"""Each verdict in one sentence."""


def why_verdict(
    case: Case, leadership: tuple[Leadership, ...], verdicts: dict[int, Verdict], verdict: Verdict
) -> Make:
    """The sentence of the verdict, and the facts about the root that got it."""

    def make() -> tuple[Because, ...]:
        found = [Because(f"{verdict}: {MEANING[verdict]}", None)]
        for bit, lead in enumerate(leadership):
            if verdicts[bit] != verdict:
                continue
            found.append(owner(case, lead.root.ref))
            # In a tied minute somebody of an owner counts as first.
            right = right_teams(lead)
            for each in sorted(first_reached(case, bit), key=lambda each: right.isdisjoint(each.teams))[:1]:
                teams = ", ".join(title(case, team) for team in each.teams) or "no team"
                who = f"{title(case, each.person)} of {teams}"
                found.append(Because(f"first paged for {name_of(lead.root.ref)}: {who}", None))
        return tuple(found)

    return make
