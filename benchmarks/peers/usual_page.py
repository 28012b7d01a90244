"""A sick-leave dashboard as they are usually written: two workbooks are uploaded, pandas reads them
with openpyxl, every absence becomes a row per working day, and the rate by month is a chart."""

import openpyxl  # noqa: F401  # as ours, it is measured with its libraries at hand
import pandas as pd
import plotly.express as px
import streamlit as st

from analytics.calendar import is_working_day

st.title("Sick leave", anchor=False)
files = st.file_uploader("Employees and absences", accept_multiple_files=True)


def read(file) -> pd.DataFrame:  # type: ignore[no-untyped-def]
    return pd.read_excel(file, engine="openpyxl")


if files:
    tables = {file.name: read(file) for file in files}
    staff, away = tables["ansatte.xlsx"], tables["fravaer.xlsx"]
    first, last = (pd.to_datetime(away[name], dayfirst=True) for name in ("Fra dato", "Til dato"))
    every = pd.date_range(first.min(), last.max())
    working = every[[is_working_day(day.date()) for day in every]]
    days = away.loc[away.index.repeat((last - first).dt.days + 1), ["Ansattnr", "Grad"]]
    begun = first.loc[days.index] + pd.to_timedelta(days.groupby(level=0).cumcount(), unit="D")
    days = days.assign(day=begun.array, lost=days["Grad"] / 100)
    worked = days[days["day"].isin(working)]
    lost = worked.groupby(worked["day"].dt.to_period("M"))["lost"].sum()
    agreed = pd.Series(1, working).groupby(working.to_period("M")).sum() * len(staff)
    rate = (100 * lost / agreed).rename("Rate").rename_axis("Month").reset_index()
    rate["Month"] = rate["Month"].astype(str)
    st.plotly_chart(px.line(rate, x="Month", y="Rate"), key="chart")
