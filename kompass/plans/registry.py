"""The plans of this server: those of the product, those in the operator's folder, and readers' drafts.

The parameter ``plan`` of an address names one; without it, it is the plan of the product.
"""

from __future__ import annotations

import re
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from kompass.facts import Facts, load
from kompass.facts_checks import FactsError
from kompass.facts_files import DEFAULT_PLAN, PLANS_DIR, of_plan, read_package
from kompass.language import N_, Message, MessageError
from kompass.places.parameters import plain
from kompass.plans.sheets import ID_PATTERN
from kompass.read_file import is_folder, paths_in

DRAFT = "entwurf-"  # what the id of a draft begins with
MOST_DRAFTS = 12  # kept in memory; the one that was used longest ago goes first


class UnknownPlanError(MessageError):
    """There is no plan with this id, or no longer."""


class Registry:
    """Plans by id. Folders are read at their first use, and once."""

    def __init__(self, most_drafts: int = MOST_DRAFTS) -> None:
        self.most_drafts = most_drafts
        self._folders: dict[str, Path | None] = {DEFAULT_PLAN: None}
        self._drafts: OrderedDict[str, Facts] = OrderedDict()
        self._own_ids: dict[str, str] = {}  # of drafts: the id that their files give
        self._lock = Lock()
        self.wrong = self.add_folders(PLANS_DIR)  # what is wrong with plans of the product

    def add_folders(self, folder: Path) -> list[Message]:
        """Take up each subfolder whose tables are correct; its name is the plan's id. Hidden ones are passed over.

        Returns what is wrong with the others, which are left out. Raises :class:`FileError` if the folder cannot be read.
        """
        wrong = []
        for path in paths_in(folder) if is_folder(folder) else ():
            if is_folder(path) and not path.name.startswith(".") and path.name not in self._folders:
                try:
                    self._take_up(path)
                except FactsError as error:
                    wrong.append(
                        Message(
                            N_("Plan im Ordner {folder}: {reason}"),
                            {"folder": path.name, "reason": error.message},
                        )
                    )
        return wrong

    def _take_up(self, path: Path) -> None:
        """Take up the folder of one plan. Raises :class:`FactsError` for a name that no address can have, and for tables
        that are not correct."""
        if not _can_be_id(path.name):
            raise FactsError(
                N_(
                    "Der Ordner heißt „{name}“. Erwartet wird ein Name aus Kleinbuchstaben, Ziffern und "
                    "Bindestrichen wie musterland-2030."
                ),
                name=plain(path.name, 60),
            )
        load(plan=path)
        self._folders[path.name] = path

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all plans but drafts, that of the product first."""
        return tuple(self._folders)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the institutions of all plans but drafts, each once."""
        found = (code for plan_id in self.ids for code in self.facts(plan_id)["institutions"]["code"])
        return tuple(dict.fromkeys(map(str, found)))

    def facts(self, plan_id: str = "") -> Facts:
        """The facts of a plan; without an id, those of the plan of the product.

        Raises :class:`UnknownPlanError` for an id that is none, with those that are.
        """
        plan_id = plan_id or DEFAULT_PLAN
        with self._lock:
            if plan_id in self._drafts:
                self._drafts.move_to_end(plan_id)
                return self._drafts[plan_id]
        if plan_id not in self._folders:
            raise UnknownPlanError(
                N_("Den Plan „{plan}“ gibt es hier nicht oder nicht mehr. Möglich sind: {known}."),
                plan=plain(plan_id, 60),
                known=", ".join(self.ids),
            )
        folder = self._folders[plan_id]
        return load(plan=folder) if folder else load()

    def keep_draft(self, facts: Facts) -> str:
        """Keep a plan for its reader, in memory only, and return its id, which nobody can guess."""
        plan_id = DRAFT + secrets.token_hex(8)
        with self._lock:
            self._drafts[plan_id] = replace(facts, plan_id=plan_id)
            self._own_ids[plan_id] = facts.plan_id
            while len(self._drafts) > self.most_drafts:
                gone, _ = self._drafts.popitem(last=False)
                del self._own_ids[gone]
        return plan_id

    def own_id(self, facts: Facts) -> str:
        """The id of a plan; of a draft that which it will have in its folder."""
        return self._own_ids.get(facts.plan_id, facts.plan_id)

    def install(self, folder: Path, plan_id: str, files: Mapping[str, bytes]) -> None:
        """Write a plan into its own folder in ``folder`` and take it up. A plan that is there is not replaced.

        Raises :class:`FactsError` if there is one with this id, if the id cannot be one, or if it cannot be written.
        """
        if not _can_be_id(plan_id):
            raise FactsError(
                N_(
                    "„{plan}“ kann nicht die Kennung eines Plans sein. Erwartet werden Kleinbuchstaben, Ziffern und "
                    "Bindestriche wie musterland-2030."
                ),
                plan=plain(plan_id, 60),
            )
        path = folder / plan_id
        if plan_id in self._folders or path.exists():
            raise FactsError(
                N_(
                    "Den Plan „{plan}“ gibt es schon. Ein anderer Stand bekommt auf dem Blatt „Plan“ eine eigene Kennung."
                ),
                plan=plan_id,
            )
        try:
            with TemporaryDirectory(dir=folder, prefix=".neu-") as place:  # whole or not at all
                made = Path(place) / plan_id
                made.mkdir()
                for resource in filter(of_plan, read_package()["resources"]):
                    (made / f"{resource['name']}.csv").write_bytes(files[resource["name"]])
                made.rename(path)
        except OSError as error:
            raise FactsError(
                N_("Der Ordner der Pläne lässt sich nicht beschreiben: {reason}"), reason=str(error.strerror)
            ) from error
        self._take_up(path)


def _can_be_id(name: str) -> bool:
    """Whether an address can have it, and it is no draft's."""
    return bool(re.fullmatch(ID_PATTERN, name)) and not name.startswith(DRAFT)


def is_draft(facts: Facts) -> bool:
    """Whether these are the facts of a reader's draft."""
    return facts.plan_id.startswith(DRAFT)


REGISTRY = Registry()
