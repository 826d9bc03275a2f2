package io.truthound.temporal;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.state.ColumnProfileState;
import io.truthound.temporal.state.FileColumns;
import io.truthound.temporal.state.PairState;
import io.truthound.temporal.state.ProfileState;
import io.truthound.temporal.storage.DamagedArtifactException;
import io.truthound.temporal.storage.LocalCopy;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * An artifact that holds states of a profile: a slice's result, or a node of merged ones. The
 * columns stay in its file until they are asked for.
 */
final class StoredProfile implements Closeable {
  private final LocalCopy copy;
  private final FileChannel file;
  private final List<ProfileState> states = new ArrayList<>();
  private String plan = "";
  private int version;

  private StoredProfile(LocalCopy copy, FileChannel file) {
    this.copy = copy;
    this.file = file;
  }

  /**
   * Opens an artifact and looks where its columns are.
   *
   * @param copy is closed with what is returned, and where this fails
   * @param name of the artifact, for a person
   * @throws DamagedArtifactException if it cannot be understood
   */
  static StoredProfile open(LocalCopy copy, String name) throws IOException {
    StoredProfile opened;
    try {
      opened = new StoredProfile(copy, FileChannel.open(copy.path()));
    } catch (IOException e) {
      copy.close();
      throw e;
    }
    try (InputStream in = Files.newInputStream(copy.path());
        JsonParser json = ArtifactJson.parser(in)) {
      opened.index(json);
      return opened;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      opened.close();
      throw new DamagedArtifactException("Cannot understand " + name + ": " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private void index(JsonParser json) throws IOException {
    require(json, json.nextToken(), JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      switch (field) {
        case "version" -> version = json.getIntValue();
        case "plan" -> plan = json.getText();
        case "profile" -> states.add(state(json, value));
        case "states" -> {
          require(json, value, JsonToken.START_ARRAY);
          for (JsonToken each = json.nextToken();
              each != JsonToken.END_ARRAY;
              each = json.nextToken()) {
            states.add(state(json, each));
          }
        }
        default -> json.skipChildren();
      }
    }
  }

  private ProfileState state(JsonParser json, JsonToken token) throws IOException {
    require(json, token, JsonToken.START_OBJECT);
    int version = 0;
    long rows = 0;
    long malformed = 0;
    List<ColumnProfileState> columns = List.of();
    List<PairState> pairs = List.of();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      switch (field) {
        case "version" -> version = json.getIntValue();
        case "rows" -> rows = json.getLongValue();
        case "malformed" -> malformed = json.getLongValue();
        case "columns" -> columns = columns(json, value);
        case "pairs" -> {
          require(json, value, JsonToken.START_ARRAY);
          pairs = List.of(json.readValueAs(PairState[].class));
        }
        default -> json.skipChildren();
      }
    }
    return new ProfileState(version, rows, malformed, columns, pairs);
  }

  private List<ColumnProfileState> columns(JsonParser json, JsonToken token) throws IOException {
    require(json, token, JsonToken.START_ARRAY);
    List<FileColumns.Piece> pieces = new ArrayList<>();
    for (JsonToken each = json.nextToken(); each != JsonToken.END_ARRAY; each = json.nextToken()) {
      require(json, each, JsonToken.START_OBJECT);
      long first = json.currentTokenLocation().getByteOffset();
      json.skipChildren();
      long end = json.currentLocation().getByteOffset();
      pieces.add(new FileColumns.Piece(first, Math.toIntExact(end - first)));
    }
    return new FileColumns(file, pieces);
  }

  private static void require(JsonParser json, JsonToken found, JsonToken wanted)
      throws IOException {
    if (found != wanted) {
      throw new JsonParseException(
          json,
          "found %s where %s is due, at byte %d"
              .formatted(found, wanted, json.currentTokenLocation().getByteOffset()));
    }
  }

  /** Returns the digest of the plan that the artifact belongs to. */
  String plan() {
    return plan;
  }

  /** Returns the version of a slice's result; 0 of a node, which has none. */
  int version() {
    return version;
  }

  /** Returns the states, usable until this is closed; none of a slice that was given up. */
  List<ProfileState> states() {
    return List.copyOf(states);
  }

  @Override
  public void close() throws IOException {
    file.close();
    copy.close();
  }
}
