"""The labour market programme of North Rhine-Westphalia for 2020, compared with today."""
