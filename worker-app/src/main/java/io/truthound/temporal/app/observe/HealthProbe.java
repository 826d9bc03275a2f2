package io.truthound.temporal.app.observe;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a URL for its health, for containers that have no curl. */
public final class HealthProbe {
  private static final int PATIENCE = 5_000; // milliseconds

  private HealthProbe() {}

  /** Exits with 0 where the URL answers 200, else with 1. */
  public static void main(String[] arguments) {
    System.exit(arguments.length == 1 && answers(arguments[0]) ? 0 : 1);
  }

  /** Returns whether the URL answers 200 within five seconds. */
  static boolean answers(String url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(PATIENCE);
      connection.setReadTimeout(PATIENCE);
      try {
        return connection.getResponseCode() == 200;
      } finally {
        connection.disconnect();
      }
    } catch (IOException | IllegalArgumentException | ClassCastException e) {
      return false;
    }
  }
}
