"""What the codes of the tables are called: one word per code of the data package's closed lists."""

from __future__ import annotations

from kompass.language import N_, Language

WORDS = {
    # how exact, and when
    "exact": N_("genau"),
    "rounded": N_("gerundet"),
    "approximate": N_("ungefähr"),
    "day": N_("Stichtag"),
    "month": N_("Monat"),
    "year": N_("Jahr"),
    "year_average": N_("Jahresdurchschnitt"),
    "plan_year": N_("Planjahr"),
    "not_stated": N_("nicht angegeben"),
    # what sort of figure, what sort of place
    "official": N_("amtlich"),
    "plan": N_("Plan"),
    "derived": N_("eigene Rechnung"),
    "fbw": N_("Weiterbildung (FbW)"),
    "employee_training": N_("Weiterbildung Beschäftigter"),
    "higher": N_("höher"),
    "lower": N_("niedriger"),
    "none": N_("keine Richtung"),
    # areas
    "country": N_("Staat"),
    "state": N_("Land"),
    "agency_district": N_("Agenturbezirk"),
    "district": N_("Kreis"),
    "job_centre": N_("Jobcenter"),
    # forecasts
    "gdp_change": N_("Bruttoinlandsprodukt"),
    "employed_change": N_("Erwerbstätige"),
    "labour_supply_change": N_("Erwerbspersonenpotenzial"),
    "unemployed_change": N_("Arbeitslose"),
    "unemployment_rate": N_("Arbeitslosenquote"),
    "employment_outlook": N_("Beschäftigung"),
    "unemployment_outlook": N_("Arbeitslosigkeit"),
    # people
    "sex": N_("Geschlecht"),
    "age": N_("Alter"),
    "requirement_level": N_("Anforderungsniveau"),
    "nationality": N_("Nationalität"),
    "qualification": N_("Berufsabschluss"),
    "working_time": N_("Arbeitszeit"),
    "need": N_("Bedarf"),
    "barrier": N_("Hürde"),
    "measure": N_("Maßnahme"),
    "responsibility": N_("Zuständigkeit"),
    "aim": N_("Ziel"),
    "figure": N_("Zahl"),
    # training goals, outlook of a class
    "adaptation": N_("Anpassung"),
    "degree": N_("Berufsabschluss"),
    "future": N_("Zukunft"),
    "school": N_("Schulabschluss"),
    "chances": N_("Chancen überwiegen"),
    "balanced": N_("ausgeglichen"),
    "risks": N_("Risiken überwiegen"),
    # what shapes a region
    "industry": N_("Branchen"),
    "economic_structure": N_("Wirtschaftsstruktur"),
    "research": N_("Forschung"),
    "structural_change": N_("Strukturwandel"),
    "energy": N_("Energie"),
    "tourism": N_("Tourismus"),
    "location": N_("Lage"),
    "accessibility": N_("Erreichbarkeit"),
    "public_transport": N_("Nahverkehr"),
    "history": N_("Geschichte"),
    "demography": N_("Demografie"),
    "labour_market": N_("Arbeitsmarkt"),
    "commuting": N_("Pendeln"),
    # other regions' plans, and how far they compare
    "planned_entries": N_("Geplante Eintritte"),
    "customer_structure": N_("Kundenstruktur"),
    "prognosis": N_("Prognose"),
    "driver": N_("Was den Wandel treibt"),
    "shortage": N_("Dringender Bedarf an Fachkräften"),
    "field_of_need": N_("Bedarfsfelder"),
    "form": N_("Formen der Qualifizierung"),
    "target_group": N_("Zielgruppen"),
    "planner": N_("Beteiligte"),
    "partner": N_("Partner"),
    "horizon": N_("Geltung und Laufzeit"),
    "supply": N_("Bildungsträger"),
    "quantities": N_("Mengen"),
    "target_groups": N_("Zielgruppen"),
    "fields_of_need": N_("Bedarfsfelder"),
    "forms": N_("Formen der Qualifizierung"),
    "partners": N_("Beteiligte und Partner"),
    "legal_scope": N_("Rechtskreis"),
    "comparable": N_("vergleichbar"),
    "partly": N_("teils vergleichbar"),
    "not_comparable": N_("nicht vergleichbar"),
    # how a comparison key weighs
    "value": N_("Wert"),
    "gap_to_state": N_("Abstand zu NRW"),
    "equal": N_("gleich"),
}


def word(code: str, language: Language) -> str:
    """The word for a code; a code that is a word already stays."""
    return language.text(WORDS.get(code, code))
