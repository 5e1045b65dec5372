"""Who opens which page: one client for each page a client may see, with a session of her own.

`python -m tests.pages` prints [{endpoint, path, cookie}] for the database of the environment.
"""

from __future__ import annotations

import json

from flask import Flask

from bench.lighthouse.pages import clients
from tests.fuzz.house_map import Ids, Person, Place, explore, places, session_cookie
from webapp.kernel import access


def of_clients(app: Flask) -> list[dict[str, str]]:
    """Give every page for clients and everybody, each with the first client who opens it."""
    ids, found, missing = Ids(app), list[dict[str, str]](), _endpoints(app)
    for person in clients(app):
        cookie = session_cookie(app, person)
        for place in _opened(app, person, cookie, ids, missing):
            endpoint = str(place.rule.endpoint)
            missing.discard(endpoint)
            found.append({"endpoint": endpoint, "path": place.path(place.open[0]), "cookie": cookie})
        if not missing:
            break
    return sorted(found, key=lambda page: (page["cookie"], page["endpoint"]))


def _endpoints(app: Flask) -> set[str]:
    """Give the endpoints a client may enter."""
    client = access.Visitor(role="CLIENT", reach="FULL", account_id="x")
    return {endpoint for endpoint, door in access.doors(app).items() if door.opens_for(client)}


def _opened(app: Flask, person: Person, cookie: str, ids: Ids, wanted: set[str]) -> list[Place]:
    """Give the wanted pages that open for this client."""
    reader = app.test_client(use_cookies=False)
    reader.environ_base["HTTP_COOKIE"] = cookie
    tried = [one for one in places(app, person) if one.method == "GET" and one.rule.endpoint in wanted]
    explore(reader, tried, ids, person)
    pages = ((place, reader.get(place.path(place.open[0]))) for place in tried if place.open)
    return [place for place, answer in pages if answer.mimetype == "text/html" and "<h1" in answer.text]


def main() -> None:
    """Print the pages: run in the environment of the server that shows them."""
    from webapp.app import create_app

    print(json.dumps(of_clients(create_app())))


if __name__ == "__main__":
    main()
