"""`python -m scrapers` is `tousu`."""

from scrapers.cli import main

if __name__ == "__main__":
    main()
