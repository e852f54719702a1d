"""``topology completion``."""

import click

from topology.cli.options import common
from topology.cli.session import write

BASH = r"""# bash takes words apart at @ and at :, so the line is asked about as it was typed.
_topology_complete() {
    local typed=${COMP_LINE:0:COMP_POINT} standing kind text
    standing=${typed##*[[:space:]]}
    if [[ $standing == *"$2" ]]; then standing=${standing%"$2"}; else standing=; fi
    [[ $typed == *[[:space:]] ]] && typed+="''"
    COMPREPLY=()
    while IFS=, read -r kind text; do
        case $kind in
            plain) COMPREPLY+=("${text#"$standing"}") ;;
            file) compopt -o default ;;
            dir) compopt -o dirnames ;;
        esac
    done < <(COMP_WORDS=$typed COMP_CWORD=-1 _TOPOLOGY_COMPLETE=bash_complete "$1")
}
complete -o nosort -F _topology_complete topology
"""
"""Click's own takes ``name@mode`` for three words, as bash does."""


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
    if shell == "bash":
        write(BASH)
        return 0
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    script = found(ctx.find_root().command, {}, "topology", "_TOPOLOGY_COMPLETE")
    # Not source(): that runs the shell to ask for its version.
    write(script.source_template % script.source_vars() + "\n")
    return 0
