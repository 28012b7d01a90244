"""A person's days away, so that nobody is absent twice on a day."""

from bisect import bisect_left


class Diary:
    """A person's days away, sorted; `busy` must not overlap."""

    def __init__(self, busy: list[tuple[int, int]]) -> None:
        self._busy = busy

    def take(self, start: int, end: int) -> bool:
        """Enter the days if all of them are free."""
        index = bisect_left(self._busy, (start, end))
        follows = index < len(self._busy) and self._busy[index][0] <= end
        if follows or (index and self._busy[index - 1][1] >= start):
            return False
        self._busy.insert(index, (start, end))
        return True
