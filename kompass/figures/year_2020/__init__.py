"""The labour market programme of North Rhine-Westphalia for 2020, beside today."""
