"""The words and signs that every face of the program uses for the same thing."""

from topology.incident.result import Engage, State, Verdict

VERDICT_WORDS: dict[Verdict, str] = {
    "NOBODY": "nobody who is there is paged",
    "UNKNOWN": "nobody declared who is paged",
    "UNOWNED": "nobody owns it",
    "AMBIGUOUS": "several owners, and nothing says who leads",
    "MISROUTED": "the first human paged is not of the team that owns it",
    "DEFERRED": "nobody is paged now: it waits",
    "MULTI": "several roots, several leads",
    "JOINT": "one team leads, others are paged to help",
    "CLEAR": "one team leads, nobody else is paged",
}

VERDICT_STYLES: dict[Verdict, str] = {
    "NOBODY": "worst",
    "UNKNOWN": "warn",
    "UNOWNED": "worst",
    "AMBIGUOUS": "worst",
    "MISROUTED": "worst",
    "DEFERRED": "warn",
    "MULTI": "warn",
    "JOINT": "fine",
    "CLEAR": "fine",
}

FLAG_WORDS = {
    "SLOW": "the first human may come later than the target for this tier",
    "PLATFORM_FIRST": "a platform team leads a failure of something it does not own",
}

REASON_WORDS = {
    "OWN_FAILURE": "its own failure, and nothing else alerts because of it",
    "CAUSE_ALERTS": "its own failure, and others alert because of it",
    "CAUSE_SILENT": "the cause itself is silent",
    "CAUSE_LATE": "the page for the cause comes too late",
    "CAUSE_HELD": "the page for the cause is held",
    "CAUSE_UNREACHABLE": "the owner cannot be reached",
    "VENDOR": "run by a vendor: its liaison counts as owner",
    "CONTRACT": "a failure mode that names who answers",
    "UNOWNED": "nobody owns it",
    "OWNER": "owns the cause",
    "POLICY": "the policy of what failed pages it, though it owns none of it",
    "SYMPTOM": "its symptom speaks for the cause",
    "MITIGATE": "its users feel it at once",
}

STATE_SIGNS: dict[State, str] = {"ok": "●", "at-risk": "◇", "degraded": "▲", "down": "✖"}
STATE_STYLES: dict[State, str] = {"ok": "", "at-risk": "quiet", "degraded": "warn", "down": "bad"}

KIND_PLURALS = {
    "team": "teams",
    "person": "people",
    "product": "products",
    "platform": "platforms",
    "component": "components",
    "resource": "resources",
    "api": "APIs",
    "schedule": "schedules",
    "policy": "escalation policies",
    "domain": "domains",
}
"""The order here is the order of lists over all kinds."""


def count(number: int, one: str, many: str = "") -> str:
    """``1 error``, ``2 errors``: a number and its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def sentence(words: str) -> str:
    """A few words as a sentence of their own."""
    return f"{words[:1].upper()}{words[1:]}."


def listed(names: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def lasting(minutes: int) -> str:
    """A length of time in words: ``90 min``, ``28 h 48 min``."""
    hours, rest = divmod(minutes, 60)
    if hours < 2:
        return f"{minutes} min"
    return f"{hours} h" + (f" {rest} min" if rest else "")


def engaged(engage: Engage, verdict: Verdict) -> str:
    """When the first human of the lead team is paged, in words."""
    earliest, latest = engage.earliest, engage.latest
    if earliest is None and verdict == "UNKNOWN":
        return "unknown"
    if earliest is None:
        return "no human of the lead team is reached"
    if latest is None or latest == earliest:
        return f"{lasting(earliest)} after the fault"
    least = str(earliest) if latest < 120 else lasting(earliest)
    return f"within {least} to {lasting(latest)} of the fault"
