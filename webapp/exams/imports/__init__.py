"""Opening result files: what kind they are by content, and the libraries that read them.

`files.read` is the door; the libraries are loaded when a file of their kind comes (memory of the web worker).
"""
