"""Criteria sets, assessments of communes, and the register of what was decided."""

from communes.models.assessments import Answer, Assessment, CriteriaSet, Remark
from communes.models.papers import Paper
from communes.models.register import Decision, KeyArea, PilotArea, Recognition

__all__ = [
    "Answer",
    "Assessment",
    "CriteriaSet",
    "Decision",
    "KeyArea",
    "Paper",
    "PilotArea",
    "Recognition",
    "Remark",
]
