package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How two numeric columns go together.
 *
 * @param a one column
 * @param b the other, behind it in the schema
 * @param rows how many rows have a finite number in both
 * @param pearson Pearson's coefficient of the numbers as doubles, which lose the last digits of
 *     integers beyond 2^53; -1 to 1; null where a column does not vary, or its numbers are too
 *     large
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Correlation(String a, String b, long rows, @Nullable BigDecimal pearson) {}
