"""Two stores are compared: without the second one (`make test-embedded`) there is nothing to do."""

from tests.stores import STORES

collect_ignore = [] if len(STORES) > 1 else ["test_parity.py"]
