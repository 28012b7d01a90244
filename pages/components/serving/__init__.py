"""The web server around the dashboard: where it answers, to whom, and with which headers."""
