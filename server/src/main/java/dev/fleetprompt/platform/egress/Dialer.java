package dev.fleetprompt.platform.egress;

import dev.fleetprompt.platform.egress.EgressFailure.BeforeSending;
import dev.fleetprompt.platform.egress.EgressFailure.BeforeSending.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Makes connections to vetted addresses. Nothing of a request is sent by it. */
final class Dialer {
  /** A name with many addresses must not stretch the connect time without bound. */
  private static final int MOST_ADDRESSES_TRIED = 4;

  private final SSLContext tls;
  private final Target target;
  private final EgressLimits limits;
  private final Deadline deadline;

  Dialer(SSLContext tls, Target target, EgressLimits limits, Deadline deadline) {
    this.tls = tls;
    this.target = target;
    this.limits = limits;
    this.deadline = deadline;
  }

  /** A connection to the first vetted address that answers. */
  Socket connect(Resolution resolution) throws EgressFailure {
    List<InetAddress> candidates =
        resolution.addresses().stream().limit(MOST_ADDRESSES_TRIED).toList();
    for (InetAddress address : candidates) {
      if (deadline.isOver()) {
        throw outOfTime();
      }
      @Nullable Socket socket = tryConnect(address);
      if (socket != null) {
        return socket;
      }
    }
    throw new BeforeSending(
        Reason.CONNECT_FAILED,
        "No connection to "
            + target
            + "; nothing was sent. Check that the service runs and that this machine may reach it.");
  }

  private @Nullable Socket tryConnect(InetAddress address) {
    // Without NO_PROXY a socket asks the JVM's proxy settings where to go.
    Socket socket = new Socket(Proxy.NO_PROXY);
    try {
      socket.connect(
          new InetSocketAddress(named(address), target.port()),
          deadline.within(limits.connect()).millisLeft());
      socket.setTcpNoDelay(true);
      return socket;
    } catch (IOException e) {
      closeQuietly(socket);
      return null;
    }
  }

  /** The address under the host's name, so that nobody looks up a name for it. */
  private InetAddress named(InetAddress address) throws IOException {
    return InetAddress.getByAddress(target.host(), address.getAddress());
  }

  /** The connection within TLS; the certificate is verified for the host. */
  SSLSocket secured(Socket socket) throws EgressFailure {
    Deadline handshake = deadline.within(limits.connect());
    SocketGuard guard = SocketGuard.over(socket, handshake);
    try (guard) {
      SSLSocket secured =
          (SSLSocket)
              tls.getSocketFactory().createSocket(socket, target.host(), target.port(), true);
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return secured;
    } catch (IOException e) {
      throw new BeforeSending(
          Reason.TLS_FAILED,
          "No secure connection to "
              + target
              + ": the TLS handshake "
              + (guard.fired() ? "took too long" : "failed")
              + ", so nothing was sent. Check the service's certificate and host name.");
    }
  }

  EgressFailure outOfTime() {
    return new BeforeSending(
        Reason.OUT_OF_TIME, "The time for the call to " + target + " was over before it was sent.");
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing was sent on it and nothing waits for it.
    }
  }
}
