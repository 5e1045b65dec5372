"""The WSGI entry point: `granian --interface wsgi wsgi:app`."""

import gc

from webapp.app import create_app

app = create_app()

# What stands now stays: it is not looked through again and again for what could be thrown away.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
