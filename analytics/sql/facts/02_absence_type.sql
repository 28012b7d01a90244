-- Types of absence in the order they take a day in: what is compared and sorted is a number, not a
-- word. Own sickness comes first, of it what a doctor certified.
CREATE OR REPLACE TEMP TYPE absence_type AS ENUM (
    'doctor_certified', 'self_certified', 'sick', 'child_sick', 'holiday', 'leave', 'other'
);
