"""Databases for the tests of rounds: SQLite in a folder, and a PostgreSQL that is started for them."""

import os
import shutil
import subprocess
from contextlib import contextmanager
from functools import cache
from glob import glob
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from tests.browser.serving import free_port

SQLITE, POSTGRESQL = "sqlite", "postgresql"
DATABASES = (SQLITE, POSTGRESQL)
_numbers = count(1)


def _program(name):
    found = shutil.which(name) or next(iter(sorted(glob(f"/usr/lib/postgresql/*/bin/{name}"))), None)
    assert found, f"{name} is missing: run tests/browser/find_postgres.sh"
    return found


def _as_postgres(*command):
    """PostgreSQL refuses to run as root."""
    user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
    return subprocess.run(command, check=True, capture_output=True, cwd="/", **user)


class Cluster:
    """A PostgreSQL server of our own, until the tests end."""

    def __init__(self):
        self.folder = Path(mkdtemp(prefix="pg"))
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self.port = free_port()
        data = self.folder / "data"
        _as_postgres(_program("initdb"), "-D", str(data), "-A", "trust", "-U", "tests", "--no-sync")
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = str(self.folder / "log")
        _as_postgres(_program("pg_ctl"), "-D", str(data), "-o", options, "-l", log, "-w", "start")

    def stop(self):
        _as_postgres(_program("pg_ctl"), "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_database(self):
        name = f"kompass_{next(_numbers)}"
        _as_postgres(_program("createdb"), "-h", "127.0.0.1", "-p", str(self.port), "-U", "tests", name)
        return f"postgresql+psycopg://tests@127.0.0.1:{self.port}/{name}"


@cache
def cluster():
    import atexit

    found = Cluster()
    atexit.register(found.stop)
    return found


@contextmanager
def database(kind, folder):
    """The address of an empty database."""
    if kind == SQLITE:
        yield f"sqlite:///{folder / 'runden.sqlite'}"
    else:
        yield cluster().new_database()
