"""`python -m ohlas` is the same as `ohlas`."""

from ohlas.cli import main

main()
