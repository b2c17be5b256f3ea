"""One file for each schema; its number is the revision's name."""
