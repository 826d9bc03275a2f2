"""Wrote schema.yaml with truthound 3.2.0 and polars 1.44.2 from PyPI; orders.csv is our own."""

import polars as pl
import truthound as th

orders = pl.read_csv("orders.csv", try_parse_dates=True)
th.learn(orders).save("schema.yaml")
