"""The servers of the live bench: ours, and those that one would take instead."""

import http.client
import json
import re
import shutil
import subprocess
from pathlib import Path

from . import machine, needs, processes
from .deployment import Deployment

NCHAN = Path("/usr/lib/nginx/modules/ngx_nchan_module.so")
MEMBERS = 10_000
ENVELOPE = {"walaa": 160, "socketio": 9, "bare": 0, "nchan": 0}

NGINX = """
load_module {module};
daemon off;
worker_processes auto;
worker_rlimit_nofile 20000;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 19000; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location = /sub {{ nchan_subscriber websocket; nchan_channel_id bench; nchan_subscriber_first_message newest; }}
    location = /pub {{ nchan_publisher; nchan_channel_id bench; }}
  }}
}}
"""


def check():
    """Ends with what is missing and the line that installs it."""
    programs = {"nginx": "nginx", "node": "nodejs", "npm": "npm", "jcmd": "openjdk-17-jdk-headless"}
    packages = {package for program, package in programs.items() if shutil.which(program) is None}
    if not NCHAN.exists():
        packages.add("libnginx-mod-nchan")
    if packages:
        raise SystemExit(
            f"The live bench lacks {', '.join(sorted(packages))}.\n"
            f"  apt-get install -y --no-install-recommends {' '.join(sorted(packages))}"
        )


def post(port, path, body=""):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", path, body)
    return connection.getresponse().read()


class Jvm:
    """A Java process and how it is looked at."""

    def live_heap(self):
        """Bytes of live objects, after a full collection."""
        out = subprocess.run(["jcmd", str(self.pid), "GC.class_histogram"], capture_output=True, text=True, check=True)
        return int(re.search(r"^Total\s+\d+\s+(\d+)", out.stdout, re.M).group(1))

    def resident(self):
        return machine.memory_bytes(self.pid)[0]

    def cpu(self):
        return machine.cpu_seconds(self.pid, False)


class Bare(Jvm):
    """A bare Vert.x server."""

    name, title = "bare", "bare Vert.x"

    def __init__(self, bench):
        self.port = processes.free_ports(1)[0]
        command = ["java", "-cp", f"{bench.classes}:{needs.JAR}", "io.walaa.bench.BareSockets", f"port={self.port}"]
        self.process = processes.start(command)
        self.pid = self.process.pid
        processes.wait_for("the bare server", lambda: processes.answers(self.port), 30)
        self.open = f"do=open kind=bare port={self.port}"
        self.publish = f"publish=http://127.0.0.1:{self.port}/broadcast"

    def stop(self):
        processes.stop(self.process)


class SocketIo:
    """socket.io from npm."""

    name, title = "socketio", "socket.io"

    def __init__(self, bench):
        folder = bench.folder / "socketio"
        shutil.copytree(needs.LOAD_TESTS / "socketio", folder)
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund"], cwd=folder, check=True)
        self.port = processes.free_ports(1)[0]
        self.process = processes.start(["node", "--expose-gc", "server.js", str(self.port)], cwd=folder)
        self.pid = self.process.pid
        processes.wait_for("socket.io", lambda: processes.answers(self.port), 30)
        self.open = f"do=open kind=socketio port={self.port}"
        self.publish = f"publish=http://127.0.0.1:{self.port}/broadcast"

    def live_heap(self):
        return json.loads(post(self.port, "/gc"))["heapUsed"]

    def resident(self):
        return machine.memory_bytes(self.pid)[0]

    def cpu(self):
        return machine.cpu_seconds(self.pid, False)

    def stop(self):
        processes.stop(self.process)


class Nchan:
    """nginx with nchan. Its workers share memory, so each page is counted once (PSS)."""

    name, title = "nchan", "nginx + nchan"

    def __init__(self, bench):
        folder = bench.folder / "nginx"
        folder.mkdir()
        self.port = processes.free_ports(1)[0]
        (folder / "nginx.conf").write_text(NGINX.format(module=NCHAN, folder=folder, port=self.port))
        command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
        self.process = processes.start(command, stderr=subprocess.DEVNULL)
        processes.wait_for("nginx", lambda: processes.answers(self.port), 10)
        self.open = f"do=open kind=nchan port={self.port}"
        self.publish = f"publish=http://127.0.0.1:{self.port}/pub"

    def _family(self):
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]

    def live_heap(self):
        return None

    def resident(self):
        lines = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in self._family()]
        return sum(int(re.search(r"^Pss:\s+(\d+)", text, re.M).group(1)) * 1024 for text in lines)

    def cpu(self):
        return machine.cpu_seconds(self.process.pid, True)

    def stop(self):
        processes.stop(self.process)


class Walaa(Jvm):
    """Ours, as it is shipped: with members, tokens, resume and all."""

    name, title = "walaa", "Walaa"

    def __init__(self, bench):
        self.deployment = Deployment("walaa", bench.folder, 2048)
        self.deployment.environment["WALAA_LIVE_CONNECTIONS_PER_ADDRESS"] = "0"
        self.deployment.start()
        self.deployment.seed(bench.classes, [(0, MEMBERS, 1, 100)])
        self.port = self.deployment.http_port
        self.pid = self.deployment.process.pid
        postgres = self.deployment.plan()["postgres"]
        self.open = f"do=open kind=walaa port={self.port} postgres={postgres} channel=public:bench"
        self.open_members = f"do=open kind=walaa port={self.port} postgres={postgres}"
        self.publish = f"redis={self.deployment.redis_url}"

    def second(self, bench):
        """Another node on the same stores."""
        node = Deployment("second", bench.folder, 64, self.deployment.redis_url, self.deployment.postgres_url)
        node.start()
        return node

    def stop(self):
        self.deployment.stop()
