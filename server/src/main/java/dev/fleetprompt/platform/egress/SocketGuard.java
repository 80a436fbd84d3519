package dev.fleetprompt.platform.egress;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Closes a socket at a deadline, which ends any read or write blocked on it. A socket's own timeout
 * bounds one read only, so a peer that drips bytes, or takes none, would hold its caller for ever.
 */
final class SocketGuard implements AutoCloseable {
  private final Socket socket;
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean fired;

  private SocketGuard(Socket socket) {
    this.socket = socket;
  }

  static SocketGuard over(Socket socket, Deadline deadline) {
    SocketGuard guard = new SocketGuard(socket);
    Thread.ofVirtual().name("egress-guard").start(() -> guard.watch(deadline));
    return guard;
  }

  /** Whether the deadline came first. */
  boolean fired() {
    return fired;
  }

  @Override
  public void close() {
    released.countDown();
  }

  private void watch(Deadline deadline) {
    try {
      if (!released.await(deadline.millisLeft(), TimeUnit.MILLISECONDS)) {
        fired = true;
        socket.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // A socket that cannot be closed is already unusable.
    }
  }
}
