"""Run every benchmark."""

from tests.benchmarks import classify, refreshing

refreshing.main()
classify.main()
