package dev.fleetprompt.bench.measures;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Posts CloudEvents, one in each request, a few requests at a time, as fast as they are taken. */
final class EventSender {

  static final String TYPE = "shop.order.placed";

  private static final int AT_ONCE = 16;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int CREATED = 201;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI address;
  private final List<String> tokens;
  private final AtomicInteger numbers = new AtomicInteger();

  EventSender(URI server, List<String> tokens) {
    this.address = server.resolve("/api/v1/events");
    this.tokens = tokens;
  }

  /** Returns when so many were answered; all as created, or it fails. */
  void send(int count) throws Exception {
    AtomicInteger left = new AtomicInteger(count);
    List<Future<?>> senders = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int sender = 0; sender < AT_ONCE; sender++) {
        senders.add(
            threads.submit(() -> {
              while (left.getAndDecrement() > 0) {
                post(numbers.incrementAndGet());
              }
              return null;
            }));
      }
      for (Future<?> sender : senders) {
        sender.get();
      }
    }
  }

  private void post(int number) throws IOException, InterruptedException {
    String event =
        """
        {"specversion": "1.0", "id": "o%d", "source": "urn:shop", "type": "%s",
         "data": {"number": %d, "customer": "customer-%d", "total": "12.90", "currency": "EUR"}}
        """
            .formatted(number, TYPE, number, number % 977);
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(address)
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + tokens.get(number % tokens.size()))
                .header("Content-Type", "application/cloudevents+json")
                .POST(BodyPublishers.ofString(event))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != CREATED) {
      throw new IOException(
          "An event was answered with %d: %s".formatted(answer.statusCode(), answer.body()));
    }
  }
}
