# SPDX-License-Identifier: Apache-2.0
"""Runs commands and measures them: wall and CPU seconds, peak memory, and byname's own stage times."""
import json
import os
import shlex
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field


@dataclass
class Run:
    wall: float
    cpu: float  # user and system, all threads
    peak_mib: float
    stages: dict = field(default_factory=dict)  # name: (wall, cpu)
    output: str = ""


def run(command, environment=None, folder=None):
    """Runs a command to its end; stops the program if it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True)
    with process.stdout as stream:
        output = stream.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"failed ({process.returncode}): {shlex.join(command)}\n{output[-2000:]}")
    measured = Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output=output)
    if folder is not None:
        measured.stages = stages_of(read_run(folder))
    return measured


def read_run(folder):
    with open(os.path.join(folder, "run.json"), encoding="utf-8") as file:
        return json.load(file)


def stages_of(run_json):
    wall, cpu = run_json.get("seconds", {}), run_json.get("cpu_seconds", {})
    return {stage: (wall[stage], cpu.get(stage, 0)) for stage in wall}


def best(values):
    return min(values)


def median(values):
    return statistics.median(values)
