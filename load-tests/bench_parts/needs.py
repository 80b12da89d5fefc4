"""What the benchmark needs of the machine, and how to get it."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOAD_TESTS = ROOT / "load-tests"
JAR = ROOT / "target" / "walaa.jar"
JVM_OPTIONS = f"@{ROOT / 'jvm.options'}"
PACKAGES = {
    "java": "openjdk-17-jdk-headless",
    "javac": "openjdk-17-jdk-headless",
    "redis-cli": "redis-tools",
    "redis-benchmark": "redis-tools",
    "psql": "postgresql-client",
    "pgbench": "postgresql-contrib",
}


def check():
    """Ends with what is missing and the line that installs it."""
    lacking = [program for program in PACKAGES if shutil.which(program) is None]
    if not JAR.exists() and shutil.which("mvn") is None:
        lacking.append("mvn")
    if lacking:
        packages = sorted({PACKAGES.get(program, "maven") for program in lacking})
        sys.exit(
            f"The benchmark lacks {', '.join(lacking)}.\n"
            f"  apt-get install -y --no-install-recommends {' '.join(packages)}"
        )


def build(classes):
    """Builds the server if there is none, and the benchmark's own Java against it."""
    if not JAR.exists():
        print("building the server …", flush=True)
        subprocess.run(["mvn", "-q", "-B", "-DskipTests", "package"], cwd=ROOT, check=True)
    sources = sorted(str(path) for path in (LOAD_TESTS / "java").rglob("*.java"))
    command = ["javac", "-nowarn", "-d", str(classes), "-cp", str(JAR), *sources]
    compiled = subprocess.run(command, capture_output=True, text=True)
    if compiled.returncode != 0:
        sys.exit("The benchmark does not fit this server; build it anew (mvn package).\n" + compiled.stderr)
