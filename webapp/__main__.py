"""`python -m webapp` is `kangyue`."""

from webapp.cli import main

main()
