"""The statistics of totals: increments of readings, changes of pace, and when a line will be reached. numpy alone."""
