"""Employment: changes by group, employment rate, establishments and vacancies."""
