"""``topology explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from topology.cli.names import complete_word
from topology.cli.options import common, formats, setup_of
from topology.cli.session import ink, write, write_json

if TYPE_CHECKING:
    from topology.insight.explain import Explanation


@click.command("explain")
@click.argument("word", nargs=-1, metavar="[WORD]…", shell_complete=complete_word)
@formats("text", "json", "markdown")
@common
@click.pass_context
def command(ctx: click.Context, word: tuple[str, ...], format: str) -> int:
    """What a word of the program means: a verdict, a reason, a rule, a term. Without WORD: all of them.

    \b
    Examples:
      topology explain grey edge
      topology explain MISROUTED
      topology explain T204
    """
    from topology.present.glossary import find, words
    from topology.present.glossary_text import glossary_json, glossary_markdown, glossary_text, word_text

    if not word:
        if format == "json":
            write_json(glossary_json(words()))
        else:
            write(glossary_markdown() if format == "markdown" else glossary_text(ink(setup_of(ctx))))
        return 0
    text = " ".join(word)
    found, rule = find(text), _rule(text)
    if not found and rule is None:
        raise click.ClickException(_unknown(text))
    if format == "json":
        write_json(glossary_json(found) | {"rule": _rule_json(rule)})
        return 0
    parts = [word_text(each, ink(setup_of(ctx))) for each in found]
    if rule is not None:
        from topology.present.rule_text import rule_text

        parts.append(rule_text(rule))
    write("\n".join(parts))
    return 0


def _rule(text: str) -> Explanation | None:
    """The rule of this code or name; a name may be written with spaces."""
    from topology.insight.explain import explain

    return explain("-".join(text.split()))


def _rule_json(rule: Explanation | None) -> dict[str, str] | None:
    from msgspec.structs import asdict

    return asdict(rule) if rule is not None else None


def _unknown(text: str) -> str:
    from topology.insight.explain import nearest
    from topology.present.glossary import near

    meant = near(text) or nearest("-".join(text.split()))
    return f'there is no word or rule "{text}"' + (
        f"; did you mean {meant}?" if meant else "; topology explain lists all"
    )
