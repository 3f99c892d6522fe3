"""Rounds and their answers in a database: SQLite in the operator's folder, or PostgreSQL.

Kept are question, hash of the key, and for each answer its scenario and a hash of its token: no names, no addresses, no
times. A round goes at its time with all its answers, when anybody next asks for one.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from kompass.places.ledger import Scenario
from kompass.places.plan import Quota
from kompass.places.text import scenario_text
from kompass.rounds import model, secrets
from kompass.rounds.model import Question, question_of
from kompass.rounds.schema import ANSWERS, CHANNEL, READING, ROUNDS, SETTINGS, engine_of
from kompass.rounds.split import Split, split_of

MOST_ANSWERS = 5000  # of a round
MOST_ROUNDS = 2000
MOST_SLIPS = 2000  # paper slips with one split
DAY = 86400.0
PRUNED_EVERY = 60.0  # seconds


@dataclass(frozen=True)
class Round:
    """A round as it is stored."""

    code: str
    plan_id: str
    question: Question
    opened_at: float
    closes_at: float | None
    open: bool
    delete_at: float
    version: int
    override: str
    override_reason: str


@dataclass(frozen=True)
class Answer:
    """An answer, ``count`` times: one from a phone, or paper slips with the same split."""

    s: str
    split: Split
    count: int
    paper: bool


class Store:
    """The rounds of one database. All methods block: call them from a thread."""

    def __init__(
        self, address: str = "sqlite://", days: int = 7, clock: Callable[[], float] = time.time
    ) -> None:
        self.address = address
        self.days = days
        self.clock = clock
        self._pruned = float("-inf")
        self._opening = Lock()
        self._engine: Engine | None = None

    @property
    def engine(self) -> Engine:
        """The database, opened at the first use, its tables made or brought up to date."""
        with self._opening:
            if self._engine is None:
                self._engine = engine_of(self.address)
            return self._engine

    def _reading(self) -> Connection:
        """A connection that only reads."""
        return self.engine.execution_options(**{READING: True}).connect()

    @property
    def one_writer(self) -> bool:
        """Whether the database takes one writer at a time."""
        return self.address.startswith("sqlite")

    @property
    def tells(self) -> bool:
        """Whether the database tells other processes of changes: PostgreSQL does."""
        return self.address.startswith("postgresql")

    @property
    def in_memory(self) -> bool:
        """Whether all is kept in memory, by one connection: one thread at a time."""
        return self.address == "sqlite://"

    @cached_property
    def secret(self) -> str:
        """The secret that signs tokens, the same for all processes of the database."""
        kept = select(SETTINGS.c.value).where(SETTINGS.c.name == "secret")
        with suppress(IntegrityError), self.engine.begin() as connection:  # another process may be first
            if connection.execute(kept).first() is None:
                connection.execute(SETTINGS.insert().values(name="secret", value=secrets.new_secret()))
        with self._reading() as connection:
            return str(connection.execute(kept).scalar_one())

    def open_round(self, plan_id: str, question: Question, minutes: int | None = None) -> tuple[str, str]:
        """Open a round; returns its code and the moderator's key, which is not kept."""
        self.prune()
        now, key = self.clock(), secrets.new_key()
        while True:
            code = secrets.new_code()
            try:
                with self.engine.begin() as connection:
                    count = connection.execute(select(func.count()).select_from(ROUNDS)).scalar_one()
                    if count >= MOST_ROUNDS:
                        raise model.TooManyError(model.TOO_MANY_ROUNDS, most=MOST_ROUNDS)
                    connection.execute(
                        ROUNDS.insert().values(
                            code=code,
                            plan_id=plan_id,
                            question=json.dumps(question.document(), ensure_ascii=False),
                            key_hash=secrets.key_hash(key, code),
                            opened_at=now,
                            closes_at=None if minutes is None else now + 60 * minutes,
                            closed=False,
                            delete_at=now + self.days * DAY,
                            version=0,
                            override="",
                            override_reason="",
                        )
                    )
                return code, key
            except IntegrityError:  # the code is taken
                continue

    def round(self, code: str) -> Round:
        """The round of a code. Raises :class:`~kompass.rounds.model.UnknownRoundError`."""
        self.prune()
        with self._reading() as connection:
            row = connection.execute(select(ROUNDS).where(ROUNDS.c.code == code)).first()
        if row is None or row.delete_at <= self.clock():
            raise model.UnknownRoundError(model.UNKNOWN, code=code)
        return self._read(row)

    def _read(self, row: Row[Any]) -> Round:
        return Round(
            row.code,
            row.plan_id,
            question_of(json.loads(row.question)),
            row.opened_at,
            row.closes_at,
            self._is_open(row.closed, row.closes_at),
            row.delete_at,
            row.version,
            row.override,
            row.override_reason,
        )

    def _is_open(self, closed: bool, closes_at: float | None) -> bool:
        """Whether a round takes answers: neither closed, nor over by its time."""
        return not (closed or (closes_at is not None and closes_at <= self.clock()))

    def answer(self, code: str, token: str, scenario: Scenario) -> int:
        """Keep the answer of a token, in place of its earlier one; returns the version of the round.

        Raises :class:`~kompass.rounds.model.ClosedError`, or ``TooManyError`` for a round that is full.
        """
        hashed = secrets.token_hash(token, code, self.secret)
        with self.engine.begin() as connection:
            return self._put(connection, code, hashed, scenario, 1, paper=False)

    def _put(
        self, connection: Connection, code: str, token: str, scenario: Scenario, count: int, paper: bool
    ) -> int:
        """Write an answer. Each statement is a wait for the interpreter's lock, so they are two."""
        found = self._touch(connection, code)
        if not found.open:
            raise model.ClosedError(model.CLOSED, code=code)
        if found.version > MOST_ANSWERS:  # each answer has raised it: only then there can be so many
            others = (ANSWERS.c.code == code) & (ANSWERS.c.token != token)
            held = connection.execute(select(func.count()).select_from(ANSWERS).where(others)).scalar_one()
            if held >= MOST_ANSWERS:
                raise model.TooManyError(model.TOO_MANY_ANSWERS, code=code, most=MOST_ANSWERS)
        values = {
            "s": scenario_text(scenario),
            "held": json.dumps([[q.places, q.degree] for q in split_of(scenario)]),
            "count": count,
        }
        insert = sqlite.insert if self.one_writer else postgresql.insert
        statement = insert(ANSWERS).values(code=code, token=token, paper=paper, **values)
        connection.execute(statement.on_conflict_do_update(index_elements=["code", "token"], set_=values))
        return found.version

    def _touch(self, connection: Connection, code: str) -> Round:
        """Raise the version of a round and return it; it is locked until the transaction ends, so that answers wait for each
        other and for closing."""
        raised = update(ROUNDS).where(ROUNDS.c.code == code).values(version=ROUNDS.c.version + 1)
        row = connection.execute(raised.returning(*ROUNDS.c)).first()
        if row is None or row.delete_at <= self.clock():
            raise model.UnknownRoundError(model.UNKNOWN, code=code)
        if self.tells:
            connection.execute(select(func.pg_notify(CHANNEL, code)))  # sent when the transaction is done
        return self._read(row)

    def _moderated(self, connection: Connection, code: str, key: str) -> None:
        row = connection.execute(select(ROUNDS.c.key_hash).where(ROUNDS.c.code == code)).first()
        if row is None:
            raise model.UnknownRoundError(model.UNKNOWN, code=code)
        if not secrets.is_key(key, code, row.key_hash):
            raise model.WrongKeyError(model.NOT_THE_KEY)

    def check_key(self, code: str, key: str) -> None:
        """Raise :class:`~kompass.rounds.model.WrongKeyError` unless the key is that of the round."""
        with self._reading() as connection:
            self._moderated(connection, code, key)

    def close(self, code: str, key: str) -> None:
        """Close a round for good; a closed one stays as it is."""
        self.check_key(code, key)
        with self.engine.begin() as connection:
            self._touch(connection, code)
            connection.execute(update(ROUNDS).where(ROUNDS.c.code == code).values(closed=True))

    def put_slips(self, code: str, key: str, scenario: Scenario, count: int) -> None:
        """Count ``count`` paper slips with a split, in place of what was typed for it before; 0 takes them out."""
        self.check_key(code, key)
        slip = f"paper:{secrets.token_hash(scenario_text(scenario), code, self.secret)[:30]}"
        with self.engine.begin() as connection:
            self._put(connection, code, slip, scenario, count, paper=True)
            if count == 0:
                connection.execute(
                    ANSWERS.delete().where((ANSWERS.c.code == code) & (ANSWERS.c.token == slip))
                )

    def override(self, code: str, key: str, scenario: Scenario | None, reason: str) -> None:
        """Set another split in place of the room's, with a reason that stays visible; None takes it back."""
        self.check_key(code, key)
        with self.engine.begin() as connection:
            self._touch(connection, code)
            connection.execute(
                update(ROUNDS)
                .where(ROUNDS.c.code == code)
                .values(
                    override="" if scenario is None else scenario_text(scenario),
                    override_reason="" if scenario is None else reason,
                )
            )

    def answers(self, code: str) -> list[Answer]:
        """All answers of a round, ordered by their scenario: not by time, not by token."""
        with self._reading() as connection:
            rows = connection.execute(
                select(ANSWERS.c.s, ANSWERS.c.held, ANSWERS.c.count.label("times"), ANSWERS.c.paper)
                .where(ANSWERS.c.code == code)
                .order_by(ANSWERS.c.s)
            ).all()
        return [Answer(r.s, _split(r.held), r.times, bool(r.paper)) for r in rows]

    def versions(self, codes: Sequence[str]) -> Mapping[str, tuple[int, bool]]:
        """Version and whether it is open, of those of the rounds that there are."""
        with self._reading() as connection:
            rows = connection.execute(
                select(ROUNDS.c.code, ROUNDS.c.version, ROUNDS.c.closed, ROUNDS.c.closes_at).where(
                    ROUNDS.c.code.in_(codes), ROUNDS.c.delete_at > self.clock()
                )
            ).all()
        return {row.code: (row.version, self._is_open(row.closed, row.closes_at)) for row in rows}

    def prune(self) -> None:
        """Delete the rounds whose days are over, with their answers; at most once a minute."""
        now = self.clock()
        if now - self._pruned < PRUNED_EVERY:
            return
        self._pruned = now
        with self.engine.begin() as connection:
            gone = select(ROUNDS.c.code).where(ROUNDS.c.delete_at <= now)
            connection.execute(ANSWERS.delete().where(ANSWERS.c.code.in_(gone)))
            connection.execute(ROUNDS.delete().where(ROUNDS.c.delete_at <= now))

    def is_own_token(self, token: str, code: str) -> bool:
        """Whether a server on this database has made the token."""
        return secrets.is_signed(token, code, self.secret)

    def new_token(self, code: str) -> str:
        """A token for one answer in a round."""
        return secrets.new_token(code, self.secret)


def _split(held: str) -> Split:
    return tuple(Quota(places, degree) for places, degree in json.loads(held))
