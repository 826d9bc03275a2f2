"""Makes the files of this folder, with polars 2.1.0 and pyarrow 26.0.1."""

import datetime as dt

import polars as pl
import pyarrow as pa

ROWS = 300
ids = list(range(ROWS))
table = pa.table(
    {
        "id": pa.array(ids, pa.int64()),
        "amount": pa.array([None if i % 50 == 7 else i / 4 for i in ids], pa.float64()),
        "name": pa.array([f"name {i:03}" for i in ids], pa.string()),
    }
)


def write(name, data, new, **options):
    with pa.OSFile(name, "wb") as out, new(
        out, data.schema, options=pa.ipc.IpcWriteOptions(**options)
    ) as writer:
        writer.write_table(data, max_chunksize=100)


write("three-batches.arrow", table, pa.ipc.new_file)
write("three-batches.arrows", table, pa.ipc.new_stream)
write("lz4.arrow", table, pa.ipc.new_file, compression="lz4")
write("nested.arrow", pa.table({"id": [1], "tags": [["a", "b"]]}), pa.ipc.new_file)
pl.DataFrame(
    {
        "id": ids,
        "name": ["short" if i % 3 else f"a name that is longer, {i}" for i in ids],
        "city": pl.Series(["Oslo" if i % 2 else "Rome" for i in ids], dtype=pl.Categorical),
        "at": [dt.datetime(2024, 1, 1) + dt.timedelta(hours=i) for i in ids],
        "of_day": [None if i == 5 else dt.time(i % 24, 30) for i in ids],
        "nothing": pl.Series([None] * ROWS, dtype=pl.Null),
    }
).write_ipc("polars.arrow", compression="zstd", record_batch_size=100)
