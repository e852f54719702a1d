"""``topology completion``."""

import click

from topology.cli.options import common
from topology.cli.session import write


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@common
@click.pass_context
def command(ctx: click.Context, shell: str) -> int:
    """A script that completes commands, options and names of entities in your SHELL.

    \b
    Examples:
      source <(topology completion bash)                  in ~/.bashrc
      source <(topology completion zsh)                   in ~/.zshrc
      topology completion fish > ~/.config/fish/completions/topology.fish
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    script = found(ctx.find_root().command, {}, "topology", "_TOPOLOGY_COMPLETE")
    # Not source(): that runs the shell to ask for its version.
    write(script.source_template % script.source_vars() + "\n")
    return 0
