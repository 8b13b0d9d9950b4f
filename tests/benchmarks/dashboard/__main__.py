"""Measure the dashboard alone."""

from tests.benchmarks.dashboard.measuring import main

main()
