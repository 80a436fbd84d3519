package dev.fleetprompt.capability.connectors.mattermost.receiver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The posts, in memory and in a file that a crash does not take back. */
final class PostLog {
  private static final int MOST_POSTS = 10_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Deque<ReceivedPost> posts = new ArrayDeque<>();
  private final Optional<Path> file;
  private final Clock clock;

  private PostLog(Optional<Path> file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  static PostLog open(Optional<Path> file, Clock clock) throws IOException {
    PostLog log = new PostLog(file, clock);
    if (file.isPresent() && Files.exists(file.get())) {
      try (var lines = Files.lines(file.get(), StandardCharsets.UTF_8)) {
        lines.map(PostLog::read).flatMap(Optional::stream).forEach(log::keep);
      }
      endCutLine(file.get());
    }
    return log;
  }

  /** Without this the next post would be written behind half a line, and lost with it. */
  private static void endCutLine(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    if (bytes.length > 0 && bytes[bytes.length - 1] != '\n') {
      Files.writeString(path, "\n", StandardOpenOption.APPEND);
    }
  }

  synchronized List<ReceivedPost> posts() {
    return List.copyOf(posts);
  }

  /** Keeps a post; it is on disk when this returns. */
  synchronized void append(ObjectNode body) {
    ObjectNode entry = body.deepCopy();
    entry.put("received_at", clock.instant().toString());
    file.ifPresent(path -> write(path, JSON.writeValueAsString(entry) + "\n"));
    read(entry).ifPresent(this::keep);
  }

  private void keep(ReceivedPost post) {
    posts.addLast(post);
    if (posts.size() > MOST_POSTS) {
      posts.removeFirst();
    }
  }

  private static void write(Path path, String line) {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(line);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line that a crash cut in two is skipped: its sender was never told that it arrived. */
  private static Optional<ReceivedPost> read(String line) {
    try {
      return read(JSON.readTree(line));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Optional<ReceivedPost> read(JsonNode entry) {
    try {
      return Optional.of(
          new ReceivedPost(
              Instant.parse(entry.path("received_at").asString("")),
              text(entry, "channel"),
              text(entry, "username"),
              entry.path("text").asString("")));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonNode entry, String field) {
    String text = entry.path(field).asString("");
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
