package dev.fleetprompt.platform.egress;

import dev.fleetprompt.platform.egress.EgressFailure.AnswerCut;
import dev.fleetprompt.platform.egress.EgressFailure.BeforeSending;
import dev.fleetprompt.platform.egress.EgressFailure.BeforeSending.Reason;
import dev.fleetprompt.platform.egress.EgressFailure.SentNoAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer on one connection. The order of the phases is what tells a failure
 * apart: connecting and the TLS handshake are over before the executor that writes the request is
 * called, so whatever goes wrong until then happened before the first byte, and whatever goes wrong
 * in it may have happened after. It errs only towards "something may have left".
 */
final class Exchange {
  /** The answer's head: lines of 8 KiB, 100 fields; also bounds the trailer of a chunked body. */
  private static final Http1Config BOUNDS =
      Http1Config.custom()
          .setMaxLineLength(8 * 1024)
          .setMaxHeaderCount(100)
          .setMaxEmptyLineCount(5)
          .build();

  private final Dialer dialer;
  private final Target target;
  private final EgressLimits limits;
  private final Deadline deadline;

  Exchange(SSLContext tls, Target target, EgressLimits limits, Deadline deadline) {
    this.dialer = new Dialer(tls, target, limits, deadline);
    this.target = target;
    this.limits = limits;
    this.deadline = deadline;
  }

  <X extends Exception> EgressResponse run(
      EgressRequest request, Resolution resolution, Permit<X> permit) throws EgressFailure, X {
    Socket socket = dialer.connect(resolution);
    DefaultBHttpClientConnection connection = newConnection();
    // Closing is quiet: a complaint about it must not hide that the request was sent.
    try (SocketGuard guard = SocketGuard.over(socket, deadline)) {
      bind(connection, socket);
      if (deadline.isOver()) {
        throw dialer.outOfTime();
      }
      permit.require();
      return answer(exchange(connection, request, guard), guard);
    } finally {
      connection.close(CloseMode.IMMEDIATE);
      Dialer.closeQuietly(socket);
    }
  }

  /** The parser has to be told the bounds again; without that it takes any number of fields. */
  private static DefaultBHttpClientConnection newConnection() {
    return new DefaultBHttpClientConnection(
        BOUNDS, null, null, null, null, null, new DefaultHttpResponseParserFactory(BOUNDS));
  }

  private void bind(DefaultBHttpClientConnection connection, Socket socket) throws EgressFailure {
    try {
      if (target.secure()) {
        connection.bind(dialer.secured(socket), socket);
      } else {
        connection.bind(socket);
      }
      connection.setSocketTimeout(
          Timeout.ofMilliseconds(deadline.within(limits.silence()).millisLeft()));
    } catch (IOException e) {
      throw new BeforeSending(
          Reason.CONNECT_FAILED,
          "The connection to " + target + " was closed before anything was sent.");
    }
  }

  private ClassicHttpResponse exchange(
      DefaultBHttpClientConnection connection, EgressRequest request, SocketGuard guard)
      throws EgressFailure {
    ClassicHttpRequest message = message(request);
    try {
      return new HttpRequestExecutor().execute(message, connection, HttpCoreContext.create());
    } catch (IOException | HttpException e) {
      String what = guard.fired() ? "did not answer in time" : "gave no readable answer";
      throw new SentNoAnswer(
          guard.fired() ? "egress.no_answer_in_time" : "egress.no_answer",
          target + " " + what + " after the request was sent; it may or may not have acted on it.");
    }
  }

  private ClassicHttpRequest message(EgressRequest request) {
    ClassicHttpRequest message =
        new BasicClassicHttpRequest(request.method().name(), target.pathAndQuery());
    message.setHeader("Host", target.hostHeader());
    message.setHeader("User-Agent", "FleetPrompt");
    message.setHeader("Connection", "close");
    for (Header header : request.headers()) {
      message.addHeader(header.name(), header.value());
    }
    byte[] body = request.body();
    if (body.length > 0) {
      message.setHeader("Content-Length", body.length);
      message.setEntity(new ByteArrayEntity(body, null));
    } else if (!request.method().isRead()) {
      message.setHeader("Content-Length", 0);
    }
    return message;
  }

  private EgressResponse answer(ClassicHttpResponse response, SocketGuard guard)
      throws EgressFailure {
    EgressResponse head = head(response);
    try {
      byte[] body = body(response.getEntity(), head);
      return new EgressResponse(head.status(), head.headers(), body);
    } catch (IOException e) {
      throw new AnswerCut(
          guard.fired() ? "egress.answer_out_of_time" : "egress.answer_cut",
          target
              + " answered "
              + head.status()
              + (guard.fired()
                  ? " but did not finish its answer in time."
                  : " but its answer broke off."),
          head);
    }
  }

  private byte[] body(@Nullable HttpEntity entity, EgressResponse head)
      throws IOException, EgressFailure {
    if (entity == null) {
      return new byte[0];
    }
    int most = limits.maxBodyBytes();
    if (entity.getContentLength() > most) {
      throw tooLarge(head);
    }
    // Not closed here: closing a content stream would read what is left of it.
    InputStream content = entity.getContent();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      if (body.size() + read > most) {
        throw tooLarge(head);
      }
      body.write(buffer, 0, read);
    }
    return body.toByteArray();
  }

  private EgressFailure tooLarge(EgressResponse head) {
    return new AnswerCut(
        "egress.answer_too_large",
        "%s answered %d with more than the %,d bytes allowed."
            .formatted(target, head.status(), limits.maxBodyBytes()),
        head);
  }

  private static EgressResponse head(ClassicHttpResponse response) {
    List<Header> headers = new ArrayList<>();
    for (org.apache.hc.core5.http.Header header : response.getHeaders()) {
      Header.received(header.getName(), header.getValue()).ifPresent(headers::add);
    }
    return new EgressResponse(response.getCode(), headers, new byte[0]);
  }
}
