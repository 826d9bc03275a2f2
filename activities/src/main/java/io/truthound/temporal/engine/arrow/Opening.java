package io.truthound.temporal.engine.arrow;

import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.reader.ScratchSlots;
import io.truthound.temporal.reader.SourceReaders;

/** What sources are opened with. */
record Opening(DuckDbPool pool, SourceReaders readers, ScratchSlots slots) {}
