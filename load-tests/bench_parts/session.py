"""One run of the live bench or of the storm: where it works, and what it says."""

import time


class Session:
    """What the parts share."""

    def __init__(self, quick, folder):
        self.begin = time.monotonic()
        self.quick = quick
        self.folder = folder
        self.classes = folder / "classes"

    def say(self, text):
        """Tells how far it is."""
        print(f"{time.monotonic() - self.begin:5.0f} s  {text}", flush=True)
