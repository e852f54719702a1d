"""How long the long tests are: ``TOPOLOGY_EXAMPLES`` says how many random cases each property looks at.

The README's command leaves it out; ``.ci/run`` sets 2,000, and 10,000 with ``--full``.
"""

import os

EXAMPLES = int(os.environ.get("TOPOLOGY_EXAMPLES", "100"))

WHOLE = EXAMPLES >= 2_000
"""Whether everything that looks at many cases of the same kind looks at all of them."""

FULL = EXAMPLES >= 10_000
"""Whether what takes minutes is done as often as it can be waited for."""
