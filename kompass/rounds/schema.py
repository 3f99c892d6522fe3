"""The tables of rounds, on SQLite and PostgreSQL, and their migrations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Engine,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    func,
    inspect,
    select,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

METADATA = MetaData()
SETTINGS = Table(
    "settings",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
ROUNDS = Table(
    "rounds",
    METADATA,
    Column("code", String(5), primary_key=True),
    Column("plan_id", String(120), nullable=False),
    Column("question", Text, nullable=False),  # JSON, see Question.document
    Column("key_hash", String(64), nullable=False),
    Column("opened_at", Float, nullable=False),  # seconds since 1970
    Column("closes_at", Float),  # of itself; NULL: only by the moderator
    Column("closed", Boolean, nullable=False, default=False),
    Column("delete_at", Float, nullable=False, index=True),
    Column("version", BigInteger, nullable=False, default=0),  # of what the wall shows
    Column("override", Text, nullable=False, default=""),  # scenario that the moderator sets instead
    Column("override_reason", Text, nullable=False, default=""),
)
ANSWERS = Table(
    "answers",
    METADATA,
    Column("code", String(5), ForeignKey("rounds.code", ondelete="CASCADE"), primary_key=True),
    Column("token", String(40), primary_key=True),  # a hash; of paper slips a number
    Column("s", Text, nullable=False),
    Column("held", Text, nullable=False),  # JSON: [[places, degree], …] in plan order
    Column("count", Integer, nullable=False),  # 1, of paper slips how many
    Column("paper", Boolean, nullable=False, default=False),
)
# What changed since the first schema, in order; each is run once. Never change an entry, append.
CHANNEL = "kompass_rounds"  # of PostgreSQL's notices, each with a code
READING = "reading"  # execution option of connections that do not write
_LOCK = 1851  # any number, the same in all processes
MIGRATIONS: tuple[str, ...] = ()


def engine_of(address: str) -> Engine:
    """The engine of a database address; SQLite writes ahead, so that reading never waits for writing."""
    if address == "sqlite://":
        engine = create_engine(address, poolclass=StaticPool, connect_args={"check_same_thread": False})
    elif address.startswith("sqlite"):
        Path(make_url(address).database or "").parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(address, connect_args={"timeout": 15})
    else:
        engine = create_engine(address, pool_size=8, max_overflow=4, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin)
    migrate(engine)
    return engine


def is_address(address: str) -> bool:
    """Whether an address of a database can be read, with a port that there can be."""
    try:
        port = make_url(address).port
    except (ArgumentError, ValueError):
        return False
    return port is None or 0 < port < 65536


def _begin(connection: Connection) -> None:
    """Writing takes its turn at once, rather than fail half-way; a statement that reads needs no transaction."""
    if not connection.get_execution_options().get(READING):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _prepare_sqlite(connection: object, _: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # "BEGIN" is said by us
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]


def migrate(engine: Engine) -> None:
    """Make the tables, or bring older ones up to date: one transaction, and one process at a time."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        fresh = not inspect(connection).has_table(SETTINGS.name)
        METADATA.create_all(connection)
        done = len(MIGRATIONS) if fresh else _schema(connection)
        for statement in MIGRATIONS[done:]:
            connection.exec_driver_sql(statement)
        connection.execute(SETTINGS.delete().where(SETTINGS.c.name == "schema"))
        connection.execute(SETTINGS.insert().values(name="schema", value=str(len(MIGRATIONS))))


def _schema(connection: Connection) -> int:
    found = connection.execute(SETTINGS.select().where(SETTINGS.c.name == "schema")).first()
    return int(found.value) if found else 0


def notices(engine: Engine, ended: Callable[[], bool]) -> Iterator[None]:
    """One None for each change that PostgreSQL tells of, until ``ended()``, by a connection of its own. Blocks."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql(f"LISTEN {CHANNEL}")
        driver = connection.connection.driver_connection
        assert driver is not None
        while not ended():
            for _ in driver.notifies(timeout=1.0, stop_after=1):
                yield
