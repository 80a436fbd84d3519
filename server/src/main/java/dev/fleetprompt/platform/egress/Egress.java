package dev.fleetprompt.platform.egress;

import dev.fleetprompt.platform.egress.EgressFailure.BeforeSending;
import dev.fleetprompt.platform.egress.EgressFailure.BeforeSending.Reason;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * Sends requests to the outside.
 *
 * <p>Each request gets a connection of its own, which is never reused: the host's name is resolved
 * once, every address is vetted, and the connection goes to a vetted address. Nothing is retried,
 * no cookie is kept, no proxy is taken from the environment, nothing is decompressed and
 * certificates are verified. An instance is safe for use by many threads; a call blocks its thread
 * for at most the policy's total time.
 */
public final class Egress {
  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<String> KEPT_ACROSS_ORIGINS = Set.of("accept", "accept-language");

  private static final Permit<RuntimeException> ALWAYS = () -> {};

  private final AddressBook addresses;
  private final SSLContext tls;

  /**
   * @param names resolves host names
   * @param tls decides which certificates are trusted
   */
  public Egress(NameResolver names, SSLContext tls) {
    this.addresses = new AddressBook(names);
    this.tls = tls;
  }

  /**
   * Sends an effect: one exchange, no redirect followed.
   *
   * @param permit asked once, immediately before the first byte is written
   * @throws EgressFailure when no whole answer came; any status, also 5xx, is an answer
   * @throws X when the permit was refused; nothing was sent
   */
  public <X extends Exception> EgressResponse send(
      EgressRequest request, EgressPolicy policy, Permit<X> permit) throws EgressFailure, X {
    Deadline deadline = Deadline.in(policy.limits().total());
    return exchange(request, Target.of(request.uri()), policy, deadline, permit);
  }

  /**
   * Sends a read and follows up to five redirects. Each hop is vetted like a first request; across
   * origins only the fields that describe what is accepted are kept; https never falls back to
   * http.
   *
   * @throws EgressFailure when no whole answer came
   * @throws IllegalArgumentException when the method is not a read
   */
  public EgressResponse read(EgressRequest request, EgressPolicy policy) throws EgressFailure {
    if (!request.method().isRead()) {
      throw new IllegalArgumentException(
          request.method() + " is an effect; redirects are for reads");
    }
    Deadline deadline = Deadline.in(policy.limits().total());
    EgressRequest hop = request;
    for (int redirects = 0; ; redirects++) {
      Target target = Target.of(hop.uri());
      EgressResponse response = exchange(hop, target, policy, deadline, ALWAYS);
      String location = response.header("location").orElse("");
      if (!REDIRECTS.contains(response.status()) || location.isEmpty()) {
        return response;
      }
      if (redirects == MOST_REDIRECTS) {
        throw new BeforeSending(
            Reason.REDIRECT_REFUSED,
            target
                + " redirects more than "
                + MOST_REDIRECTS
                + " times; call the final address instead.");
      }
      hop = next(hop, target, location);
    }
  }

  /**
   * Resolves a host and says how far each address reaches, for showing to an owner before
   * connecting.
   *
   * @throws EgressFailure when the address is malformed or the name has no address within five
   *     seconds
   */
  public Resolution resolve(URI uri) throws EgressFailure {
    Target target = Target.ofService(uri);
    return addresses.resolve(target, Deadline.in(Duration.ofSeconds(5)));
  }

  /**
   * Opens a connection for a library that speaks another protocol than HTTP, such as a mail
   * server's. Its caller closes it, and says itself what was sent when it breaks.
   *
   * @param encrypted whether TLS begins with the first byte
   * @throws EgressFailure.BeforeSending when there is none; nothing was sent
   */
  public Line open(String host, int port, boolean encrypted, EgressPolicy policy)
      throws EgressFailure {
    Deadline deadline = Deadline.in(policy.limits().total());
    Target target = new Target(encrypted, Target.canonicalHost(host), port, "/");
    Resolution resolution = vetted(target, policy, deadline);
    Dialer dialer = new Dialer(tls, target, policy.limits(), deadline);
    Socket socket = dialer.connect(resolution);
    boolean opened = false;
    try {
      socket.setSoTimeout(Math.toIntExact(policy.limits().silence().toMillis()));
      Socket ready = encrypted ? dialer.secured(socket) : socket;
      opened = true;
      return new Line(ready, tls.getSocketFactory(), SocketGuard.over(socket, deadline));
    } catch (SocketException e) {
      throw new BeforeSending(
          Reason.CONNECT_FAILED,
          "The connection to " + target + " was closed before anything was sent.");
    } finally {
      if (!opened) {
        Dialer.closeQuietly(socket);
      }
    }
  }

  private <X extends Exception> EgressResponse exchange(
      EgressRequest request,
      Target target,
      EgressPolicy policy,
      Deadline deadline,
      Permit<X> permit)
      throws EgressFailure, X {
    Resolution resolution = vetted(target, policy, deadline);
    return new Exchange(tls, target, policy.limits(), deadline).run(request, resolution, permit);
  }

  private Resolution vetted(Target target, EgressPolicy policy, Deadline deadline)
      throws EgressFailure {
    if (!policy.hosts().admits(target.host())) {
      throw new BeforeSending(
          Reason.HOST_NOT_LISTED,
          target
              + " is not on the list of hosts that may be called here; add the host to that list.");
    }
    Deadline resolving = deadline.within(policy.limits().connect());
    return addresses.resolve(target, resolving).requireReachable(policy.allowances());
  }

  private static EgressRequest next(EgressRequest hop, Target from, String location)
      throws EgressFailure {
    URI uri;
    try {
      uri = hop.uri().resolve(location);
    } catch (IllegalArgumentException e) {
      throw new BeforeSending(
          Reason.REDIRECT_REFUSED, from + " redirects to something that is no address.");
    }
    Target to = Target.of(uri);
    if (from.secure() && !to.secure()) {
      throw new BeforeSending(
          Reason.REDIRECT_REFUSED,
          from + " redirects from https to http (" + to + "); call an https address instead.");
    }
    List<Header> headers =
        from.sameOrigin(to)
            ? hop.headers()
            : hop.headers().stream()
                .filter(h -> KEPT_ACROSS_ORIGINS.contains(h.name().toLowerCase(Locale.ROOT)))
                .toList();
    byte[] body = from.sameOrigin(to) ? hop.body() : new byte[0];
    return new EgressRequest(hop.method(), uri, headers, body);
  }
}
