"""The process around the commands: exit codes, interrupts, crashes, broken pipes.

Exit codes: 0 fine, 1 findings, 2 bad input or usage, 3 internal error, 130
interrupted. Imports nothing before :func:`main`, so that an interrupt is quiet from the start.
"""

import errno
import sys
from collections.abc import Sequence

FINE, FINDINGS, BAD_INPUT, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 130

_UNWRITABLE = frozenset({errno.EBADF, errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})
"""What a stream says that cannot be written to: a full disk, say, or one that is closed."""


def main(args: Sequence[str] | None = None) -> None:
    """Run one command and leave the process with its exit code."""
    import gc

    code = run(sys.argv[1:] if args is None else args)
    gc.freeze()  # leaving would look through the whole catalog for garbage: an eighth of the time of `who`
    sys.exit(code)


def run(args: Sequence[str]) -> int:
    """Run one command. Returns its exit code, whatever happens."""
    try:
        return _run(args)
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        _flush()


def _run(args: Sequence[str]) -> int:
    import gc
    import os

    gc.set_threshold(50_000, 20, 50)  # a catalog is a great many small values that stay: nothing to collect
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_errors(stream.encoding))

    from click import Abort, ClickException

    from topology.cli.commands import cli

    try:
        result = cli.main(args=list(args), prog_name="topology", standalone_mode=False)
    except ClickException as error:
        _complain(error)
        return BAD_INPUT
    except Abort:  # somebody was asked, and left: the shell's prompt stands on a line of its own
        print(file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        return FINE
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            return _crash(error)
        print(f"topology: cannot write: {error.strerror}", file=sys.stderr)
        return BAD_INPUT
    except Exception as error:
        return _crash(error)
    return result if isinstance(result, int) else FINE


def _errors(encoding: str) -> str:
    """The name of what stands in for characters that an encoding does not have: our signs as letters."""
    if encoding.casefold().startswith("utf"):
        return "replace"  # lone surrogates alone
    import codecs

    codecs.register_error("topology-letters", _letters)
    return "topology-letters"


def _letters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from topology.tui.letters import ASCII

    text = error.object[error.start : error.end].translate(ASCII)
    return "".join(char if char.isascii() else "?" for char in text), error.end


def _complain(error: Exception) -> None:
    """Say what is wrong with the input, on stderr, in lines that cannot steer a terminal."""
    from click import ClickException, UsageError

    from topology.model.text import clean

    message = error.format_message() if isinstance(error, ClickException) else str(error)
    print(f"topology: {clean(message)}", file=sys.stderr)
    context = error.ctx if isinstance(error, UsageError) else None
    if context is not None:
        print(f"Try '{context.command_path} --help'.", file=sys.stderr)


def _crash(error: Exception) -> int:
    """A mistake of the program itself: short, unless somebody wants to see all of it."""
    import os

    if os.environ.get("TOPOLOGY_DEBUG"):
        import traceback

        traceback.print_exc()
        return INTERNAL
    from topology.model.text import clean_line

    what = clean_line(f"{type(error).__name__}: {error}"[:300])
    print(f"topology: internal error: {what}", file=sys.stderr)
    print("This is a mistake in the program. TOPOLOGY_DEBUG=1 shows where.", file=sys.stderr)
    return INTERNAL


def _flush() -> None:
    """Write what is buffered; a reader that has gone away is no error."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            _silence(stream)


def _silence(stream: object) -> None:
    """Send the rest to nowhere, so that the interpreter does not complain when it exits."""
    import os

    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[attr-defined]
    except (OSError, ValueError, AttributeError):
        return
