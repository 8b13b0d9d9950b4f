"""The pages: each tells the order of title, choice, table and chart."""
