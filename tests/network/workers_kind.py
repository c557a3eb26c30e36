"""The kind of mail that the tests' worker processes know."""

from network.core.mail.kinds import MailKind, register

KIND = register(MailKind("test.workers", "Workers", "stranger/news", find=lambda mail: mail))
