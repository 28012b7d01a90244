"""Sick-leave analytics: from payroll exports to rates that a workplace can trust."""
