package dev.fleetprompt.platform.egress;

import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/**
 * An open connection to a vetted address, for a library that speaks a protocol of its own over it.
 * It is cut when the time of its policy is over.
 */
public final class Line implements AutoCloseable {
  private final Socket socket;
  private final SSLSocketFactory tls;
  private final SocketGuard guard;

  Line(Socket socket, SSLSocketFactory tls, SocketGuard guard) {
    this.socket = socket;
    this.tls = tls;
    this.guard = guard;
  }

  /** The connection; a read waits for the policy's silence at most. */
  public Socket socket() {
    return socket;
  }

  /** Puts TLS over a connection, trusting what all calls trust. */
  public SSLSocketFactory tls() {
    return tls;
  }

  /** Whether it was cut because its time was over. */
  public boolean timedOut() {
    return guard.fired();
  }

  @Override
  public void close() {
    guard.close();
    Dialer.closeQuietly(socket);
  }
}
