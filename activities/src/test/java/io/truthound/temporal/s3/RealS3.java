package io.truthound.temporal.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A server of S3's kind, started once for each JVM, and found by everybody in it as AWS's settings
 * say. Killed when the JVM exits.
 */
public final class RealS3 {
  private static RealS3 shared;

  private final S3Server server;

  private RealS3(S3Server server) {
    this.server = server;
  }

  /** Returns the server; starts it where it is not running. */
  public static synchronized RealS3 shared() {
    if (shared == null) {
      try {
        S3Server server = S3Server.start(Files.createTempDirectory("truthound-s3-"));
        System.setProperty("aws.endpointUrlS3", server.endpoint().toString());
        System.setProperty("aws.accessKeyId", server.accessKey());
        System.setProperty("aws.secretAccessKey", server.secretKey());
        System.setProperty("aws.region", "us-east-1");
        shared = new RealS3(server);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }

  public S3Server server() {
    return server;
  }

  /** Creates a bucket of its own. */
  public String bucket() {
    String name = "b-" + UUID.randomUUID().toString().toLowerCase(Locale.ROOT);
    server.createBucket(name);
    return name;
  }

  /** Puts all files below a folder into a bucket, by their paths below another. */
  public void putAll(String bucket, Path root, Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      var unused = server.put(bucket, root.relativize(file).toString(), file);
    }
  }
}
