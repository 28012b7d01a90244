"""Why a file is refused, and what was seen in it and left: one sentence each, with what to do."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.errors import ImportRefused
from analytics.i18n import N_

REFUSALS = {
    "empty": N_("The file is empty. Export it again from the payroll system."),
    "file_size": N_(
        "The file is %(size)s MB, and at most %(limit)s MB can be read. Export a shorter period."
    ),
    "foreign": N_(
        "The file is of the type %(kind)s, which holds no table that can be read. "
        "Save it as Excel or CSV, or export it again from the payroll system as Excel or CSV."
    ),
    "archive": N_(
        "The file is an archive (ZIP) with other files in it. "
        "Unpack it, and upload the Excel or CSV file inside."
    ),
    "unknown": N_(
        "The file is neither a spreadsheet nor text. "
        "Export it again from the payroll system as Excel or CSV."
    ),
    "no_table": N_("The file is a web page without a table. Save it as Excel or CSV."),
    "password": N_("The file is protected by a password. Enter the password."),
    "wrong_password": N_("The password does not open the file. Check it, and enter it again."),
    "protected": N_(
        "The file is protected in a way that cannot be opened here. "
        "Open it, save a copy without a password, and upload the copy."
    ),
    "damaged": N_(
        "The file is damaged or incomplete. Export it again; "
        "if it opens in Excel, save it there as a new workbook and upload that."
    ),
    "entries": N_(
        "The workbook consists of %(count)s parts, and at most %(limit)s can be read. "
        "Copy the sheet with the absence into a new workbook."
    ),
    "unsafe": N_(
        "The file holds what no spreadsheet needs (%(what)s) and is not opened. "
        "Copy the cells into a new workbook, or export it again."
    ),
    "inflated": N_(
        "Unpacked, the workbook takes more than %(limit)s MB. Export a shorter period, "
        "or copy the sheet with the absence into a new workbook."
    ),
    "bomb": N_(
        "Unpacked, the workbook grows more than %(ratio)s times, as no ordinary workbook does. "
        "Copy the cells into a new workbook, or export it again."
    ),
    "far": N_(
        "The cells in use span %(rows)s rows and %(columns)s columns, more than can be read. "
        "There is probably a stray value far away from the table: delete it, and save again."
    ),
    "values": N_(
        "The file has more than %(limit)s filled cells. Export a shorter period or fewer columns."
    ),
    "sheets": N_(
        "The file has more than %(limit)s sheets or tables. "
        "Copy the ones with the absence into a new workbook."
    ),
    "merged": N_("A sheet has more than %(limit)s merged cells. Undo the merging, and save again."),
    "uncomputed": N_(
        "More than %(limit)s formulas have no result in the file. "
        "Open it in Excel, save it, and upload it again."
    ),
    "memory": N_(
        "Reading the file takes more memory than allowed. Delete values far away from the table, "
        "or export a shorter period."
    ),
    "time": N_(
        "Reading the file took more than %(limit)s seconds and was stopped. "
        "Export a shorter period, or save the file as CSV."
    ),
}
NOTES = {
    "macros": N_("The file has macros. They were not run."),
    "links": N_("The file has links to other workbooks. They were not followed."),
    "embedded": N_("The file has embedded objects. They were not opened."),
    "unclosed_quote": N_(
        "A quotation mark is opened and never closed. "
        "All quotation marks were read as ordinary characters."
    ),
    "long_texts": N_("Of texts longer than 1,000 characters, only the beginning was read."),
}


class PasswordNeeded(ImportRefused):
    """The file opens with a password: none was given, or a wrong one."""


def refusal(code: str, values: Mapping[str, object]) -> ImportRefused:
    """The refusal named `code`, its places filled from `values`; KeyError for an unknown code."""
    kind = PasswordNeeded if code in {"password", "wrong_password"} else ImportRefused
    return kind(REFUSALS[code], **values)
