package dev.fleetprompt.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A way to a server, on the loopback, on which what either side says can be held back. */
public final class Wire implements AutoCloseable {

  private static final int CHUNK = 16 * 1024;

  private final ServerSocket entrance;
  private final InetSocketAddress server;
  private final List<Link> links = new CopyOnWriteArrayList<>();

  private Wire(ServerSocket entrance, InetSocketAddress server) {
    this.entrance = entrance;
    this.server = server;
  }

  public static Wire to(String host, int port) throws IOException {
    ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Wire wire = new Wire(entrance, new InetSocketAddress(host, port));
    Thread.ofVirtual().start(wire::accept);
    return wire;
  }

  public int port() {
    return entrance.getLocalPort();
  }

  /**
   * From now on, what the server says on the connections there are does not arrive; later ones
   * work.
   */
  public void holdAnswers() {
    links.forEach(link -> link.answers.hold());
  }

  /**
   * From now on, what is said to the server on the connections there are does not arrive; later
   * ones work.
   */
  public void holdRequests() {
    links.forEach(link -> link.requests.hold());
  }

  /** Lets everything through that was held back, even if who said it has hung up meanwhile. */
  public void release() {
    links.forEach(Link::release);
  }

  private void accept() {
    try {
      while (!entrance.isClosed()) {
        Link link = new Link(entrance.accept());
        links.add(link);
        link.begin(server);
      }
    } catch (IOException e) {
      // Closed, or the server is not there: whoever connects finds out by himself.
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    links.forEach(Link::release);
    for (Link link : links) {
      link.close();
    }
  }

  private static final class Gate {

    private volatile CountDownLatch held = new CountDownLatch(0);

    void hold() {
      held = new CountDownLatch(1);
    }

    void release() {
      held.countDown();
    }

    void pass() throws IOException {
      try {
        held.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private static final class Link {

    private final Gate requests = new Gate();
    private final Gate answers = new Gate();
    private final Socket client;
    private final Socket server = new Socket();

    Link(Socket client) {
      this.client = client;
    }

    void begin(InetSocketAddress address) throws IOException {
      server.connect(address);
      Thread.ofVirtual().start(() -> pump(client, server, requests));
      Thread.ofVirtual().start(() -> pump(server, client, answers));
    }

    void release() {
      requests.release();
      answers.release();
    }

    private static void pump(Socket from, Socket to, Gate gate) {
      byte[] chunk = new byte[CHUNK];
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        int length = in.read(chunk);
        while (length >= 0) {
          gate.pass();
          out.write(chunk, 0, length);
          out.flush();
          length = in.read(chunk);
        }
        gate.pass();
      } catch (IOException e) {
        // One side has hung up, so the other one is hung up on.
      }
    }

    void close() throws IOException {
      client.close();
      server.close();
    }
  }
}
