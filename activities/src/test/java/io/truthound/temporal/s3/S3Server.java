package io.truthound.temporal.s3;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;

/**
 * A server that speaks S3 on a free port of this machine, as a process of its own: s3proxy, whose
 * jar the system property {@code truthound.s3proxy} names. Killed when closed or when the JVM
 * exits.
 *
 * <p>It checks signatures, knows no versions of objects, and answers what it does not know of a
 * request's headers as though it were not there. Objects are files: no key can be the folder of
 * another.
 */
public final class S3Server implements AutoCloseable {
  static final String ACCESS_KEY = "truthound-test";
  static final String SECRET_KEY = "truthound-test-secret";
  static final Region REGION = Region.US_EAST_1;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern LISTENS = Pattern.compile("Started .*\\{127\\.0\\.0\\.1:(\\d+)}");

  private final Process process;
  private final URI endpoint;
  private final S3Client client;

  private S3Server(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
    this.client = client(endpoint);
  }

  /**
   * Starts a server that keeps its buckets in a folder, and returns when it answers.
   *
   * @throws IOException if it does not start, with what it wrote
   */
  public static S3Server start(Path folder) throws IOException {
    return start(folder, "filesystem-nio2");
  }

  static S3Server start(Path folder, String provider) throws IOException {
    Path output = folder.resolve("s3proxy.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-jar",
                jar(),
                "--properties",
                properties(folder, provider).toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    try {
      return new S3Server(process, awaitAnswer(process, output));
    } catch (IOException | RuntimeException e) {
      kill(process);
      throw e;
    }
  }

  /** Returns where it listens, without a path. */
  public URI endpoint() {
    return endpoint;
  }

  /** Returns the one key that it knows. */
  public String accessKey() {
    return ACCESS_KEY;
  }

  /** Returns the secret of the key. */
  public String secretKey() {
    return SECRET_KEY;
  }

  /** Returns a client of it that tries once; closed with the server. */
  public S3Client client() {
    return client;
  }

  /** Returns a client that tries once, of this server or of what stands before it. */
  public static S3Client client(URI endpoint) {
    return client(endpoint, PATIENCE);
  }

  /** Returns a client that tries once and waits so long for the next bytes. */
  public static S3Client client(URI endpoint, Duration patience) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(REGION)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
        .httpClientBuilder(Apache5HttpClient.builder().socketTimeout(patience))
        .overrideConfiguration(options -> options.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  /** Creates a bucket for those who have the key. */
  public void createBucket(String name) {
    client.createBucket(bucket -> bucket.bucket(name));
  }

  /** Creates a bucket that anyone may list. */
  public void createPublicBucket(String name) {
    client.createBucket(bucket -> bucket.bucket(name).acl(BucketCannedACL.PUBLIC_READ));
  }

  /** Creates or replaces an object; returns its entity tag. */
  public String put(String bucket, String key, Path file) {
    return client
        .putObject(object -> object.bucket(bucket).key(key), RequestBody.fromFile(file))
        .eTag();
  }

  /** Creates or replaces an object; returns its entity tag. */
  public String put(String bucket, String key, byte[] bytes) {
    return client
        .putObject(object -> object.bucket(bucket).key(key), RequestBody.fromBytes(bytes))
        .eTag();
  }

  /**
   * Creates or replaces an object whose checksum is told to who reads it whole and asks for it, as
   * Amazon does with every object; returns its entity tag.
   */
  public String putSummed(String bucket, String key, byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    byte[] four = ByteBuffer.allocate(4).putInt((int) sum.getValue()).array();
    return client
        .putObject(
            object ->
                object
                    .bucket(bucket)
                    .key(key)
                    .checksumCRC32(Base64.getEncoder().encodeToString(four)),
            RequestBody.fromBytes(bytes))
        .eTag();
  }

  /** Creates or replaces an object that anyone may read; returns its entity tag. */
  public String putPublic(String bucket, String key, byte[] bytes) {
    return client
        .putObject(
            object -> object.bucket(bucket).key(key).acl(ObjectCannedACL.PUBLIC_READ),
            RequestBody.fromBytes(bytes))
        .eTag();
  }

  /** Deletes an object; does nothing where there is none. */
  public void delete(String bucket, String key) {
    client.deleteObject(object -> object.bucket(bucket).key(key));
  }

  /** Returns whether the process runs. */
  boolean isRunning() {
    return process.isAlive();
  }

  @Override
  public void close() {
    client.close();
    kill(process);
  }

  private static String jar() throws IOException {
    String jar = System.getProperty("truthound.s3proxy");
    if (jar == null || !Files.isRegularFile(Path.of(jar))) {
      throw new IOException(
          "Cannot start s3proxy: the system property truthound.s3proxy names no file: " + jar);
    }
    return jar;
  }

  private static Path properties(Path folder, String provider) throws IOException {
    Path objects = Files.createDirectories(folder.resolve("buckets"));
    return Files.write(
        folder.resolve("s3proxy.properties"),
        List.of(
            "s3proxy.endpoint=http://127.0.0.1:0",
            "s3proxy.authorization=aws-v4",
            "s3proxy.identity=" + ACCESS_KEY,
            "s3proxy.credential=" + SECRET_KEY,
            // A session's token and keys of encryption are sent by those who are tested.
            "s3proxy.ignore-unknown-headers=true",
            "jclouds.provider=" + provider,
            "jclouds.filesystem.basedir=" + objects.toString().replace('\\', '/')));
  }

  private static URI awaitAnswer(Process process, Path output) throws IOException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (process.isAlive() && Instant.now().isBefore(deadline)) {
      Optional<URI> endpoint = listening(output);
      if (endpoint.isPresent() && answers(endpoint.get())) {
        return endpoint.get();
      }
      pause();
    }
    throw new IOException("Cannot start s3proxy; it wrote:\n" + Files.readString(output));
  }

  private static Optional<URI> listening(Path output) throws IOException {
    Matcher started = LISTENS.matcher(Files.readString(output));
    return started.find()
        ? Optional.of(URI.create("http://127.0.0.1:" + started.group(1)))
        : Optional.empty();
  }

  private static boolean answers(URI endpoint) {
    try {
      HttpURLConnection health =
          (HttpURLConnection) endpoint.resolve("/healthz").toURL().openConnection();
      return health.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Cannot start s3proxy: interrupted", e);
    }
  }

  /** Returns when it is dead, so that its folder can be deleted. */
  private static void kill(Process process) {
    process.destroyForcibly().onExit().join();
  }
}
