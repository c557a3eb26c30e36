"""The site's people: one account an e-mail address, whatever its case."""
