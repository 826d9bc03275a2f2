package io.truthound.temporal.app.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All memory that the process has, as scans hold theirs outside the heap. On Linux only. */
final class ResidentMemory implements MeterBinder {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern LINE = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  @Override
  public void bindTo(MeterRegistry registry) {
    if (Files.isReadable(STATUS)) {
      Gauge.builder("process.resident.memory", ResidentMemory::bytes)
          .baseUnit("bytes")
          .description("Memory of the process that is in RAM, native memory of scans too")
          .register(registry);
    }
  }

  private static double bytes() {
    try {
      Matcher line = LINE.matcher(Files.readString(STATUS));
      return line.find() ? Double.parseDouble(line.group(1)) * 1024 : Double.NaN;
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
