package io.truthound.temporal;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Tells what this machine is called. */
final class HostName {
  private HostName() {}

  /** Returns its host name, also where no name service knows it. */
  static String get() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unknown) {
      String name = System.getenv("HOSTNAME");
      return name == null || name.isBlank() ? "localhost" : name;
    }
  }
}
