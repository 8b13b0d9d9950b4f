"""The stand-in publisher does what it says, on good days and on bad ones."""
