"""The figures of the pages that can be added to a presentation, by exhibit name, each as its page opens."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from kompass.facts import Facts
from kompass.figures.employment import changes as employment
from kompass.figures.employment import establishments, workforce
from kompass.figures.outlook import forecasts as outlook
from kompass.figures.outlook import plan_lists, target_groups
from kompass.figures.quotas import places as quotas
from kompass.figures.region.measures import measures
from kompass.figures.region.municipalities import TOWN_FIGURES, TOWN_MEASURES, town_name
from kompass.figures.region.profile import profile_name
from kompass.figures.shortages.goals import CLASS_LABELS
from kompass.figures.unemployment import exhibits as unemployment
from kompass.language import N_
from kompass.matching.goals import GoalClass
from kompass.pages import PROFILES
from kompass.places.plan import plan_of
from kompass.presentation.views import demography, drawn, planning_regions, ruhr, state_measures, year_2020
from kompass.presentation.views import first_state as pages
from kompass.presentation.views.needed import shown
from kompass.presentation.views.registered import FigureSpec, figure
from kompass.presentation.views.scenario_figures import scenario_figures


def figure_specs(facts: Facts) -> dict[str, FigureSpec]:
    """Every figure without a view of its own whose facts the plan holds, by exhibit name, in the order of the pages."""
    return {name: spec for name, spec in _all_specs(facts).items() if shown(name, spec.page, facts)}


def _all_specs(facts: Facts) -> dict[str, FigureSpec]:
    version = plan_of(facts).version
    plan, scenario = f"kontingente-{version}", f"szenario-{version}"
    districts = dict(facts["districts"].sort_values("position")[["ags", "name"]].itertuples(index=False))
    ranks = {
        "klassen": (N_("Klassen im Zukunftsatlas"), "classes"),
        "position": (N_("Gesamtränge im Zukunftsatlas"), "position"),
        "dynamik": (N_("Stärke und Dynamik im Zukunftsatlas"), "dynamics"),
        "raenge": (N_("Alle Ränge im Zukunftsatlas"), "ranks"),
        "methode": (N_("Was der Zukunftsatlas misst"), "method"),
    }
    forecasts = {"gdp": N_("Prognosen: Wirtschaftsleistung"), "rate": N_("Prognosen: Arbeitslosenquote")}
    return {
        "kreise-im-vergleich": figure("", N_("Kreise im Vergleich"), pages.comparison),
        **{
            profile_name(row.code): figure(
                PROFILES,
                N_("Steckbrief: {name}"),
                pages.own_places(row.code),
                "name",
                "places",
                "degree",
                "degree_rate_pct",
                name=row.name,
            )
            for row in facts["institutions"].sort_values("position").itertuples()
        },
        "beschaeftigung-tabelle": figure(
            "beschaeftigung", N_("Veränderung nach Gruppen"), pages.of_districts(employment.heat_exhibit)
        ),
        **{
            f"beschaeftigung-gruppen-{ags}": figure(
                "beschaeftigung",
                N_("Beschäftigte nach Gruppen: {district}"),
                pages.groups(ags),
                district=name,
            )
            for ags, name in districts.items()
        },
        "beschaeftigungsquote": figure(
            "beschaeftigung", N_("Beschäftigungsquote"), pages.of_districts(workforce.rate_exhibit)
        ),
        "beschaeftigte": figure(
            "beschaeftigung", N_("Beschäftigte nach Kreis"), pages.of_districts(workforce.employees_exhibit)
        ),
        **{
            f"beschaeftigung-{ags}": figure(
                "beschaeftigung", N_("Beschäftigung: {district}"), pages.sheet(ags), district=name
            )
            for ags, name in districts.items()
        },
        "betriebe-nach-groesse": figure(
            "beschaeftigung",
            N_("Betriebe nach Größe"),
            pages.of_facts(establishments.size_exhibit),
            bars="share_pct",
        ),
        "ausbildungsbetriebsquote": figure(
            "beschaeftigung",
            N_("Ausbildungsbetriebsquote"),
            pages.of_facts(establishments.training_exhibit),
            bars="share_pct",
        ),
        "gemeldete-stellen": figure(
            "beschaeftigung",
            N_("Gemeldete Stellen"),
            pages.of_facts(establishments.vacancy_exhibit),
            bars="share_pct",
        ),
        **{
            f"zukunftsatlas-{name}": figure("zukunftsatlas", label, pages.future(key))
            for name, (label, key) in ranks.items()
        },
        **{
            f"zukunftsatlas-profil-{ags}": figure(
                "zukunftsatlas", N_("Zukunftsatlas: {district}"), pages.profile(ags), district=name
            )
            for ags, name in districts.items()
        },
        **{
            town_name(name): figure(
                "karte",
                label,
                pages.towns(name),
                "name",
                "district",
                name,
                drawn=drawn.amounts("name", name, TOWN_MEASURES[name].label, lambda context: 0)
                if TOWN_MEASURES[name].count
                else None,
            )
            for name, label in TOWN_FIGURES.items()
        },
        **demography.FIGURES,
        "arbeitslose-monate": figure(
            "arbeitslosigkeit",
            N_("Arbeitslose nach Monat"),
            pages.of_facts(unemployment.month_exhibit),
            "month",
            "SGB III",
            "SGB II",
        ),
        "arbeitslose-kreise": figure(
            "arbeitslosigkeit",
            N_("Arbeitslose nach Kreis"),
            pages.of_districts(unemployment.district_exhibit),
        ),
        "arbeitslose-anteile": figure(
            "arbeitslosigkeit",
            N_("Anteile an den Arbeitslosen"),
            pages.of_facts(unemployment.share_exhibit),
            "label",
            "text",
            "as_of",
        ),
        "arbeitslose-summen": figure(
            "arbeitslosigkeit",
            N_("Arbeitslose insgesamt"),
            lambda r: unemployment.total_exhibit(r.facts, r.words),
            "label",
            "region",
            "text",
            "as_of",
        ),
        "bildungsziele": figure(
            "engpaesse",
            N_("Liste der Bildungsziele"),
            pages.goal_list,
            "goal",
            "group",
            "match",
            drawn=drawn.counted(
                "match",
                N_("Bildungsziele"),
                each="goal_id",
                order=(*list(CLASS_LABELS.values())[:2], N_("kein genannter Engpass")),
            ),
        ),
        "engpaesse-und-ziele": figure(
            "engpaesse",
            N_("Engpässe mit und ohne Ziel"),
            pages.covered,
            "district",
            "title",
            "level",
            "found",
        ),
        "engpaesse-ohne-ziel": figure(
            "engpaesse",
            N_("Engpässe ohne passendes Ziel"),
            pages.gaps,
            "title",
            *districts,
            drawn=drawn.counted(
                "remark",
                N_("Berufsgruppen mit Engpass"),
                name=lambda remark: remark.partition(":")[0],
                order=(CLASS_LABELS[GoalClass.OTHER_LEVEL], CLASS_LABELS[GoalClass.NO_GOAL]),
            ),
        ),
        "stuetzen-kette": figure(
            "stuetzen",
            N_("Vom Engpass zu Ziel und Maßnahme"),
            pages.support_chain,
            "column",
            "title",
            "relation",
        ),
        "stuetzen-ueberblick": figure(
            "stuetzen",
            N_("Engpass, Ziel und Maßnahme"),
            pages.support,
            "title",
            "goal",
            "measures",
            drawn=drawn.counted(
                "group", N_("Berufsgruppen mit Engpass"), name=lambda group: group.rpartition(": ")[0]
            ),
        ),
        "stuetzen-ohne-zuordnung": figure(
            "stuetzen",
            N_("Maßnahmen des Landes ohne Zuordnung"),
            pages.unlinked,
            "measure_id",
            "title",
            "reason",
            drawn=state_measures.linked,
        ),
        "zielgruppen": figure(
            "ausblick",
            N_("Zielgruppen"),
            lambda r: target_groups.group_exhibit(r.facts, r.words),
            "group",
            "aspect_word",
            "fact",
            drawn=drawn.counted("group", N_("Maßnahmen"), only=("aspect", "measure")),
        ),
        "ki-nutzung": figure("ausblick", N_("Nutzung von KI"), pages.of_facts(target_groups.ai_exhibit)),
        **{
            f"prognosen-{name}": figure("ausblick", label, pages.forecast(name))
            for name, label in forecasts.items()
        },
        "prognosen-aussagen": figure(
            "ausblick", N_("Aussagen der Institute"), lambda r: outlook.statement_exhibit(r.facts, r.words)
        ),
        "listen-des-plans": figure(
            "ausblick",
            N_("Listen des Plans"),
            lambda r: plan_lists.list_exhibit(r.facts, r.words),
            "list",
            "item",
            drawn=drawn.counted("chapter", N_("Einträge")),
        ),
        **state_measures.FIGURES,
        **planning_regions.FIGURES,
        **ruhr.FIGURES,
        **year_2020.FIGURES,
        f"{plan}-fluss": figure(
            "kontingente",
            N_("Abschlussorientierte und andere Plätze"),
            lambda r: quotas.flow_exhibit(r.facts, r.plan, r.style, r.words),
            "name",
            "places",
            "degree",
            "other",
        ),
        f"{plan}-beschaeftigte": figure(
            "kontingente",
            N_("Plätze für Beschäftigte"),
            lambda r: quotas.employee_exhibit(r.facts, r.plan, r.style, r.words),
        ),
        **scenario_figures(plan, scenario, version),
    }


def large_views(facts: Facts) -> dict[str, str]:
    """Figures with a view of their own: view id by exhibit name; the plan need not hold their facts."""
    version = plan_of(facts).version
    return {
        f"kontingente-{version}-plaetze": "kontingente",
        f"kontingente-{version}-abschlussanteil": "abschluss",
        "plaetze-je-1000-arbeitslose": "rechtskreis",
        "beschaeftigung-veraenderung": "beschaeftigung",
        "engpaesse-matrix": "engpaesse",
        "prognosen-people": "ausblick",
        f"szenario-{version}": "simulator",
        **{f"karte-{name}": map_id(name) for name in measures(facts)},
    }


def map_id(measure_id: str) -> str:
    """The id of the map view of a measure."""
    return f"karte-{measure_id.replace('_', '-')}"


def table_id(name: str) -> str:
    """The id of the table view of an exhibit."""
    return f"tabelle-{name}"


@lru_cache(maxsize=64)
def view_ids(facts: Facts) -> Mapping[str, str]:
    """View id by exhibit name, read-only, as :func:`large_views` and :func:`figure_specs`."""
    return MappingProxyType(large_views(facts) | {name: table_id(name) for name in figure_specs(facts)})
