"""Kill what writes with SIGKILL at random moments: nothing acknowledged may be lost, nothing half may be stored.

`make kills` runs a thousand trials. This is the death of the process, not a loss of power.
"""
