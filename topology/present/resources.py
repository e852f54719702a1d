"""Where the example stands: in the wheel, or beside the package in a checkout."""

import os

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def data_path(*parts: str) -> str:
    """A file or folder of the program's data. Raises FileNotFoundError where there is none."""
    for base in (os.path.join(_PACKAGE, "_data"), os.path.join(os.path.dirname(_PACKAGE), "data")):
        path = os.path.join(base, *parts)
        if os.path.exists(path):
            return path
    raise FileNotFoundError(f"the program's data {'/'.join(parts)} is missing: install it again")


def example_path() -> str:
    """The folder of the example catalog."""
    return data_path("example")
