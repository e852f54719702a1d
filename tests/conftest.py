"""What all tests share: a random search that is the same in every run, unless another one is asked for."""

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("random", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("TOPOLOGY_SEARCH", "steady"))
