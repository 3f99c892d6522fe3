"""The operations of ``/api/v1``: parameters, JSON schemas, and examples."""

from __future__ import annotations

from collections.abc import Sequence

from kompass.api.docs.actual import actual_operation
from kompass.api.docs.operations import JSON, Example, Operation, Parameter
from kompass.api.docs.schemas import (
    OPTIONAL,
    array,
    boolean,
    goal_schema,
    integer,
    object_of,
    scenario_schema,
    search_schema,
    string,
    transfer_schema,
)
from kompass.api.docs.service import service_operations
from kompass.api.search import LONGEST
from kompass.facts import Facts
from kompass.figures.exhibit import source_line
from kompass.figures.quotas.transfer_meaning import meaning, meaning_citations
from kompass.language import LANGUAGES, Language
from kompass.places.kept_scenarios import MOST_KEPT
from kompass.places.parameters import PLAN
from kompass.places.plan import Plan
from kompass.search.index import MOST, MOST_OF_A_KIND

CSV, HTML = "text/csv", "text/html"


def operations(
    words: Language, facts: Facts, plan: Plan, tables: Sequence[str], first_keys: Sequence[str]
) -> tuple[Operation, ...]:
    """All operations in reading order. ``first_keys`` are the keys of ``distance_to_key``."""
    t = words.text
    error = string(t("Warum es nicht geht, und was stattdessen möglich ist."))
    refusal = object_of({"error": error})
    lang = Parameter(
        "lang", t("Sprache der Sätze, die Menschen lesen; ohne Angabe Deutsch."), values=tuple(LANGUAGES)
    )
    of_plan = Parameter(
        PLAN,
        t("Welcher Plan antwortet: eine id aus /api/v1/plans; ohne Angabe der Plan dieses Produkts."),
    )
    s = Parameter(
        "s",
        t(
            "Das Szenario: die Version des Plans, dann jede Umbuchung der Reihe nach, getrennt durch "
            "„~“. 2026~AA-HS.100.25 heißt: AA gibt HS 100 Plätze, davon 25 abschlussorientierte. EXT "
            "ist außen. Ohne die letzte Zahl gehen abschlussorientierte Plätze in dem Verhältnis "
            "mit, das der Abgebende im Plan hat, kaufmännisch gerundet. Ohne Angabe der Plan."
        ),
    )
    scenario = scenario_schema(words, first_keys)
    moved = {
        "moved": integer(t("Plätze, die für das Ziel noch umzubuchen sind; 0, wenn es schon erreicht ist.")),
        "proven": boolean(
            t(
                "Ob bewiesen ist, dass weniger Plätze nicht genügen; sonst endete die Suche nach einer festen Zahl "
                "von Rechenschritten."
            )
        ),
        "choice_complete": boolean(
            t(
                "Ob unter gleich kurzen Wegen zu Ende ausgewählt wurde: wenigste Beteiligte, dann "
                "abschlussorientierte Plätze im Verhältnis des Abgebenden, dann die Reihenfolge im Plan. Dieselbe "
                "Anfrage hat immer dieselbe Antwort."
            )
        ),
        "forced_by": array(
            {"type": "string"},
            t(
                "Warum es mit weniger Plätzen nicht geht: Wünsche und Grenzen, die schon allein so viele nötig "
                "machen; leer, wenn nichts umzubuchen oder wenn es nicht bewiesen ist."
            ),
        ),
        "transfers": array(
            transfer_schema(words), t("Diese Umbuchungen; sie stehen am Ende von „scenario“.")
        ),
        "notes": array({"type": "string"}, t("Was an dem Ergebnis zu wissen ist, sonst leer")),
    }
    return (
        *service_operations(words, lang, of_plan),
        Operation(
            "facts",
            "GET",
            "/api/v1/facts",
            t("Alle Daten: Beschreibung"),
            t(
                "Beschreibt jede Tabelle: Spalten, Einheiten, Regeln, Quellen und Lizenzen, als Frictionless "
                "Data Package."
            ),
            {JSON: {"type": "object"}},
            (of_plan,),
            examples=(Example("facts", t("Abfrage")),),
            excerpt=1,
        ),
        Operation(
            "table",
            "GET",
            "/api/v1/facts/{table}.csv",
            t("Alle Daten: eine Tabelle"),
            t("Eine Tabelle als CSV in UTF-8, die erste Zeile mit den Namen der Spalten."),
            {CSV: {"type": "string"}},
            (
                Parameter("table", t("Name der Tabelle"), "path", values=tuple(tables)),
                Parameter(
                    "excel",
                    t(
                        "Für ein Tabellenprogramm dieser Sprache: mit Markierung für UTF-8, in „de“ mit Semikolon und "
                        "Dezimalkomma; Gemeindeschlüssel als „AGS 05358“. Ohne die Angabe: Komma und Punkt, Werte wie "
                        "gelesen."
                    ),
                    values=tuple(LANGUAGES),
                ),
                lang,
                of_plan,
            ),
            (
                Example("quotas", t("Die Plätze des Plans"), {"table": "quotas"}),
                Example("unknown", t("Eine Tabelle, die es nicht gibt"), {"table": "noten"}),
            ),
            refusal=refusal,
            excerpt=5,
        ),
        Operation(
            "scenario",
            "GET",
            "/api/v1/scenario",
            t("Ein Szenario"),
            t(
                "Rechnet ein Szenario aus: dieselben Zahlen wie im Simulator, mit denselben Angaben wie in "
                "seiner Adresse. Anteile und Quoten sind Zahlen von 0 bis 1, auf sechs Stellen. Andere Angaben der "
                "Adresse werden übergangen."
            )
            + "".join(f" {text}" for text in _meaning(facts, words)),
            {JSON: scenario},
            (
                s,
                Parameter(
                    "weil",
                    t(
                        "Die Begründung einer Umbuchung: ihre Nummer, „:“ und der Satz. Für jede Umbuchung einmal."
                    ),
                    many=True,
                ),
                Parameter(
                    "basis",
                    t(
                        "Der Vergleich: leer für den Plan, key.population für den Schlüssel „population“ aus "
                        "„distance_to_key“ (die anderen ebenso), v.Name für das Szenario, das mit „v“ unter "
                        "diesem Namen mitkommt."
                    ),
                ),
                Parameter(
                    "v",
                    t(
                        "Ein Szenario daneben: sein Name, „|“ und das Szenario wie in „s“. Höchstens {most}.",
                        most=MOST_KEPT,
                    ),
                    many=True,
                ),
                lang,
                of_plan,
            ),
            (
                Example("plan", t("Der Plan")),
                Example(
                    "moved",
                    t("Eine Umbuchung mit Begründung"),
                    {"s": "2026~AA-HS.100.25", "weil": ["1:weil Pflege fehlt"]},
                ),
                Example(
                    "compared",
                    t("Verglichen mit einem zweiten Szenario"),
                    {"s": "2026~AA-HS.100.25", "basis": "v.Düren", "v": ["Düren|2026~AA-DN.40.10"]},
                ),
                Example("too_many", t("Mehr Plätze, als da sind"), {"s": "2026~DN-HS.301"}),
            ),
            refusal=refusal,
        ),
        Operation(
            "search",
            "GET",
            "/api/v1/search",
            t("Suche"),
            t(
                "Findet alles, was einen Titel oder einen Code hat, und sagt, welche Seite es zeigt. Groß und klein, "
                "ä, ae oder a, ß oder ss gelten gleich; je Wort ist ein Tippfehler erlaubt. Die besten Treffer zuerst, "
                "höchstens {most}, höchstens {each} je Art. Was gesucht wird, wird nicht aufgehoben.",
                most=MOST,
                each=MOST_OF_A_KIND,
            ),
            {JSON: search_schema(words)},
            (
                Parameter(
                    "q",
                    t("Wonach gesucht wird: Wörter oder ein Code, höchstens {limit} Zeichen.", limit=LONGEST),
                    needed=True,
                ),
                lang,
                of_plan,
            ),
            (
                Example("code", t("Ein Code der KldB"), {"q": "821"}),
                Example("slip", t("Ein Tippfehler"), {"q": "arbeitslosenqote"}),
                Example("nothing", t("Nichts gesagt")),
            ),
            refusal=refusal,
        ),
        Operation(
            "goal",
            "POST",
            "/api/v1/goal",
            t("Ein Ziel"),
            t(
                "Sucht die wenigsten Plätze, die umgebucht werden müssen, damit alle Wünsche erfüllt "
                "sind. Die Gesamtzahlen bleiben. Die Antwort ist das gefundene Szenario mit allen "
                "Feldern von /api/v1/scenario."
            ),
            {JSON: object_of(scenario["properties"] | moved, optional=OPTIONAL)},
            (lang, of_plan),
            (
                Example(
                    "reachable",
                    t("Das Jobcenter Kreis Heinsberg soll 45 Plätze je 1.000 Arbeitslose haben"),
                    body={
                        "minimum_per_1000": [{"institution": "HS", "of": "unemployed", "value": 45}],
                        "locked": ["AC"],
                    },
                ),
                Example(
                    "conflict",
                    t("Wünsche, die sich ausschließen"),
                    body={"floors": {"HS": 400}, "ceilings": {"HS": 380}},
                ),
            ),
            goal_schema(words, plan),
            object_of(
                {
                    "error": error,
                    "conflicts": array(
                        {"type": "string"}, t("Welche Wünsche sich ausschließen, wenn es daran liegt.")
                    ),
                },
                optional=("conflicts",),
            ),
            further=(503,),
        ),
        actual_operation(words, plan, error, lang, of_plan),
    )


def _meaning(facts: Facts, words: Language) -> tuple[str, ...]:
    """What a transfer means, with its source; nothing where the plan does not say it."""
    cited = meaning_citations(facts, words)
    return (*meaning(facts, words), source_line(cited, facts, words)) if cited else ()
