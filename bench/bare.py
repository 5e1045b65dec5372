"""`python -m bench.bare URL ROWS`: the other yardstick: rows a second into a bare table, each with its commit."""

from __future__ import annotations

import sys
import time

import sqlalchemy

from webapp.kernel.db import prepare_engine


def main(url: str, rows: int) -> float:
    """Insert so many rows through the driver, with the house's settings; gives how many a second."""
    engine = sqlalchemy.create_engine(url)
    if engine.dialect.name == "sqlite":
        prepare_engine(engine)
    mark = "?" if engine.dialect.name == "sqlite" else "%s"
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver
        driver.execute("CREATE TABLE IF NOT EXISTS bare (id integer, words text)")
        driver.commit()
        began = time.perf_counter()
        for number in range(rows):
            driver.execute("BEGIN")
            driver.execute(f"INSERT INTO bare VALUES ({mark}, {mark})", (number, "a row like any other"))
            driver.commit()
        return rows / (time.perf_counter() - began)


if __name__ == "__main__":
    print(main(sys.argv[1], int(sys.argv[2])))
