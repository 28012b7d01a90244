/* One pass over the arrays: the floor that the store's SQL is held against.

   Days count from the first day of the period. `worked[d]` working days lie before day d; month m
   has the days from `months[m]` to before `months[m + 1]`. Sums are whole numbers: days × position in
   millionths × grade in ten-thousandths, by month and unit. */

#include <stdint.h>

typedef const int32_t *column;

typedef struct {
    column person, first_day, last_day, unit, position;
    column worked, months, month_of;
    int32_t origin, days, units;
} workplace;

static void add(const workplace *w, int64_t at, int32_t first, int32_t last, int64_t grade,
                int64_t *sums) {
    int32_t from = w->first_day[at] - w->origin, to = w->last_day[at] - w->origin;
    if (first > from) from = first;
    if (last < to) to = last;
    if (from < 0) from = 0;
    if (to >= w->days) to = w->days - 1;
    if (from > to) return;
    for (int32_t month = w->month_of[from]; month <= w->month_of[to]; month++) {
        int32_t low = from > w->months[month] ? from : w->months[month];
        int32_t high = to + 1 < w->months[month + 1] ? to + 1 : w->months[month + 1];
        sums[(int64_t)month * w->units + w->unit[at]] +=
            (int64_t)(w->worked[high] - w->worked[low]) * w->position[at] * grade;
    }
}

void agreed(const workplace *w, int64_t employments, int64_t *sums) {
    for (int64_t at = 0; at < employments; at++) add(w, at, 0, w->days - 1, 10000, sums);
}

/* Spells and employments in order of person and first day. Where spells of a person overlap, the
   highest grade of each day counts. */
void lost(const workplace *w, int64_t employments, int64_t spells, column person, column first_day,
          column last_day, column grade, int64_t *sums) {
    int64_t begin = 0, end = 0;
    for (int64_t at = 0; at < spells;) {
        while (begin < employments && w->person[begin] < person[at]) begin++;
        if (end < begin) end = begin;
        while (end < employments && w->person[end] == person[at]) end++;
        int64_t next = at + 1;
        int32_t reach = last_day[at];
        for (; next < spells && person[next] == person[at] && first_day[next] <= reach; next++)
            if (last_day[next] > reach) reach = last_day[next];
        for (int32_t day = first_day[at]; day <= reach;) {
            /* as far as the same registrations go on */
            int32_t until = reach;
            int64_t highest = 0;
            for (int64_t of = at; of < next; of++) {
                if (first_day[of] > day && first_day[of] - 1 < until) until = first_day[of] - 1;
                if (first_day[of] > day || last_day[of] < day) continue;
                if (last_day[of] < until) until = last_day[of];
                if (grade[of] > highest) highest = grade[of];
            }
            for (int64_t in = begin; in < end; in++)
                add(w, in, day - w->origin, until - w->origin, highest, sums);
            day = until + 1;
        }
        at = next;
    }
}
