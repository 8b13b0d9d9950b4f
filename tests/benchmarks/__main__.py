"""Run every benchmark."""

from tests.benchmarks import classify, refreshing
from tests.benchmarks.dashboard import measuring

refreshing.main()
classify.main()
measuring.main()
