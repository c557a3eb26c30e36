"""The NORESS site: settings, addresses, accounts, and the commands that start it."""
