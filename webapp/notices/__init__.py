"""The in-app inbox: neutral words, nothing about health on a lock screen."""
