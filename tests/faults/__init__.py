"""Bad days, provoked for real: what each case of `cases.toml` must end in, and `make faults`, which counts."""
