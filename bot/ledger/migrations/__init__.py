"""The schemas, one after the other. A migration imports none of today's tables: it stays what it was."""
