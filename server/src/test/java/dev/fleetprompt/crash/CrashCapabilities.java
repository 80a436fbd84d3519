package dev.fleetprompt.crash;

import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.AttemptFailedException;
import dev.fleetprompt.platform.directives.Completion;
import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.directives.DirectiveType;
import dev.fleetprompt.platform.directives.Repeat;
import dev.fleetprompt.platform.directives.Undo;
import dev.fleetprompt.platform.directives.UnknownOutcomeException;
import dev.fleetprompt.platform.functions.CallContext;
import dev.fleetprompt.platform.functions.FunctionName;
import dev.fleetprompt.platform.functions.Reach;
import dev.fleetprompt.platform.functions.TaskFunction;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;

/** Work that takes its time, and effects that another process counts. */
class CrashCapabilities {

  record Work(int millis) {}

  /** A read that takes as long as it is told. */
  static final class Read implements TaskFunction<Work, Work> {

    @Override
    public FunctionName name() {
      return new FunctionName("crash.read");
    }

    @Override
    public Reach reach() {
      return Reach.LOCAL;
    }

    @Override
    public Class<Work> input() {
      return Work.class;
    }

    @Override
    public Work call(Work work, CallContext context) {
      LockSupport.parkNanos(Duration.ofMillis(work.millis()).toNanos());
      return work;
    }
  }

  /** A read of the tenant's data that takes as long as it is told. */
  static final class Query implements TaskFunction<Work, Work> {

    private final TenantDatabase database;

    Query(TenantDatabase database) {
      this.database = database;
    }

    @Override
    public FunctionName name() {
      return new FunctionName("crash.query");
    }

    @Override
    public Reach reach() {
      return Reach.LOCAL;
    }

    @Override
    public Class<Work> input() {
      return Work.class;
    }

    @Override
    public Work call(Work work, CallContext context) {
      look(database, context.tenant(), work.millis());
      return work;
    }
  }

  private static void look(TenantDatabase database, TenantId tenant, int millis) {
    database.readOnly(
        tenant,
        sql ->
            sql.sql("select 1 from pg_sleep(?)")
                .param(millis / 1_000.0)
                .query(Integer.class)
                .single());
  }

  record Window(String window) {}

  /** Posts a window to the receiver, after a look into the database as a connector has. */
  static final class Post implements DirectiveType<Window, Window> {

    private static final int LOOK_MILLIS = 10;

    private final TenantDatabase database;
    private final URI receiver;

    Post(TenantDatabase database, URI receiver) {
      this.database = database;
      this.receiver = receiver;
    }

    @Override
    public DirectiveName name() {
      return new DirectiveName("crash.post");
    }

    @Override
    public Class<Window> params() {
      return Window.class;
    }

    @Override
    public Class<Window> result() {
      return Window.class;
    }

    @Override
    public Repeat repeat() {
      return Repeat.UNSAFE;
    }

    @Override
    public Undo undo() {
      return Undo.IRREVERSIBLE;
    }

    @Override
    public List<String> keyFields() {
      return List.of("window");
    }

    @Override
    public Completion<Window> perform(Window window, Attempt attempt)
        throws AttemptFailedException {
      CrashCapabilities.look(database, attempt.tenant(), LOOK_MILLIS);
      try {
        HttpURLConnection connection = (HttpURLConnection) receiver.toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        attempt.beforeSending();
        connection.getOutputStream().write(window.window().getBytes(StandardCharsets.UTF_8));
        if (connection.getResponseCode() != 200) {
          throw new IOException("The receiver answered " + connection.getResponseCode());
        }
        return Completion.of(window);
      } catch (IOException e) {
        throw new UnknownOutcomeException("post_cut", String.valueOf(e.getMessage()));
      }
    }
  }

  record Held(int seconds) {}

  /** Keeps the transaction that records its completion open for a while. */
  static final class Hold implements DirectiveType<Held, Held> {

    @Override
    public DirectiveName name() {
      return new DirectiveName("crash.hold");
    }

    @Override
    public Class<Held> params() {
      return Held.class;
    }

    @Override
    public Class<Held> result() {
      return Held.class;
    }

    @Override
    public Repeat repeat() {
      return Repeat.SAFE;
    }

    @Override
    public Undo undo() {
      return Undo.IRREVERSIBLE;
    }

    @Override
    public List<String> keyFields() {
      return List.of();
    }

    @Override
    public Completion<Held> perform(Held held, Attempt attempt) {
      return Completion.of(held, new HoldTransaction(held.seconds()));
    }
  }

  @Bean
  Read crashRead() {
    return new Read();
  }

  @Bean
  Query crashQuery(TenantDatabase database) {
    return new Query(database);
  }

  @Bean
  Post crashPost(TenantDatabase database, @Value("${crash.receiver}") URI receiver) {
    return new Post(database, receiver);
  }

  @Bean
  Hold crashHold() {
    return new Hold();
  }

  @Bean
  HoldTransactionWriter holdTransactionWriter() {
    return new HoldTransactionWriter();
  }
}
