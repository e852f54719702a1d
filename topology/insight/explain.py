"""What a code or a rule means, for somebody who met it in a list of findings."""

from msgspec import Struct

from topology.model.problem import Severity


class Explanation(Struct, frozen=True, kw_only=True):
    """One rule in words; what is empty is said by ``about``."""

    code: str
    rule: str
    severity: Severity
    about: str
    why: str = ""
    source: str = ""
    threshold: str = ""
    fix: str = ""


def explanations() -> tuple[Explanation, ...]:
    """Every rule there is, those of the loader too, by code."""
    from topology.insight.notices import NOTICES
    from topology.insight.rules import RULES
    from topology.load import codes, codes_read
    from topology.load.backstage import codes as backstage

    rows = [*codes_read.CODES.values(), *codes.CODES.values(), *backstage.CODES.values()]
    found = [
        Explanation(code=row.code, rule=row.rule, severity=row.severity, about=row.about) for row in rows
    ]
    found += [
        Explanation(
            code=rule.code,
            rule=rule.name,
            severity=rule.severity,
            about=rule.about,
            why=rule.why,
            source=rule.source,
            threshold=rule.threshold,
            fix=rule.fix,
        )
        for rule in (*RULES, *NOTICES)
    ]
    return tuple(sorted(found, key=lambda each: each.code))


def explain(word: str) -> Explanation | None:
    """The rule with this code or name, in any case."""
    wanted = word.strip().casefold()
    return next((each for each in explanations() if wanted in (each.code.casefold(), each.rule)), None)


def nearest(word: str) -> str | None:
    """The rule that was probably meant."""
    from topology.load.suggest import near_word

    return near_word(word.strip(), [name for each in explanations() for name in (each.rule, each.code)])
