"""What is not written into the log."""

import logging
import re

# A link's secret, which may still open something: of an invitation, a reset, a confirmation.
SECRETS = re.compile(r"(/(?:invitation|password/reset/key|confirm-email)/)[^/\s\"']+")


class NoSecretsFilter(logging.Filter):
    """Takes the secrets out of the addresses that Django and others log."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = SECRETS.sub(r"\1…", record.getMessage()), ()
        return True
