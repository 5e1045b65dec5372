"""Models and rules into words, links and tones."""

from webapp.home.presenters.places import Place, places

__all__ = ["Place", "places"]
