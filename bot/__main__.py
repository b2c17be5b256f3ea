"""`python -m bot` is the same as the command `factdesk`."""

from bot.cli import main

main()
