"""One person's absence judged by dated rules: every judgement carries its evidence."""
