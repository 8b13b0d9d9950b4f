"""How the server and its record are doing, for those who watch over them: health, readiness, figures."""
