"""Processes that the benchmark starts, and nothing else, are ended by it."""

import atexit
import os
import signal
import socket
import subprocess
import sys
import time

_started = []


def start(command, **options):
    """Starts a process that is ended with the benchmark at the latest."""
    process = subprocess.Popen(command, start_new_session=True, **options)
    _started.append(process)
    return process


def adopt(pid):
    """Remembers a process that one of ours started, to end it if that one does not."""
    _started.append(pid)


def stop(process, patience=60):
    """Asks a process to end, waits, and kills it if it does not."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    _started.remove(process)


def stop_all():
    """Ends what still runs, the last first."""
    for process in list(reversed(_started)):
        if isinstance(process, int):
            try:
                os.kill(process, signal.SIGTERM)
            except ProcessLookupError:
                pass
            _started.remove(process)
        else:
            stop(process)


def free_ports(count):
    """Loopback ports that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def wait_for(what, condition, seconds):
    """Waits until `condition` holds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.02)
    raise RuntimeError(f"{what} did not come up within {seconds} s")


def answers(port):
    """Whether something accepts connections there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def end_with_us():
    """Whatever ends the benchmark ends its processes too."""
    atexit.register(stop_all)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
