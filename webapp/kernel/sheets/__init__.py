"""Opening files with tables: what kind they are by content, their cells as text, and what is refused at once.

`opening.tables_of` is the door; the libraries are loaded when a file of their kind comes (memory of the web worker).
"""
