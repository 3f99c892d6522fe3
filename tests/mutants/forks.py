"""Runs functions in forks of this process, some at a time, each with a limit of processor time: a limit by the clock
would depend on what else the machine does."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import ceil
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic, sleep
from typing import Any

MEMORY = 8 * 1024**3  # bytes; an endless loop that only collects ends there
STUCK = 3600  # seconds by the clock after which a task is ended that waits for something and computes nothing
FORK = multiprocessing.get_context("fork")


@dataclass
class Task:
    """A function without arguments to run in a fork; what it returns is sent back."""

    name: str
    run: Callable[[], Any]
    seconds: float  # of processor time, after which it is ended


@dataclass
class Ended:
    """A task that has ended: with what it returned, or, if there is none, why not."""

    name: str
    result: Any
    why: str  # "", "timeout" (it computes without end), "crash" or "stuck" (it waits without end)
    seconds: float  # by the clock


def each(tasks: Iterable[Task], at_once: int, logs: Path) -> Iterator[Ended]:
    """Run tasks in forks, ``at_once`` at a time, and yield each when it has ended. What they print goes to a file of
    their name in ``logs``."""
    logs.mkdir(parents=True, exist_ok=True)
    waiting, running = iter(tasks), []
    while True:
        while len(running) < at_once and (task := next(waiting, None)):
            running.append(_Running(task, logs / f"{task.name}.log"))
        if not running:
            return
        for one in list(running):
            if ended := one.ended():
                running.remove(one)
                yield ended
        sleep(0.02)


class _Running:
    def __init__(self, task: Task, log: Path) -> None:
        self.task, self.start = task, monotonic()
        self.here, there = FORK.Pipe(duplex=False)
        self.process = FORK.Process(target=_child, args=(task, there, log))
        self.process.start()
        there.close()

    def ended(self) -> Ended | None:
        seconds = monotonic() - self.start
        alive = self.process.is_alive()
        if self.here.poll():
            try:
                result, why = self.here.recv(), ""
            except EOFError:
                self.process.join(5)
                result, why = None, self._died()
        elif not alive:  # what it has started may hold the pipe open
            result, why = None, self._died()
        elif seconds > STUCK:
            result, why = None, "stuck"
        else:
            return None
        try:
            os.killpg(self.process.pid or 0, signal.SIGKILL)  # with what the tests have started
        except ProcessLookupError:
            self.process.kill()
        self.process.join()
        self.here.close()
        return Ended(self.task.name, result, why, seconds)

    def _died(self) -> str:
        return "timeout" if self.process.exitcode == -signal.SIGXCPU else "crash"


def _child(task: Task, there: Connection, log: Path) -> None:
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(
        resource.RLIMIT_CPU, (ceil(task.seconds), ceil(task.seconds) + 5)
    )  # SIGXCPU, then SIGKILL
    with log.open("wb") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
    there.send(task.run())
    signal.pause()  # until it is ended from outside: threads of tests may still run
