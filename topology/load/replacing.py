"""Putting text in the place of a file: whole or not at all."""

import os
import tempfile
from contextlib import suppress


def replace_text(path: str, text: str, mode: int = 0o600) -> None:
    """Write a file anew. Raises OSError, and leaves what was there as it was.

    A link stays a link, a file keeps its mode, a new one gets ``mode``.
    """
    real = os.path.realpath(path)
    handle, temporary = tempfile.mkstemp(prefix=".topology-", dir=os.path.dirname(real))
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, os.stat(real).st_mode & 0o777 if os.path.exists(real) else mode)
        os.replace(temporary, real)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
