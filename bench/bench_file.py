# SPDX-License-Identifier: Apache-2.0
"""Reads bench/endtoend/*.bench: lines `key: value`; `check:` may come often, `check ROWS:` holds at that size only."""
import os
import shlex
from dataclasses import dataclass, field


@dataclass
class Bench:
    name: str
    title: str = ""
    data: str = ""  # people: ../shared/bench/make_people.py; directory: byname synth --kind directory
    command: str = ""
    splink: str = ""  # job of ../shared/bench/splink_job.py to compare with
    checks: list = field(default_factory=list)  # (rows or None, key of run.json, value)

    def arguments(self, **values):
        return [part.format(**values) for part in shlex.split(self.command)]

    def failed_checks(self, run_json, rows):
        """What run.json says otherwise than the checks want."""
        failures = []
        for only, key, value in self.checks:
            if only not in (None, rows):
                continue
            found = run_json
            for part in key.split("."):
                found = found[part]
            wanted = value.format(rows=rows)
            if str(found) != wanted:
                failures.append(f"{key} is {found}, not {wanted}")
        return failures


def read_bench(path):
    bench = Bench(os.path.splitext(os.path.basename(path))[0])
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if not line.strip() or line.startswith("#"):
                continue
            key, separator, value = line.partition(":")
            key, value = key.split(), value.strip()
            if not separator or key[0] not in ("title", "data", "command", "splink", "check"):
                raise SystemExit(f"{path}:{number}: not a line of a bench: {line.strip()}")
            if key[0] == "check":
                name, _, wanted = value.partition("=")
                bench.checks.append((int(key[1]) if len(key) > 1 else None, name.strip(), wanted.strip()))
            else:
                setattr(bench, key[0], value)
    return bench
