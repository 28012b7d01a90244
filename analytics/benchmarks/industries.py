"""SSB's industries and sectors by name, as its tables of sickness absence group them.

`GROUPS` are those of every table; the two digits of table 12440 (`DIVISIONS`) are in `INDUSTRIES`
too. Source: SSB, tables 12441 and 12442, the code list NACE2007 (SN2007) and the
institutional sectors.
"""

from __future__ import annotations

from analytics.benchmarks.divisions import DIVISIONS
from analytics.i18n import N_

GROUPS = {
    "00-99": N_("All industries"),
    "01-03": N_("Agriculture, forestry and fishing"),
    "05-09": N_("Mining and quarrying"),
    "10-33": N_("Manufacturing"),
    "35-39": N_("Electricity, water supply, sewerage and waste"),
    "41-43": N_("Construction"),
    "45-47": N_("Wholesale and retail trade, repair of motor vehicles"),
    "49-53": N_("Transport and storage"),
    "55-56": N_("Accommodation and food service"),
    "58-63": N_("Information and communication"),
    "64-66": N_("Finance and insurance"),
    "68-75": N_("Real estate, professional and technical services"),
    "77-82": N_("Administrative and support services"),
    "84": N_("Public administration and defence"),
    "85": N_("Education"),
    "86-88": N_("Health and social work"),
    "90-99": N_("Other services"),
}
# As shown: a group with its divisions below it.
INDUSTRIES = dict(
    sorted(
        (GROUPS | DIVISIONS).items(),
        key=lambda item: (item[0] != "00-99", item[0][:2], -len(item[0])),
    )
)
SECTORS = {
    "all": N_("All sectors"),
    "private": N_("Private sector and public enterprises"),
    "municipal": N_("Municipalities and counties"),
    "state": N_("Central government"),
}
