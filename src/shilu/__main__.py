"""`python -m shilu`."""

from shilu.cli.main import main

if __name__ == "__main__":
    main()
