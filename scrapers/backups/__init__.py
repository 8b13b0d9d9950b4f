"""Backups: the database and its receipts as they were at one moment, in one file, and the way back."""
