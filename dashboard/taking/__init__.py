"""What anyone may take away, as files and through the API: tables, their columns, and how to cite them."""
