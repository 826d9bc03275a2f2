package io.truthound.temporal.examples.spring;

import io.micrometer.core.instrument.MeterRegistry;
import io.truthound.temporal.TruthoundClientPlugin;
import io.truthound.temporal.TruthoundPlugin;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Loads weather, and has it checked before; workers and task queues are in application.yml. */
@SpringBootApplication
public class WeatherApplication {
  public static void main(String[] args) {
    SpringApplication.run(WeatherApplication.class, args);
  }

  /** Has the workers of the task queue {@code truthound} check data. */
  @Bean
  TruthoundClientPlugin truthound(
      MeterRegistry meters,
      @Value("${weather.store}") String store,
      @Value("${spring.temporal.test-server.enabled:false}") boolean inMemoryServer) {
    TruthoundPlugin.Builder plugin =
        TruthoundPlugin.newBuilder().addStore(store).setMeterRegistry(meters);
    if (inMemoryServer) {
      plugin.forInMemoryServer();
    }
    return plugin.buildForClient();
  }
}
