"""Reading a plan in: from the pasted text of a paper to a draft a person confirms.

Pure: no database, no network, no clock. Nothing is invented; what the text does not
say is ``None`` and what it says twice differently becomes a question.
"""

from intake.reading.draft import PlanDraft, as_json
from intake.reading.plan import read_plan_tables, read_plan_text

__all__ = ["PlanDraft", "as_json", "read_plan_tables", "read_plan_text"]
