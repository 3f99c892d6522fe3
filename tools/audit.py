"""``make audit``: ask a public list of vulnerabilities about every locked package.

pip-audit says "no known vulnerabilities" of packages that the list did not answer for: a network that is blocked would look
like a clean bill. Here each package is clean, vulnerable, or not known.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools.licences import LOCKS, ROOT

CLEAN, VULNERABLE, UNKNOWN = 0, 1, 2  # exit codes
SHOWN = 5  # packages without an answer that are named


def verdict(told: Mapping[str, Any]) -> tuple[int, str]:
    """The exit code and the words for pip-audit's report in JSON."""
    packages = told["dependencies"]
    silent = [package["name"] for package in packages if "skip_reason" in package]
    found = [
        f"{package['name']} {package['version']}: {flaw['id']}, "
        f"repaired in {', '.join(flaw['fix_versions']) or 'no version yet'}"
        for package in packages
        for flaw in package.get("vulns", ())
    ]
    if found:
        return VULNERABLE, "\n".join(["Vulnerable packages:", *found])
    if silent or not packages:
        names = ", ".join(silent[:SHOWN]) + (" …" if len(silent) > SHOWN else "")
        return UNKNOWN, (
            f"Nothing is known: the list answered for {len(packages) - len(silent)} of {len(packages)} packages, "
            f"not for {names or 'any'}. It needs a network that reaches pypi.org."
        )
    return CLEAN, f"No known vulnerability in {len(packages)} packages."


def main() -> int:
    """Ask about the packages of both locks and print what was found."""
    files = [argument for lock in LOCKS.values() for argument in ("-r", str(ROOT / lock))]
    program = str(Path(sys.executable).with_name("pip-audit"))
    command = [program, "--disable-pip", "--progress-spinner", "off", "--format", "json", *files]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        code, words = verdict(json.loads(said.stdout))
    except ValueError:  # it could not even begin
        last = (said.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1]
        code, words = UNKNOWN, f"Nothing is known: the list was not reached. {last}"
    print(words, file=sys.stderr if code else sys.stdout)
    return code


if __name__ == "__main__":
    sys.exit(main())
