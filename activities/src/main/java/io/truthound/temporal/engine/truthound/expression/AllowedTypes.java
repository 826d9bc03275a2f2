package io.truthound.temporal.engine.truthound.expression;

import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lists the scalar types that an expression may cast to, by every name DuckDB has for them. */
final class AllowedTypes {

  private static final TreeMap<String, String> CANONICAL = new TreeMap<>();

  static {
    name("BOOLEAN", "bool", "logical");
    name("TINYINT", "int1");
    name("SMALLINT", "int2", "int16", "short");
    name("INTEGER", "int", "int4", "int32", "signed");
    name("BIGINT", "int8", "int64", "long");
    name("HUGEINT", "int128");
    name("UTINYINT", "uint8");
    name("USMALLINT", "uint16");
    name("UINTEGER", "uint32");
    name("UBIGINT", "uint64");
    name("UHUGEINT", "uint128");
    name("FLOAT", "real", "float4", "float32");
    name("DOUBLE", "float8", "float64", "double precision");
    name("DECIMAL", "numeric", "dec");
    name("VARCHAR", "text", "string", "char", "bpchar");
    name("DATE");
    name("TIME");
    name("TIMESTAMP", "datetime", "timestamp_us", "timestamp without time zone");
    name("TIMESTAMP WITH TIME ZONE", "timestamptz");
    name("INTERVAL");
    name("UUID", "guid");
  }

  private AllowedTypes() {}

  private static void name(String canonical, String... aliases) {
    CANONICAL.put(canonical.toLowerCase(Locale.ROOT), canonical);
    for (String alias : aliases) {
      CANONICAL.put(alias, canonical);
    }
  }

  static @Nullable String canonical(String name) {
    return CANONICAL.get(name.toLowerCase(Locale.ROOT));
  }

  static Set<String> names() {
    return new TreeSet<>(CANONICAL.values());
  }
}
