/* One pass over the arrays: the floor that the store's SQL is held against. `lost` and `agreed` start
   from rows in order and sum by month and unit; `month_facts` starts from rows in any order and
   makes the very month facts the store has.

   Days count from the first day of the period. `worked[d]` working days lie before day d; month m
   has the days from `months[m]` to before `months[m + 1]`. Sums are whole numbers: days × position in
   millionths × grade in ten-thousandths, by unit, month and class: months of a unit lie together, as
   somebody's next month does. */

#include <stdint.h>
#include <stdlib.h>

typedef const int32_t *column;

typedef struct {
    column person, first_day, last_day, unit, position;
    column worked, months, month_of;
    int32_t origin, days, units, lasting; /* lasting so many months */
} workplace;

/* Class `class` of the `classes` that each month of a unit has. */
static inline void add(const workplace *w, int64_t at, int32_t first, int32_t last, int64_t grade,
                       int64_t classes, int64_t class, int64_t *sums) {
    int32_t from = w->first_day[at] - w->origin, to = w->last_day[at] - w->origin;
    if (first > from) from = first;
    if (last < to) to = last;
    if (from < 0) from = 0;
    if (to >= w->days) to = w->days - 1;
    if (from > to) return;
    for (int32_t month = w->month_of[from]; month <= w->month_of[to]; month++) {
        int32_t low = from > w->months[month] ? from : w->months[month];
        int32_t high = to + 1 < w->months[month + 1] ? to + 1 : w->months[month + 1];
        sums[((int64_t)w->unit[at] * w->lasting + month) * classes + class] +=
            (int64_t)(w->worked[high] - w->worked[low]) * w->position[at] * grade;
    }
}

void agreed(const workplace *w, int64_t employments, int64_t *sums) {
    for (int64_t at = 0; at < employments; at++) add(w, at, 0, w->days - 1, 10000, 1, 0, sums);
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
                add(w, in, day - w->origin, until - w->origin, highest, 1, 0, sums);
            day = until + 1;
        }
        at = next;
    }
}

/* From here on: rows in any order. */

typedef struct {
    int64_t count;
    column of[5]; /* person and first day to begin with */
} rows;

/* A copy in order of person and first day: counted out by person, then put right within each. */
static int32_t *in_order(const rows *r, int64_t people) {
    int64_t *place = calloc(people + 1, sizeof *place);
    int64_t *turn = malloc(r->count * sizeof *turn);
    int32_t *copy = malloc(5 * r->count * sizeof *copy);
    column person = r->of[0], first_day = r->of[1];
    for (int64_t at = 0; at < r->count; at++) place[person[at] + 1]++;
    for (int64_t one = 0; one < people; one++) place[one + 1] += place[one];
    for (int64_t at = 0; at < r->count; at++) turn[place[person[at]]++] = at;
    for (int64_t at = 1; at < r->count; at++) {
        int64_t moved = turn[at], to = at;
        for (; to > 0 && person[turn[to - 1]] == person[moved] &&
               first_day[turn[to - 1]] > first_day[moved]; to--)
            turn[to] = turn[to - 1];
        turn[to] = moved;
    }
    for (int c = 0; c < 5; c++)
        for (int64_t at = 0; at < r->count; at++) copy[c * r->count + at] = r->of[c][turn[at]];
    free(place);
    free(turn);
    return copy;
}

enum { BANDS = 7, KINDS = 3, SEXES = 2 }; /* certified by a doctor, of it graded; by oneself */

static int band(int32_t days) {
    static const int32_t most[] = {3, 7, 16, 56, 140, 273};
    int found = 0;
    while (found < BANDS - 1 && days > most[found]) found++;
    return found;
}

/* The spell of the registrations from `at` to before `next`, which adjoin or overlap: on every day
   the highest grade counts, and among equals what a doctor certified. */
static void count_spell(const workplace *w, column sex, int64_t begin, int64_t end, const rows *r,
                        int64_t at, int64_t next, int32_t reach, int64_t *sums) {
    column first_day = r->of[1], last_day = r->of[2], grade = r->of[3], doctor = r->of[4];
    int length = band(reach - first_day[at] + 1);
    for (int32_t day = first_day[at]; day <= reach;) {
        int32_t until = reach;
        int64_t highest = 0;
        int by_doctor = 0;
        for (int64_t of = at; of < next; of++) {
            if (first_day[of] > day && first_day[of] - 1 < until) until = first_day[of] - 1;
            if (first_day[of] > day || last_day[of] < day) continue;
            if (last_day[of] < until) until = last_day[of];
            if (grade[of] > highest || (grade[of] == highest && doctor[of])) by_doctor = doctor[of];
            if (grade[of] > highest) highest = grade[of];
        }
        int kind = by_doctor ? highest < 10000 : 2;
        for (int64_t in = begin; in < end; in++)
            add(w, in, day - w->origin, until - w->origin, highest, SEXES * KINDS * BANDS,
                (sex[w->person[in]] * KINDS + kind) * BANDS + length, sums);
        day = until + 1;
    }
}

/* The cells that hold anything, by number, as rows of a table would be; how many there are. */
static int64_t kept(const int64_t *sums, int64_t cells, int64_t *cell, int64_t *sum) {
    int64_t count = 0;
    for (int64_t at = 0; at < cells; at++)
        if (sums[at] > 0) {
            cell[count] = at;
            sum[count++] = sums[at];
        }
    return count;
}

/* Everything, from employments `e` (person, days, unit, position) and registrations `s` (person,
   days, grade, doctor) in any order. `sex` is of people. `cell` and `sum` have room for every cell:
   agreed days by unit, month and sex, behind them lost days by kind and class of duration, too.
   `counts` tells how many rows there are of both. */
void month_facts(workplace w, const rows *e, const rows *s, column sex, int64_t people,
                 int64_t *cell, int64_t *sum, int64_t *counts) {
    int64_t places = (int64_t)w.units * w.lasting * SEXES, cells = places * KINDS * BANDS;
    int32_t *staff = in_order(e, people), *sick = in_order(s, people);
    int64_t *agreed = calloc(places, sizeof *agreed), *lost = calloc(cells, sizeof *lost);
    column *own[] = {&w.person, &w.first_day, &w.last_day, &w.unit, &w.position};
    rows r = {.count = s->count};
    for (int c = 0; c < 5; c++) *own[c] = staff + c * e->count, r.of[c] = sick + c * s->count;
    for (int64_t at = 0; at < e->count; at++)
        add(&w, at, 0, w.days - 1, 10000, SEXES, sex[w.person[at]], agreed);
    int64_t begin = 0, end = 0;
    for (int64_t at = 0, next; at < r.count; at = next) {
        int32_t one = r.of[0][at], reach = r.of[2][at];
        while (begin < e->count && w.person[begin] < one) begin++;
        if (end < begin) end = begin;
        while (end < e->count && w.person[end] == one) end++;
        for (next = at + 1; next < r.count && r.of[0][next] == one && r.of[1][next] <= reach + 1;
             next++)
            if (r.of[2][next] > reach) reach = r.of[2][next];
        count_spell(&w, sex, begin, end, &r, at, next, reach, lost);
    }
    counts[0] = kept(agreed, places, cell, sum);
    counts[1] = kept(lost, cells, cell + counts[0], sum + counts[0]);
    free(staff), free(sick), free(agreed), free(lost);
}
