"""Names of downloaded files: product, plan, content, district, scenario, language and day, in ASCII."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from zoneinfo import ZoneInfo

from kompass.facts import Facts
from kompass.figures.simulator.bases import BASES
from kompass.places.assumptions import assumptions_text
from kompass.places.kept_scenarios import Named, named_text
from kompass.places.ledger import Scenario
from kompass.places.own_keys import Mix, mix_text, own_key_text
from kompass.request.choices import Choices
from kompass.text_match import slug

PRODUCT = "bildungszielkompass"
TIME_ZONE = ZoneInfo("Europe/Berlin")
EARLIEST, LATEST = (dt.datetime(year, 6, 1, tzinfo=TIME_ZONE) for year in (1980, 2107))


def file_name(
    what: str,
    facts: Facts,
    plan: str,
    language: str,
    made_at: dt.date,
    mark: str = "",
    district: str = "",
) -> str:
    """The name of a file without extension, such as
    ``bildungszielkompass-2026-kurzfassung-kreis-dueren-plan-de-2026-11-26``.

    ``what`` is the content; an ags in it is replaced by the district's name. ``mark`` is
    :func:`scenario_mark`, empty for files that do not depend on the scenario. ``district`` is an ags.
    """
    names = dict(facts["districts"][["ags", "name"]].itertuples(index=False))
    words = [names.get(word, word) for word in what.split("-")]
    parts = [
        PRODUCT,
        plan,
        "-".join(words),
        names.get(district, district),
        mark,
        language,
        f"{made_at:%Y-%m-%d}",
    ]
    return "-".join(plain for part in parts if (plain := slug(part)))


def scenario_mark(chosen: Choices) -> str:
    """``plan`` or ``szenario``, followed by a six-digit hash of the simulator's state unless that is the
    default."""
    kind = "szenario" if chosen.scenario.ledger else "plan"
    own_keys = [mix_text(key) if isinstance(key, Mix) else own_key_text(key) for key in chosen.own_keys]
    texts = [
        named_text(Named("", chosen.scenario)),
        *map(named_text, chosen.kept),
        chosen.reference,
        *own_keys,
        assumptions_text(chosen.assumptions),
        chosen.base.indicator_id,
        chosen.split.key_id if chosen.split else "",
    ]
    untouched = [named_text(Named("", Scenario(chosen.scenario.plan))), "", "", BASES[0].indicator_id, ""]
    return kind if texts == untouched else f"{kind}-{sha256(chr(10).join(texts).encode()).hexdigest()[:6]}"


def now() -> dt.datetime:
    """The current time in Germany; where the clock is far off, a time that files can have: ZIP archives, and so Office's
    files, know the years 1980 to 2107."""
    return min(max(dt.datetime.now(TIME_ZONE), EARLIEST), LATEST)
