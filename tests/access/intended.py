"""What is meant: who may have what. The one place where that is decided, drawn by hand.

`yes`: answered (about groups within the reader's own scope, where the question names no unit).
`own`: about the reader's own unit and its people, and denied or empty about every other.
`no`: denied, or nothing in the answer, whatever it is about.
`page`: the page is shut; what stands in the file this role sees elsewhere, as far as it may.
`–`: never asked by this role.

The leader and the adviser are those of Nord. What the code has and no table names, and what a table
names and the code has not, fails (test_matrix.py).
"""

from __future__ import annotations

from analytics.access import Role
from tests.builders import drawn

ROLES = {
    "hr": Role.HR,
    "leader": Role.LEADER,
    "adviser": Role.CONSULTANT,
    "admin": Role.ADMIN,
    "employee": Role.EMPLOYEE,
}

PAGES = drawn("""
page              | hr  | leader | adviser | admin | employee
oversikt          | yes | yes    | yes     | yes   | no
avdelinger        | yes | yes    | yes     | yes   | no
sammenlikning     | yes | yes    | yes     | yes   | no
utvikling         | yes | yes    | yes     | yes   | no
maal              | yes | yes    | yes     | yes   | no
kostnad           | yes | yes    | no      | no    | no
rapporter         | yes | yes    | no      | no    | no
oppfoelging       | yes | yes    | yes     | no    | no
moenstre          | yes | no     | yes     | no    | no
ansatt            | yes | yes    | yes     | no    | no
saker             | yes | yes    | yes     | no    | no
ekspertbistand    | yes | yes    | yes     | no    | no
mine_opplysninger | yes | no     | no      | no    | yes
regelbok          | yes | yes    | yes     | yes   | yes
importer          | yes | no     | no      | no    | no
datakvalitet      | yes | no     | no      | yes   | no
innstillinger     | yes | no     | no      | yes   | no
""")

QUERIES = drawn("""
query               | hr  | leader | adviser | admin | employee
rates               | yes | own    | own     | yes   | no
units               | yes | own    | own     | yes   | no
dataset             | yes | yes    | yes     | yes   | no
imports             | yes | yes    | yes     | yes   | no
aggregates          | yes | no     | no      | no    | no
called              | yes | no     | no      | no    | no
coverage            | yes | no     | no      | no    | no
employees           | yes | no     | no      | no    | no
employer_days       | yes | no     | no      | no    | no
first_absence       | yes | no     | no      | no    | no
follow_up_marks     | yes | no     | no      | no    | no
follow_up_noted     | yes | no     | no      | no    | no
gaps                | yes | no     | no      | no    | no
open_spells         | yes | no     | no      | no    | no
pattern_employments | yes | no     | no      | no    | no
pattern_leaders     | yes | no     | no      | no    | no
pattern_other       | yes | no     | no      | no    | no
pattern_people      | yes | no     | no      | no    | no
pattern_shifts      | yes | no     | no      | no    | no
pattern_spells      | yes | no     | no      | no    | no
people              | yes | no     | no      | no    | no
person_days         | yes | no     | no      | no    | no
problems            | yes | no     | no      | no    | no
register            | yes | no     | no      | no    | no
sick_people         | yes | no     | no      | no    | no
sick_runs           | yes | no     | no      | no    | no
sickness_days       | yes | no     | no      | no    | no
spells              | yes | no     | no      | no    | no
spells_begun        | yes | no     | no      | no    | no
""")

# An adviser meets the cases they took on and those whose employee agrees: here everybody does.
# `persons.names_open_to` tells for whom an adviser needs a code no more; others never needed one.
# `own.taken` writes a line in the log and answers nothing.
DOORS = drawn("""
door                                   | hr  | leader | adviser | admin | employee
answers.amu.amu                        | yes | yes    | yes     | yes   | no
answers.attendance.attendance          | yes | own    | own     | yes   | no
answers.benchmark.beside               | yes | yes    | yes     | yes   | no
answers.benchmark.update               | no  | no     | no      | yes   | no
answers.costs.level                    | yes | yes    | yes     | yes   | no
answers.course.course                  | yes | own    | own     | yes   | no
answers.course.spells_change           | yes | own    | own     | yes   | no
answers.follow_up.history              | yes | own    | no      | no    | no
answers.follow_up.note                 | yes | own    | no      | no    | no
answers.follow_up.take_back            | yes | own    | no      | no    | no
answers.follow_up.work_list            | yes | yes    | no      | no    | no
answers.follow_up_open.opened          | yes | own    | own     | no    | no
answers.follow_up_open.share_rows      | yes | yes    | yes     | yes   | no
answers.follow_up_open.standing        | yes | yes    | no      | no    | no
answers.follow_up_share.shares         | yes | yes    | yes     | yes   | no
answers.grounds.evenness               | yes | yes    | yes     | yes   | no
answers.grounds.days_about             | yes | yes    | yes     | yes   | no
answers.grounds.everybodys_days        | yes | yes    | yes     | yes   | no
answers.grounds.known                  | –   | yes    | yes     | yes   | no
answers.grounds.shown                  | yes | own    | own     | yes   | no
answers.grounds.widest                 | yes | yes    | yes     | yes   | no
answers.grounds.widest_months          | yes | yes    | yes     | yes   | no
answers.house.condition                | yes | no     | no      | yes   | no
answers.house.deleted                  | yes | no     | no      | yes   | no
answers.house.keep_periods             | no  | no     | no      | yes   | no
answers.house.log                      | yes | no     | no      | yes   | no
answers.house.periods                  | yes | no     | no      | yes   | no
answers.invented.fill                  | yes | no     | no      | no    | no
answers.invented.take_out              | yes | no     | no      | no    | no
answers.unit_year.unit_year            | yes | own    | own     | yes   | no
answers.movement.change                | yes | own    | own     | yes   | no
answers.movement.lower_than_last_year  | yes | own    | own     | yes   | no
answers.outlook.outlook                | yes | own    | own     | yes   | no
answers.own.as_seen_by                 | yes | no     | no      | no    | no
answers.own.own                        | no  | no     | no      | no    | yes
answers.own.taken                      | yes | yes    | yes     | yes   | yes
answers.pattern_marks.put              | yes | no     | own     | no    | no
answers.pattern_presets.counted        | yes | no     | no      | no    | no
answers.pattern_presets.offers         | yes | no     | no      | no    | no
answers.pattern_presets.switch         | yes | no     | no      | no    | no
answers.patterns.about_persons         | yes | no     | own     | no    | no
answers.patterns.about_units           | yes | no     | own     | no    | no
answers.patterns.give_list_purpose     | yes | no     | yes     | no    | no
answers.patterns.list_purpose          | yes | no     | yes     | no    | no
answers.standings.standings            | yes | yes    | yes     | yes   | no
answers.targets.current                | yes | yes    | yes     | yes   | no
answers.targets.end                    | yes | own    | no      | no    | no
answers.targets.history                | yes | yes    | yes     | yes   | no
answers.targets.of_unit                | yes | own    | own     | yes   | no
answers.targets.put                    | yes | own    | no      | no    | no
answers.targets.stand                  | yes | own    | own     | yes   | no
answers.workplace.compare_with         | yes | no     | no      | yes   | no
cases.keeping.load                     | yes | own    | own     | no    | no
cases.keeping.open_case                | yes | own    | own     | no    | no
cases.keeping.open_cases               | yes | yes    | yes     | no    | no
cases.keeping.permitted                | yes | own    | own     | no    | no
cases.keeping.reach                    | yes | yes    | yes     | no    | no
cases.keeping.record                   | yes | own    | own     | no    | no
cases.standing.alike                   | yes | yes    | yes     | no    | no
cases.standing.candidates              | yes | yes    | yes     | no    | no
cases.standing.listing                 | yes | yes    | yes     | no    | no
cases.standing.say_why                 | yes | yes    | yes     | no    | no
cases.standing.standing                | yes | own    | own     | no    | no
cases.standing.standings               | yes | yes    | yes     | no    | no
cases.standing.whom                    | yes | own    | own     | no    | no
cases.standing.worth_a_talk            | yes | yes    | yes     | no    | no
documents.error_file.hand_out          | yes | no     | no      | no    | no
documents.templates.hand_out           | yes | no     | no      | no    | no
ingest.handing_in.commit               | yes | no     | no      | no    | no
ingest.handing_in.commit_all           | yes | no     | no      | no    | no
ingest.handing_in.dry_run              | yes | no     | no      | no    | no
ingest.handing_in.dry_run_all          | yes | no     | no      | no    | no
ingest.handing_in.other_sheets         | yes | no     | no      | no    | no
ingest.handing_in.prepare              | yes | no     | no      | no    | no
ingest.handing_in.undo                 | yes | no     | no      | no    | no
persons.called                         | yes | yes    | yes     | no    | no
persons.find                           | yes | own    | own     | no    | no
persons.give_purpose                   | yes | own    | own     | no    | no
persons.look                           | yes | own    | own     | no    | no
persons.names_open_to                  | no  | no     | yes     | no    | no
persons.purpose                        | yes | own    | own     | no    | no
persons.reach                          | yes | yes    | yes     | no    | no
persons.within_reach                   | yes | yes    | yes     | no    | no
users.end                              | no  | no     | no      | yes   | no
users.give                             | no  | no     | no      | yes   | no
users.listing                          | yes | no     | no      | yes   | no
users.sign_out                         | no  | no     | no      | yes   | no
""")

# `through`: the door that gives what the file is made of; `the machine`: whoever may run a command
# has everything. The rows of `file` are the
# places where a button stands, those of `line` what the log calls what went out.
FILES = drawn("""
file                              | through                       | hr  | leader | adviser | admin | employee
line committee_report             | answers.amu.amu               | yes | yes    | page    | page  | no
line leader_month                 | answers.unit_year.unit_year    | yes | own    | own     | page  | no
line board_picture                | answers.unit_year.unit_year    | yes | own    | own     | page  | no
line register                     | register                      | yes | no     | no      | no    | no
line error_file                   | documents.error_file.hand_out | yes | no     | no      | no    | no
line follow_up_calendar           | answers.follow_up_open.opened | yes | own    | own     | no    | no
line informasjon-til-ansatt       | cases.standing.standing       | yes | own    | own     | no    | no
line oppfolgingsplan              | cases.standing.standing       | yes | own    | own     | no    | no
line overlevering                 | cases.standing.standing       | yes | own    | own     | no    | no
line refleksjon                   | cases.standing.standing       | yes | own    | own     | no    | no
line refusjon                     | cases.standing.standing       | yes | own    | own     | no    | no
line samtalestotte                | cases.standing.standing       | yes | own    | own     | no    | no
line soknad-ekspertbistand        | cases.standing.standing       | yes | own    | own     | no    | no
line person_sheet                 | answers.own.as_seen_by        | yes | no     | no      | no    | no
file follow_up_calendar.download  | answers.follow_up_open.opened | yes | own    | own     | no    | no
file mending.offer                | documents.error_file.hand_out | yes | no     | no      | no    | no
file upload._offer                | documents.templates.hand_out  | yes | no     | no      | no    | no
file own_record.take              | answers.own.own               | no  | no     | no      | no    | yes
file papers.offer                 | cases.standing.standing       | yes | own    | own     | no    | no
file reports.download             | answers.amu.amu               | yes | yes    | page    | page  | no
line backup                       | the machine                   | –   | –      | –       | –     | –
line cases                        | the machine                   | –   | –      | –       | –     | –
line deadlines                    | the machine                   | –   | –      | –       | –     | –
line episodes                     | the machine                   | –   | –      | –       | –     | –
line patterns                     | the machine                   | –   | –      | –       | –     | –
line spells                       | the machine                   | –   | –      | –       | –     | –
file commands.case_brief.case_brief | the machine                 | –   | –      | –       | –     | –
file commands.handing_out.report  | the machine                   | –   | –      | –       | –     | –
file commands.handing_out.export  | the machine                   | –   | –      | –       | –     | –
line machine_export               | the machine                   | –   | –      | –       | –     | –
file commands.privacy.person      | the machine                   | –   | –      | –       | –     | –
file commands.privacy.privacy_record | the machine                | –   | –      | –       | –     | –
""")  # noqa: E501

# What stands behind a door that asks for the role, and who comes to it another way. The inbox:
# nobody is there, and it takes what HR has settled. The demo: an invented employer into an empty
# store.
BEHIND = drawn("""
function                       | called by
ingest.bring.prepare           | ingest.handing_in ingest.together ingest.taking commands.keeping
ingest.bring.dry_run           | ingest.handing_in ingest.taking
ingest.bring.commit            | ingest.handing_in ingest.taking commands.keeping
ingest.bring.take              | ingest.together
ingest.prepared.prepare        | ingest.bring
ingest.together.dry_run        | ingest.handing_in
ingest.together.commit         | ingest.handing_in answers.invented
ingest.together.other_sheets   | ingest.handing_in
store.undo.undo                | ingest.handing_in
store.commit.bring_in          | ingest.bring
documents.error_file.write     |
""")

# `about`: what the parameter names; `free` is checked for what it may be, and is about nobody.
PARAMETERS = drawn("""
parameter | about  | pages                     | leader | adviser
enhet     | unit   | avdelinger utvikling maal | own    | own
sak       | case   | saker ekspertbistand      | own    | own
kode      | person | ansatt mine_opplysninger  | own    | own
person    | person | oppfoelging               | own    | own
fra       | free   | avdelinger                | yes    | yes
as-of     | free   | oversikt avdelinger utvikling maal kostnad rapporter regelbok oppfoelging moenstre ansatt datakvalitet saker ekspertbistand sammenlikning | no | no
til       | free   | avdelinger                | yes    | yes
def       | free   | avdelinger                | yes    | yes
""")  # noqa: E501
