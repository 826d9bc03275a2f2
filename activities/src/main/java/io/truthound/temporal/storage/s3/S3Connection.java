package io.truthound.temporal.storage.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * A client of S3, made with the first request: who never asks for S3 pays nothing. Closing it gives
 * back its connections; the next request makes others. Safe for use by many threads.
 */
public final class S3Connection implements AutoCloseable {
  /** More than a worker has requests in flight. */
  private static final int MOST_CONNECTIONS = 128;

  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
  private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(60);

  /** All attempts at a request together, as a multiple of one. */
  private static final int PATIENCE_FACTOR = 4;

  private final S3Settings settings;
  private volatile S3Requests requests = S3Requests.NONE;
  private @Nullable S3Client client;

  /** Makes a connection by settings; all others come from the SDK's own chains. */
  public S3Connection(S3Settings settings) {
    this.settings = settings;
  }

  /**
   * Makes the connection that the process's environment describes.
   *
   * @throws IllegalArgumentException if a variable of ours is not understood
   */
  public static S3Connection ofEnvironment() {
    return new S3Connection(S3Settings.ofEnvironment());
  }

  /** Sets who hears of requests; those before are not told. */
  public void tell(S3Requests requests) {
    this.requests = requests;
  }

  S3Requests requests() {
    return requests;
  }

  S3Settings settings() {
    return settings;
  }

  synchronized S3Client client() {
    if (client == null) {
      client = open();
    }
    return client;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
      client = null;
    }
  }

  private S3Client open() {
    boolean elsewhere = endpoint() != null;
    S3ClientBuilder builder =
        S3Client.builder()
            .region(region(elsewhere))
            .forcePathStyle(settings.pathStyle() == null ? elsewhere : settings.pathStyle())
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(MOST_CONNECTIONS)
                    .connectionTimeout(CONNECT_PATIENCE)
                    .connectionAcquisitionTimeout(WAIT_FOR_CONNECTION)
                    .socketTimeout(settings.patience()))
            .overrideConfiguration(
                options ->
                    options
                        .apiCallAttemptTimeout(settings.patience())
                        .apiCallTimeout(settings.patience().multipliedBy(PATIENCE_FACTOR))
                        .addMetricPublisher(new Publisher()));
    if (settings.endpoint() != null) {
      builder.endpointOverride(settings.endpoint());
    }
    if (settings.anonymous()) {
      builder.credentialsProvider(AnonymousCredentialsProvider.create());
    }
    return builder.build();
  }

  /** An endpoint of one's own knows no regions, but signatures name one. */
  private static Region region(boolean elsewhere) {
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException none) {
      if (elsewhere) {
        return Region.US_EAST_1;
      }
      throw none;
    }
  }

  /** Returns the endpoint: the one that is set, or that the SDK takes; null where it is AWS's. */
  @Nullable URI endpoint() {
    if (settings.endpoint() != null) {
      return settings.endpoint();
    }
    for (String name : new String[] {"aws.endpointUrlS3", "aws.endpointUrl"}) {
      String value = System.getProperty(name);
      if (value != null) {
        return URI.create(value);
      }
    }
    for (String name : new String[] {"AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"}) {
      String value = System.getenv(name);
      if (value != null) {
        return URI.create(value);
      }
    }
    return profile()
        .flatMap(profile -> profile.property("endpoint_url"))
        .map(URI::create)
        .orElse(null);
  }

  private static Optional<Profile> profile() {
    String name = ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
    return ProfileFile.defaultProfileFile().profile(name);
  }

  /** Tells of the region that requests are signed for. */
  String regionName() {
    return client().serviceClientConfiguration().region().id();
  }

  private final class Publisher implements MetricPublisher {
    @Override
    public void publish(MetricCollection call) {
      requests.done(
          first(call, CoreMetric.OPERATION_NAME).orElse("Unknown"),
          first(call, CoreMetric.API_CALL_DURATION).orElse(Duration.ZERO),
          first(call, CoreMetric.RETRY_COUNT).orElse(0),
          !first(call, CoreMetric.API_CALL_SUCCESSFUL).orElse(true));
    }

    private static <T> Optional<T> first(
        MetricCollection call, software.amazon.awssdk.metrics.SdkMetric<T> metric) {
      return call.metricValues(metric).stream().findFirst();
    }

    @Override
    public void close() {}
  }
}
