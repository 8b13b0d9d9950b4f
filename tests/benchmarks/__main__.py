"""Run every benchmark."""

from tests.benchmarks import refreshing

refreshing.main()
