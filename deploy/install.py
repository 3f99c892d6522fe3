"""Installs, starts and updates the product as ``docs/betrieb.md`` says, word for word, and asks it for its health.

Run it as root on Debian with ``.venv/bin/python -m deploy.install``.

It happens in a copy of this machine that is thrown away (an overlay of its file system in a mount namespace of its own):
nothing outside changes. What stands in for something: ``systemctl`` starts and stops what the unit's ``ExecStart``
says, as its user; the address of the project is this repository; where there is no ``sudo``, a ``sudo`` that does nothing.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
import textwrap
import time

from tests.bench.table import Table
from tests.browser.serving import ROOT

PAGE = ROOT / "docs" / "betrieb.md"
INSTALLED, UPDATED = "## Installation auf Debian 12", "## Update und zurück"
PROJECT = "https://git.example.de/bildungszielkompass.git"
SETTING = 'daten = "/var/lib/bildungszielkompass"'
SUDO, SUDO_AT = (
    """#!/bin/sh
exec "$@"
""",
    "/usr/local/bin/sudo",
)
SYSTEMCTL = r"""#!/bin/bash
set -e
verb=$1; shift
for unit in "$@"; do
  case $unit in
    --*) continue ;;
    nginx) pkill -x nginx || true; sleep 1; nginx; continue ;;
  esac
  port=${unit#*@}; port=${port%.service}
  file=/etc/systemd/system/bildungszielkompass@.service
  read -ra start <<< "$(sed -n 's/^ExecStart=//p' "$file" | sed "s/%i/$port/g")"
  user=$(sed -n 's/^User=//p' "$file"); folder=$(sed -n 's/^WorkingDirectory=//p' "$file")
  pkill -f -- "--server.port=$port" || true; pkill -f -- "--server.port $port" || true
  install -d -o "$user" /var/lib/bildungszielkompass
  cd "$folder"
  export HOME=/var/lib/bildungszielkompass
  setsid setpriv --reuid="$user" --regid="$user" --clear-groups "${start[@]}" > "/tmp/$port.log" 2>&1 < /dev/null &
done
"""
# Arguments: folder for the overlay. The commands come in by standard input.
INSIDE = r"""
set -e
mount -t tmpfs none "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
mount -t proc proc "$1/root/proc"; mount --rbind /dev "$1/root/dev"
mount -t tmpfs none "$1/root/tmp"
mkdir -p "$1/root/project" && mount --bind "$2" "$1/root/project"
exec chroot "$1/root" /bin/bash -s
"""


def commands(heading: str) -> list[str]:
    """The commands of the first block of commands below a heading of the page, one a line."""
    section = PAGE.read_text("utf-8").partition(f"{heading}\n")[2].partition("\n## ")[0]
    block = re.search(r"(?:^    .*\n)+", section, re.MULTILINE)
    assert block, heading
    return textwrap.dedent(block[0]).splitlines()


def script() -> str:
    """What runs in the copy: after each command its exit status is printed, at the end what the server answers."""
    tell = 'echo "STATUS $? {n}"'
    lines = [
        f"cat > /usr/local/bin/systemctl <<'END'\n{SYSTEMCTL}END\nchmod +x /usr/local/bin/systemctl",
        f"command -v sudo >/dev/null || {{ echo '{SUDO}' > {SUDO_AT}; chmod +x {SUDO_AT}; }}",
        "rm -rf /opt/bildungszielkompass; export DEBIAN_FRONTEND=noninteractive",
        "git config --system safe.directory '*'",
        f"git clone -q --bare /project /tmp/project.git; git config --system url./tmp/project.git.insteadOf {PROJECT}",
        "git -C /tmp/project.git branch -f main HEAD~1; git -C /tmp/project.git symbolic-ref HEAD refs/heads/main",
    ]
    told = [*commands(INSTALLED), "ANSWER", *commands(UPDATED), "ANSWER"]
    for number, command in enumerate(told):
        if command == "ANSWER":
            ask = "curl -sf http://127.0.0.1/api/v1/health"
            lines.append(f"for n in $(seq 300); do {ask} -o /dev/null && break; sleep 0.2; done")
            lines.append(f"{ask}; {tell.format(n=number)}")
            lines.append("git -C /tmp/project.git branch -f main $(git -C /project rev-parse HEAD)")
            continue
        if "systemctl enable" in command:
            lines.append(f"sed -i 's#^daten = .*#{SETTING}#' betreiber.toml")
        lines.append(f"echo {shlex.quote('> ' + command)}; {command}; {tell.format(n=number)}")
    lines.append("git -C /opt/bildungszielkompass rev-parse HEAD; pkill -x nginx; pkill -f -- --server.port")
    return "\n".join(lines) + "\n"


def measure(table: Table) -> None:
    """Install, ask, update, ask."""
    if os.getuid() != 0:
        print("Installing is tried by root only.", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        done = subprocess.run(
            ["unshare", "--mount", "--pid", "--fork", "bash", "-c", INSIDE, "bash", folder, str(ROOT)],
            input=script(),
            capture_output=True,
            text=True,
            check=False,
        )
        seconds = time.monotonic() - begun
    statuses = re.findall(r"^.*STATUS (\d+) (\d+)$", done.stdout, re.MULTILINE)
    asked = len(commands(INSTALLED)) + len(commands(UPDATED)) + 2
    failed = asked - sum(status == "0" for status, _ in statuses)
    if failed or "--show" in sys.argv:
        print(done.stdout[-6000:], done.stderr[-6000:], file=sys.stderr)
    table.row(f"{asked - 2} commands of docs/betrieb.md and two questions for health: failed", failed, "", 0)
    table.row("… all of it", round(seconds), "s")


if __name__ == "__main__":
    told = Table("install")
    measure(told)
    sys.exit(told.missed > 0)
