package dev.fleetprompt.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.crash.Windows.Outcome;
import dev.fleetprompt.platform.nodes.LeaseTerms;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

class DatabaseRestartTest {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseRestartTest.class);
  private static final int WINDOWS = 100;
  private static final int RESTARTS = 5;
  private static final Duration SETTLES = Duration.ofSeconds(60);

  private CrashDatabase database;
  private WindowReceiver receiver;
  private ConfigurableApplicationContext platform;
  private Windows windows;

  @BeforeEach
  void start() throws Exception {
    database = CrashDatabase.start();
    receiver = WindowReceiver.start();
    platform = CrashPlatform.working(database.login(), receiver.address());
    TenantId tenant =
        platform.getBean(Organizations.class).create("acme", "Acme", ZoneOffset.UTC).id();
    windows = new Windows(platform, tenant, Windows.POSTING);
  }

  @AfterEach
  void stop() {
    platform.close();
    receiver.close();
    database.close();
  }

  @Test
  void aDatabaseRestartUnderLoadLosesNothing() {
    for (int restart = 0; restart < RESTARTS; restart++) {
      int before = receiver.posts().size();
      windows.start(WINDOWS);
      int moment = WINDOWS * restart / RESTARTS;
      Await.until("work is under way", () -> receiver.posts().size() >= before + moment);
      database.kill();
      Await.until("every window is settled", SETTLES, this::areSettled);
    }
    assertThatNothingWasLost();
  }

  @Test
  void aDatabaseThatIsAwayForLongerThanTheLeaseLosesNothing() {
    windows.start(WINDOWS);
    Await.until("work is under way", () -> receiver.posts().size() > 10);
    long until = System.nanoTime() + LeaseTerms.standard().lease().plusSeconds(3).toNanos();
    while (System.nanoTime() < until) {
      database.kill();
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    Await.until("every window is settled", SETTLES, this::areSettled);
    assertThatNothingWasLost();
  }

  private void assertThatNothingWasLost() {
    assertThat(windows.outcomes()).hasSize(windows.started()).allMatch(Outcome::isCompleted);
    assertThat(receiver.posts()).hasSize(windows.started());
    assertThat(receiver.posts().values()).allMatch(posts -> posts == 1);
  }

  private boolean areSettled() {
    try {
      return windows.areSettled();
    } catch (DataAccessException | TransactionException e) {
      LOG.debug("The database is away: {}", e.getMessage());
      return false;
    }
  }
}
