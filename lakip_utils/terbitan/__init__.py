"""Publication: plan, run, export, record and index the reports."""
