"""Factdesk in Slack: what it hears, who may ask, how it answers, and the ways that it is reached."""
