package io.truthound.temporal.app.observe;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers GET and HEAD of some paths, exactly these. */
final class PageHandler implements HttpHandler {
  private static final Logger log = LoggerFactory.getLogger(PageHandler.class);
  private static final String METHODS = "GET, HEAD";

  private final Map<String, Page.Source> pages;

  PageHandler(Map<String, Page.Source> pages) {
    this.pages = pages;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, page(exchange));
    }
  }

  private Page page(HttpExchange exchange) {
    Page.Source source = pages.get(exchange.getRequestURI().getPath());
    if (source == null) {
      return Page.text(404, "Not found; there is " + String.join(", ", pages.keySet()));
    }
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", METHODS);
      return Page.text(405, "Not allowed; there is " + METHODS);
    }
    try {
      return source.page(exchange.getRequestHeaders().getOrDefault("Accept", List.of()));
    } catch (RuntimeException e) {
      log.warn("Cannot answer path={}", exchange.getRequestURI().getPath(), e);
      return Page.text(500, "Cannot answer: see the worker's log");
    }
  }

  private static void send(HttpExchange exchange, Page page) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", page.contentType());
    headers.set("Cache-Control", "no-store");
    byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(page.status(), -1);
    } else {
      exchange.sendResponseHeaders(page.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
