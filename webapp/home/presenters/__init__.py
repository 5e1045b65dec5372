"""Models and rules into words, links and tones."""

from webapp.home.presenters.consents import ConsentCard, consents
from webapp.home.presenters.places import Place, places

__all__ = ["ConsentCard", "Place", "consents", "places"]
