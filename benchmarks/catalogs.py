"""Made-up catalogs of any size, the same for the same arguments."""

from __future__ import annotations

import random


def native(components: int, needs: int = 3, size: int = 50, seed: int = 1) -> str:
    """A native catalog as YAML: teams of two people that own ``size`` components each.

    Each component needs up to ``needs`` others, most of them near; a tenth anywhere.
    """
    chance = random.Random(seed)
    teams = max(1, components // size)
    lines = ["version: 1", "people:"]
    for team in range(teams):
        lines += [f"  ann-{team}: {{title: Ann {team}}}", f"  bob-{team}: {{title: Bob {team}}}"]
    lines.append("teams:")
    for team in range(teams):
        kind = ("stream-aligned", "stream-aligned", "stream-aligned", "platform")[team % 4]
        lines += [
            f"  team-{team}:",
            f"    type: {kind}",
            f"    members: [ann-{team}, bob-{team}]",
            f"    onCall: team-{team}",
        ]
    lines.append("schedules:")
    for team in range(teams):
        lines += [
            f"  rota-{team}:",
            "    timezone: Europe/Lisbon",
            "    layers:",
            '      - {every: 1 week, handoff: "Mon 09:00", roster: [{since: 2026-01-05, '
            f"people: [ann-{team}, bob-{team}]}}]}}",
        ]
    lines.append("escalationPolicies:")
    for team in range(teams):
        steps = f"[{{page: rota-{team}, wait: 5m}}, {{page: [ann-{team}, bob-{team}], wait: 10m}}]"
        lines.append(f"  team-{team}: {{team: team-{team}, steps: {steps}}}")
    lines.append("components:")
    for number in range(components):
        lines += [
            f"  component-{number}:",
            f"    title: Component {number}",
            "    type: service",
            f"    owner: team-{number * teams // components}",
            f"    tier: {chance.choice((1, 2, 2, 3))}",
            "    lifecycle: production",
        ]
        if number:
            lines.append("    dependsOn:")
            seen: set[int] = set()
            for _ in range(needs):
                near = chance.random() < 0.9
                other = chance.randrange(max(0, number - 400), number) if near else chance.randrange(number)
                if other in seen:
                    continue
                seen.add(other)
                strength = chance.choice(("hard", "soft", "soft", "async"))
                lines.append(f"      - {{ref: component-{other}, strength: {strength}}}")
    return "\n".join(lines) + "\n"
