"""A client's record in the words of HL7 FHIR R4 (hl7.org/fhir/R4)."""

from webapp.home.presenters.fhir.bundle import bundle

__all__ = ["bundle"]
