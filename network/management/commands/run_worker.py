"""The worker of the background: mails, and whatever takes long. One process, until SIGTERM."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from network.core.background import Background


class Command(BaseCommand):
    help = "Runs the background's tasks, sends mails, and once a day the summary; until stopped."

    def handle(self, **options: Any) -> None:
        worker = Background()
        # Beside a development server it is a thread, and ends with its process.
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, worker.stop)
            signal.signal(signal.SIGINT, worker.stop)
            self.stdout.write("The worker runs; stop it with Ctrl-C.")
        worker.run()
