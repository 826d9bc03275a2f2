"""A Temporal dev server and workers of this project, each a process that can be killed."""
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def call(*command, ok=(0,)):
    """Runs a command and returns its standard output."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )
    if done.returncode not in ok:
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr}")
    return done.stdout


class Process:
    """A process in a group of its own, killed with all that it has begun."""

    def __init__(self, log, *command):
        self.log = open(log, "a")
        self.process = subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT, stdout=self.log, stderr=self.log, start_new_session=True,
        )

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def memory(self):
        """Returns its resident megabytes now; a script has become what it started."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0.0


class DevServer:
    """A dev server whose folder has its logs, and its database where it shall survive."""

    def __init__(self, folder, durable=False):
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = one.getsockname()[1]
        self.folder = Path(folder)
        self.address = f"127.0.0.1:{self.port}"
        self.durable = durable
        self.process = None
        self.start()

    def start(self):
        database = ["--db-filename", self.folder / "temporal.db"] if self.durable else []
        self.process = Process(
            self.folder / "server.log", "temporal", "server", "start-dev", "--headless",
            "--ip", "127.0.0.1", "--port", self.port, "--log-level", "error", *database,
        )
        while subprocess.run(
            ["temporal", "operator", "cluster", "health", "--address", self.address],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ).returncode:
            time.sleep(0.2)

    def kill(self):
        self.process.kill()

    def worker(self, *options, before=()):
        return Process(
            self.folder / "worker.log", *before, "./truthound", "worker",
            "--address", self.address, "--store", self.folder / "store", *options,
        )

    def runs(self, workflow):
        """Returns the runs of a workflow, the first first."""
        listed = json.loads(
            call("temporal", "workflow", "list", "--address", self.address, "-o", "json",
                 "--limit", "1000", "--query", f"WorkflowId = '{workflow}'")
        )
        return sorted(listed, key=lambda run: run["startTime"])

    def wait(self, workflow):
        """Waits until a workflow is over, also while the server is away; returns its runs."""
        while True:
            try:
                found = self.runs(workflow)
                # The next run of a workflow is listed a moment after its last one has ended.
                if found and not any("RUNNING" in run["status"].upper() for run in found) and any(
                        "CONTINUED" not in run["status"].upper() for run in found):
                    return found
            except RuntimeError:
                pass  # the server is away
            time.sleep(0.5)

    def describe(self, workflow, run):
        return json.loads(
            call("temporal", "workflow", "describe", "--address", self.address, "-o", "json",
                 "--workflow-id", workflow, "--run-id", run)
        )["workflowExecutionInfo"]

    def history(self, workflow, run):
        return json.loads(
            call("temporal", "workflow", "show", "--address", self.address, "-o", "json",
                 "--workflow-id", workflow, "--run-id", run)
        )["events"]
