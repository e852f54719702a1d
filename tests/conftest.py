"""What all tests share: a random search that is the same in every run, unless another one is asked for,
and a cache that is not that of whoever runs them."""

import gc
import os

import pytest
from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("random", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("TOPOLOGY_SEARCH", "steady"))

# What thousands of tests leave behind is not worth looking through after each few of them.
gc.set_threshold(100_000, 50, 100)

# The programs that tests start are compiled once, like an installed one, wherever this is set.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ["TOPOLOGY_CACHE"] = "off"  # for the programs that tests start, too
# Nobody's own settings are read or written by a test: this folder exists nowhere.
os.environ["XDG_CONFIG_HOME"] = "/nonexistent/topology-tests"


@pytest.fixture(scope="session", autouse=True)
def no_cache_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where a test asks for the cache without saying where, it gets an empty one."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
