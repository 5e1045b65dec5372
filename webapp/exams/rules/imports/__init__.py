"""Result files read: what stands in them, whose it is, and how it differs from what is there (X1).

Pure: the files are opened elsewhere (`webapp.exams.imports`); here are rows, segments and JSON.
"""
