"""How typed rows become stored ones, by kind of file."""

from __future__ import annotations

# The table of each kind, and how an incoming column becomes a stored one where they differ.
_POSITION = "CAST({} * 0.000001::DECIMAL(8, 6) AS DECIMAL(8, 6))"
COLUMNS: dict[str, tuple[str, dict[str, str]]] = {
    "absence": (
        "absence",
        {
            "employee_no": "employee_no", "employee_key": "employee_key", "unit": "unit",
            "employment_no": "employment_no", "position": _POSITION.format("position"),
            "type": "type", "code": "code", "start_date": '"start"::DATE',
            "end_date": '"end"::DATE',
            "grade": "CAST(grade * 0.0001::DECIMAL(5, 4) AS DECIMAL(5, 4))",
            "sheet": "sheet", "source_row": "source_row",
        },
    ),
    "employees": (
        "employment",
        {
            "employee_no": "employee_no", "employee_key": "employee_key", "name": "name",
            "employment_no": "employment_no", "unit_code": "unit_code", "unit": "unit",
            "parent": "parent", "leader": "leader", "position": _POSITION.format("position"),
            "start_date": '"start"::DATE', "end_date": '"end"::DATE', "sex": "sex",
            "birth_year": "birth_year", "sheet": "sheet", "source_row": "source_row",
        },
    ),
    "agreed": (
        "agreed",
        {
            "unit": "unit", "month": "month::DATE",
            "agreed_days": "agreed_days::DECIMAL(18, 6)", "persons": "persons",
            "sheet": "sheet", "source_row": "source_row",
        },
    ),
    "aggregate": (
        "aggregate",
        {
            "unit": "unit", "start_date": '"start"::DATE', "end_date": '"end"::DATE',
            "certification": "certification",
            # a figure that is not given comes as NaN
            "rate": "CASE WHEN isnan(rate) THEN NULL ELSE rate END",
            "lost_days": "CASE WHEN isnan(lost_days) THEN NULL ELSE lost_days END",
            "agreed_days": "CASE WHEN isnan(agreed_days) THEN NULL ELSE agreed_days END",
            "persons": "persons", "sheet": "sheet", "source_row": "source_row",
        },
    ),
    "roster": (
        "roster",
        {
            "employee_no": "employee_no", "employee_key": "employee_key", "day": "day::DATE",
            "code": "code", "from_time": "from_time", "to_time": "to_time",
            "sheet": "sheet", "source_row": "source_row",
        },
    ),
}  # fmt: skip
