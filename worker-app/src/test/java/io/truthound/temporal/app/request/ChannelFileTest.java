package io.truthound.temporal.app.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.truthound.temporal.app.request.ChannelFile.Channel;
import io.truthound.temporal.notify.CommandNotifier;
import io.truthound.temporal.notify.Notification.Event;
import io.truthound.temporal.notify.SlackNotifier;
import io.truthound.temporal.notify.WebhookNotifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a worker tells, as its operator writes it. */
final class ChannelFileTest {
  private static final String MARK = "mark-4711";

  @TempDir Path folder;

  private List<Channel> read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("channels.yaml"), yaml);
    Map<String, String> variables = Map.of("SECRET", "whsec_" + MARK + "%", "URL", "https://h/x");
    return ChannelFile.read(file, variables::get);
  }

  @Test
  void readsEveryKind() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "text\n");

    List<Channel> channels =
        read(
            """
            oncall:
              webhook: {url: 'https://host/hook', secret_file: '%s'}
            team:
              slack: {url_env: URL}
              on: always
            pager:
              command: [page, --now]
              on: [recovery]
            """
                .formatted(secret));

    assertThat(channels).extracting(Channel::name).containsExactly("oncall", "team", "pager");
    assertThat(channels.get(0).notifier()).isInstanceOf(WebhookNotifier.class);
    assertThat(channels.get(0).events()).containsExactlyInAnyOrder(Event.FAILURE, Event.RECOVERY);
    assertThat(channels.get(1).notifier()).isInstanceOf(SlackNotifier.class);
    assertThat(channels.get(1).events()).containsExactlyInAnyOrder(Event.values());
    assertThat(channels.get(2).notifier()).isInstanceOf(CommandNotifier.class);
    assertThat(channels.get(2).events()).containsExactly(Event.RECOVERY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          [a]                                       | it is no object
          {}                                        | it names no channel
          a: 5                                      | channel a is no object
          a: {}                                     | channel a has no webhook, slack or command
          a: {mail: x}                              | channel a has "mail" (allowed: one of webhook, slack and command, and on)
          a: {slack: {url_env: URL}, command: x}    | channel a has "command" (allowed:
          a: {slack: {}}                            | a.slack has no url, url_env or url_file
          a: {slack: {url: 'ftp://mark-4711/'}}     | channel a: Invalid URL to post to (allowed: https
          a: {slack: {url: 'http://mark-4711 /'}}   | a.slack.url is no URL
          a: {slack: {url_env: NONE}}               | a.slack.url_env names NONE, which is not set
          a: {slack: {url: 'http://h', url_env: URL}} | a.slack has url more than once
          a: {webhook: {url_env: URL, secret: mark-4711}} | a.webhook has "secret" (allowed: url and secret, each with _env or _file
          a: {webhook: {url_env: URL, secret_env: SECRET}} | channel a: Invalid secret of a webhook: what follows whsec_ is no Base64
          a: {command: []}                          | a.command is no text and no list of texts
          a: {command: x, on: [never]}              | a.on has "never" (allowed: failure, recovery, success, always)
          a: {command: x, on: 5}                    | a.on is no text and no list of texts
          """)
  void refusesWhatTellsNobodyWithoutItsSecrets(String yaml, String why) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> read(yaml))
        .withMessageStartingWith(
            "Cannot use channels file " + folder.resolve("channels.yaml") + ": " + why)
        .satisfies(
            refused -> {
              for (Throwable at = refused; at != null; at = at.getCause()) {
                assertThat(String.valueOf(at.getMessage())).doesNotContain(MARK);
              }
            });
  }
}
