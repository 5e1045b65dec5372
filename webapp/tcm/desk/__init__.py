"""Staff pages: the yearly record from 65 on, the visits of small children."""

from webapp.tcm.desk import children, concluding, printing, records
from webapp.tcm.desk.blueprint import desk

__all__ = ["children", "concluding", "desk", "printing", "records"]
