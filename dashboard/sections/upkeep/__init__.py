"""What maintainers see and do: what needs a person, the refresh under way, each source, quarantine, notices."""
