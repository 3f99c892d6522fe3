"""The description of the routes of rounds: a question to a hall, answers from phones, the result."""

from __future__ import annotations

from kompass.api.docs.operations import JSON, Example, Operation, Parameter
from kompass.api.docs.schemas import Schema, array, boolean, integer, mapping, number, object_of, string
from kompass.language import LANGUAGES, Language

BASE = "/api/v1/rounds"
NOWHERE = "IIIII"  # no code has this letter
TOKEN = "8f14e45f-ceea-467f-a0e6-5e5f2a1b7c3d"


def round_operations(words: Language) -> tuple[Operation, ...]:
    """The operations in the order in which a round needs them."""
    t = words.text
    lang = Parameter(
        "lang", t("Sprache der Sätze, die Menschen lesen; ohne Angabe Deutsch."), values=tuple(LANGUAGES)
    )
    code = Parameter("code", t("Code der Runde, fünf Buchstaben"), "path")
    refusal = object_of({"error": string(t("Warum es nicht geht, und was stattdessen möglich ist."))})
    key = string(t("Schlüssel der Moderation, den nur die Antwort beim Eröffnen nennt"))
    s = string(t("Aufteilung, geschrieben wie „s“ von /api/v1/scenario; beide Summen bleiben"))

    def operation(
        name: str,
        method: str,
        path: str,
        title: str,
        text: str,
        answers: dict[str, Schema],
        body: Schema | None = None,
        example: Example | None = None,
    ) -> Operation:
        parameters = (code, lang) if path else (lang,)
        given = {} if not path else {"code": NOWHERE}
        shown = example or Example(name, t("Eine Runde, die es nicht gibt"), given)
        further = (403, 404, 409, 429, 503) if method == "POST" else (409, 429, 503)
        return Operation(
            name,
            method,
            BASE + path,
            title,
            text,
            answers,
            parameters,
            (shown,),
            body,
            refusal,
            further=further,
        )

    def post(
        name: str, path: str, title: str, text: str, fields: Schema, body: Schema, sent: object
    ) -> Operation:
        example = Example(name, t("Eine Runde, die es nicht gibt"), {"code": NOWHERE}, sent)
        return operation(name, "POST", path, title, text, {JSON: object_of(fields)}, body, example)

    return (
        operation(
            "round_open",
            "POST",
            "",
            t("Eine Runde eröffnen"),
            t(
                "Eine Frage an einen Saal: eine eigene Aufteilung, eines von mehreren Szenarien oder einer von mehreren "
                "Verteilungsschlüsseln. Alle Angaben können fehlen. Der Schlüssel steht nur in dieser Antwort."
            ),
            {JSON: object_of({"code": string(t("Code der Runde, fünf Buchstaben")), "key": key})},
            _question(words),
            Example("round_open", t("Eine Frage, die es nicht gibt"), {}, {"kind": "vote"}),
        ),
        operation(
            "round_token",
            "POST",
            "/{code}/tokens",
            t("Eine Kennung für eine Antwort"),
            t(
                "Eine UUID, die dieser Server unterschrieben hat. Runden mit „signed“ nehmen nur solche an; die "
                "anderen jede UUID."
            ),
            {JSON: object_of({"token": string(t("Kennung: eine UUID"))})},
            None,
            Example("round_token", t("Eine Runde, die es nicht gibt"), {"code": NOWHERE}, {}),
        ),
        post(
            "round_answer",
            "/{code}/answers",
            t("Eine Antwort"),
            t(
                "Eine Kennung ist eine Antwort: Noch einmal mit derselben ersetzt sie. 409, wenn die Runde geschlossen ist; "
                "429 bei zu vielen Versuchen mit einer Kennung, was nie andere hinter derselben Adresse trifft."
            ),
            {
                "saved": boolean(t("Immer true.")),
                "version": integer(
                    t("Ab diesem Stand ist sie dabei; /api/v1/rounds/{code} nennt ihn ebenso", code="{code}")
                ),
                "s": string(t("Das Szenario in voller Schreibweise, wie in „s“")),
            },
            object_of({"token": string(t("Kennung: eine UUID")), "s": s}),
            {"token": TOKEN, "s": "2026~AA-HS.100.25"},
        ),
        operation(
            "round_state",
            "GET",
            "/{code}",
            t("Der Stand einer Runde"),
            t(
                "Wie viele geantwortet haben, Quartile je Institution und die Aufteilung des Saals. Unter {n} Antworten nur "
                "ihre Zahl.",
                n=5,
            ),
            {JSON: _state(words)},
        ),
        operation(
            "round_events",
            "GET",
            "/{code}/events",
            t("Jeder neue Stand"),
            t(
                "Server-Sent Events: jeder Stand wie unter /api/v1/rounds/{code}, zuerst der jetzige.",
                code="{code}",
            ),
            {"text/event-stream": {"type": "string"}},
        ),
        post(
            "round_close",
            "/{code}/close",
            t("Eine Runde schließen"),
            t("Danach nimmt sie keine Antwort mehr an. Öffnen lässt sie sich nicht wieder."),
            {"state": string(t("Immer closed."))},
            object_of({"key": key}),
            {"key": "aaaa-bbbb-cccc-dddd"},
        ),
        post(
            "round_slips",
            "/{code}/slips",
            t("Zettel zählen"),
            t(
                "Zettel auf Papier mit derselben Aufteilung; noch einmal dieselbe ersetzt die Zahl, 0 nimmt sie heraus."
            ),
            {"s": s, "count": integer(t("Zahl der Zettel"))},
            object_of({"key": key, "s": s, "count": integer(t("Zahl der Zettel"))}),
            {"key": "aaaa-bbbb-cccc-dddd", "s": "2026", "count": 12},
        ),
        post(
            "round_override",
            "/{code}/override",
            t("Eine andere Aufteilung zeigen"),
            t("Statt der des Saals, mit einem Grund, der sichtbar bleibt; ein leeres „s“ nimmt sie zurück."),
            {"s": s, "reason": string(t("Grund"))},
            object_of({"key": key, "s": s, "reason": string(t("Grund"))}),
            {"key": "aaaa-bbbb-cccc-dddd", "s": "2026", "reason": "Haushalt"},
        ),
        operation(
            "round_receipt",
            "GET",
            "/{code}/receipt.json",
            t("Der Beleg"),
            t(
                "Alles, womit jeder das Ergebnis nachrechnen kann: Frage, Methode und alle Antworten ohne Namen und Zeiten, "
                "gemischt. „receipt“ ist ihre Prüfzahl."
            ),
            {JSON: {"type": "object"}},
        ),
        operation(
            "round_table",
            "GET",
            "/{code}/receipt.csv",
            t("Die Antworten als Tabelle"),
            t("Jede Antwort eine Zeile, gemischt: Plätze und abschlussorientierte Plätze je Institution."),
            {"text/csv": {"type": "string"}},
        ),
    )


def _question(words: Language) -> Schema:
    t = words.text
    fields = {
        "kind": string(
            t("split: eigene Aufteilung; choice: eines der Szenarien; formula: einer der Schlüssel")
        ),
        "title": string(t("Die Frage in eigenen Worten")),
        "start": string(t("Szenario, mit dem alle beginnen; ohne Angabe der Plan")),
        "options": {
            "type": "array",
            "description": t(
                "Bei choice Objekte mit „name“ und „s“, bei formula die Namen der Schlüssel, leer alle."
            ),
        },
        "limits": string(t("Grenzen, geschrieben wie „grenzen“ im Simulator: DN.280.400~t10")),
        "locked": array({"type": "string"}, t("Gesperrte Institutionen")),
        "within": integer(
            t(
                "Bis zu wie vielen Plätzen Abstand eine Antwort als einig gilt; ohne Angabe ein Fünfzigstel aller"
            )
        ),
        "signed": boolean(t("Ob nur Kennungen dieses Servers zählen")),
        "minutes": integer(t("Nach wie vielen Minuten sie von selbst schließt")),
        "plan": string(t("id des Plans")),
    }
    return object_of(fields, optional=tuple(fields))


def _state(words: Language) -> Schema:
    t = words.text
    quartiles = object_of({name: number("") for name in ("min", "q1", "median", "q3", "max")})
    split = {
        "type": ["object", "null"],
        "description": t(
            "Die Aufteilung des Saals mit den Feldern von /api/v1/scenario, ihr Abstand zu Plan und Schlüsseln und wie "
            "viele Antworten ihr nahe sind; null bei zu wenigen Antworten."
        ),
    }
    return object_of(
        {
            "code": string(t("Code der Runde, fünf Buchstaben")),
            "state": string(t("open oder closed")) | {"enum": ["open", "closed"]},
            "answers": integer(t("Zahl der Antworten")),
            "paper": integer(t("davon auf Papier")),
            "fewest": integer(t("Unter so vielen Antworten wird nur ihre Zahl genannt")),
            "institutions": mapping(quartiles, t("Plätze in den Antworten, je Institution")),
            "values": mapping({"type": "array"}, t("Plätze aller Antworten, je Institution sortiert")),
            "split": split,
            "receipt": string(t("Prüfzahl des Belegs; leer bei zu wenigen Antworten")),
            "question": {
                "type": "object",
                "description": t("Die Frage, wie sie gestellt ist; bei Optionen, wie oft jede gewählt ist"),
            },
            "plan": string(t("Version des Plans")),
            "plan_id": string(t("id des Plans")),
            "closes_at": {
                "type": ["number", "null"],
                "description": t("Wann sie von selbst schließt, in Sekunden seit 1970; null: nur von Hand"),
            },
            "delete_at": number(t("Wann sie gelöscht wird, in Sekunden seit 1970")),
            "version": integer(t("Zahl der Änderungen; sie wächst")),
        }
    )
