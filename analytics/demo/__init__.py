"""An invented employer, written as the Excel files a payroll system would export.

Nothing here is a shortcut into the store: the files are brought in by the ordinary import.
"""

from analytics.demo.workbooks import DemoFiles, write_workbooks

__all__ = ["DemoFiles", "write_workbooks"]
