package dev.fleetprompt.bench.fleet;

import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.AttemptFailedException;
import dev.fleetprompt.platform.directives.Completion;
import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.directives.DirectiveType;
import dev.fleetprompt.platform.directives.Evidence;
import dev.fleetprompt.platform.directives.Repeat;
import dev.fleetprompt.platform.directives.Undo;
import dev.fleetprompt.platform.directives.UnknownOutcomeException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An effect in another process, which counts how often each came and can be asked about it
 * afterwards: the kind for which FleetPrompt promises exactly once.
 */
public final class Tell implements DirectiveType<Tell.Words, Tell.Words> {

  private static final int AT_ONCE = 512;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** What is told; the receiver counts by key. */
  public record Words(String key) {}

  private final URI receiver;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param receiver takes posts of keys; asked {@code GET ?key} it answers {@code yes} or {@code
   *     no}
   */
  public Tell(URI receiver) {
    this.receiver = receiver;
  }

  @Override
  public DirectiveName name() {
    return new DirectiveName("bench.tell");
  }

  @Override
  public Class<Words> params() {
    return Words.class;
  }

  @Override
  public Class<Words> result() {
    return Words.class;
  }

  @Override
  public Repeat repeat() {
    return Repeat.VERIFIABLE;
  }

  @Override
  public Undo undo() {
    return Undo.IRREVERSIBLE;
  }

  @Override
  public List<String> keyFields() {
    return List.of("key");
  }

  @Override
  public int concurrency() {
    return AT_ONCE;
  }

  @Override
  public Completion<Words> perform(Words words, Attempt attempt) throws AttemptFailedException {
    attempt.beforeSending();
    send(HttpRequest.newBuilder(receiver).POST(BodyPublishers.ofString(words.key())));
    return Completion.of(words);
  }

  @Override
  public Optional<Evidence<Words>> verify(Words words, Attempt attempt)
      throws AttemptFailedException {
    String answer =
        send(HttpRequest.newBuilder(URI.create(receiver + "?" + words.key())).GET()).body();
    return Optional.of(
        answer.equals("yes")
            ? new Evidence.Happened<>(Completion.of(words))
            : new Evidence.DidNotHappen<>());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws UnknownOutcomeException {
    try {
      HttpResponse<String> answer =
          http.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("The receiver answered " + answer.statusCode());
      }
      return answer;
    } catch (IOException e) {
      throw new UnknownOutcomeException("tell_cut", String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownOutcomeException("tell_interrupted", "This process ends.");
    }
  }
}
