"""What if (S3): a report's own inputs with something changed for the better, asked of the same models.

A lever is offered only where a model that counts it gives a lower figure for it, and never further than is
healthy. A model that would answer the other way round (stopping to smoke in China-PAR for men from 68 on, weight
in PLCOm2012, men's waist) is not asked about it.
"""

from webapp.assessments.rules.what_if.levers import COUNTS, Lever, Step, changed
from webapp.assessments.rules.what_if.trying import Pair, WhatIf, gives_the_same, what_if

__all__ = ["COUNTS", "Lever", "Pair", "Step", "WhatIf", "changed", "gives_the_same", "what_if"]
