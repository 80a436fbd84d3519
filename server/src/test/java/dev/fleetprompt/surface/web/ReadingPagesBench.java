package dev.fleetprompt.surface.web;

import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.TestBrowser;
import dev.fleetprompt.testing.TestSite;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Measures the pages that read, over HTTP, with 100,000 signals, 20,000 directives, 500 more that
 * wait for approval, and 20,000 runs of one organization. Run by hand; prints the median and the
 * 95th percentile of each page.
 */
final class ReadingPagesBench {

  private static final int SIGNALS = 100_000;
  private static final int OTHERS = 20_000;
  private static final int WAITING = 500;
  private static final int WARM_UP = 30;
  private static final int ROUNDS = 100;

  private ReadingPagesBench() {}

  public static void main(String[] arguments) {
    try (TestSite site = TestSite.start(Shop.class)) {
      TenantId tenant = site.organization("large");
      TestBrowser browser = site.signedIn(tenant, "owner");
      fill(site, tenant);
      UUID signal = site.event(tenant, "shop.order.placed", "last");
      UUID waiting =
          site.database()
              .engine()
              .sql()
              .sql("select id from fleet.directive where state = 'proposed' order by id limit 1")
              .query(UUID.class)
              .single();
      UUID run = Shop.run(site, tenant, "tell", "anna", Optional.of(Link.signal(signal)));
      for (String path :
          List.of(
              "/",
              "/signals",
              "/signals?type=shop",
              "/signals?type=shop.rare",
              "/signals?q=needle",
              "/signals?source=urn%3Anowhere",
              "/signals?from=2026-01-01&to=2026-12-31",
              "/signals/" + signal,
              "/runs",
              "/runs?status=faulted",
              "/runs?status=open",
              "/runs/" + run,
              "/directives",
              "/directives?state=failed&type=shop.tell",
              "/why/signal/" + signal,
              "/inbox",
              "/inbox/" + waiting,
              "/marketplace",
              "/installed",
              "/connections",
              "/digests",
              "/settings/profile",
              "/settings/organization",
              "/settings/members",
              "/settings/sign-ins",
              "/settings/ingress",
              "/settings/policies")) {
        measure(browser, path);
      }
    }
    System.exit(0);
  }

  private static void measure(TestBrowser browser, String path) {
    for (int i = 0; i < WARM_UP; i++) {
      browser.props(path);
    }
    long[] took = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long begin = System.nanoTime();
      browser.props(path);
      took[i] = System.nanoTime() - begin;
    }
    Arrays.sort(took);
    System.out.printf(
        "%-55s p50 %6.1f ms   p95 %6.1f ms%n",
        path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "…"),
        took[ROUNDS / 2] / 1e6,
        took[ROUNDS * 95 / 100] / 1e6);
  }

  private static void fill(TestSite site, TenantId tenant) {
    String id =
        """
        (lpad(to_hex((extract(epoch from now() - (%d - n) * interval '1 second') * 1000)::bigint), 12, '0')
         || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid\
        """;
    site.database()
        .engine()
        .sql()
        .sql(
            """
            insert into fleet.signal (tenant_id, id, source, event_id, type, time, actor_kind, actor_id,
              correlation_id, visibility, outside, recorded_at, data)
            select ?, %s, 'urn:shop', 'n' || n,
              case when n = 1 then 'shop.rare' else (array['shop.order.placed', 'shop.stock.changed',
                'directive.completed', 'workflow.run.completed', 'value.digest.posted'])[n %% 5 + 1] end,
              now() - (%d - n) * interval '1 second', 'integration', 'import', 'signal:' || gen_random_uuid(),
              'normal', true, now(), jsonb_build_object('n', n, 'text', repeat('words ', 20))
            from generate_series(1, %d) n
            """
                .formatted(id.formatted(SIGNALS), SIGNALS, SIGNALS))
        .param(tenant.value())
        .update();
    site.database()
        .engine()
        .sql()
        .sql(
            """
            insert into fleet.directive (tenant_id, id, type, state, business_key, params, params_hash, reason,
              requester_kind, requester_id, correlation_id, ruling, ruled_by, requested_at, started_at, ended_at,
              attempt_limit)
            select ?, %s, 'shop.tell', case when n %% 50 = 0 then 'failed' else 'completed' end, 'key ' || n,
              '{"to": "anna"}', '\\x00', 'Tell anna', 'system', 'run', 'run:' || gen_random_uuid(), 'allow', 'default',
              now(), now(), now(), 8
            from generate_series(1, %d) n
            """
                .formatted(id.formatted(OTHERS), OTHERS))
        .param(tenant.value())
        .update();
    site.database()
        .engine()
        .sql()
        .sql(
            """
            insert into fleet.directive (tenant_id, id, type, state, business_key, params, params_hash, reason,
              requester_kind, requester_id, correlation_id, ruling, ruled_by, requested_at, attempt_limit)
            select ?, uuidv7_at, 'shop.tell', 'proposed', 'waits ' || n,
              '{"to": "anna", "text": "Hello"}', '\\x00', 'Tell anna', 'system', 'run', 'run:' || gen_random_uuid(),
              'ask', 'default', now(), 8
            from (select n, %s as uuidv7_at from generate_series(1, %d) n) rows
            """
                .formatted(id.formatted(SIGNALS).replace("'7000'", "'7001'"), WAITING))
        .param(tenant.value())
        .update();
    site.database()
        .engine()
        .sql()
        .sql(
            """
            insert into fleet.execution (tenant_id, id, definition_id, workflow, workflow_version, status, origin,
              requester_kind, requester_id, correlation, input, context, created_at, started_at, ended_at)
            select ?, %s, gen_random_uuid(), 'tell', '1.0.0', case when n %% 50 = 0 then 'faulted' else 'completed' end,
              'manual', 'human', 'ada', 'run:' || gen_random_uuid(), '{}', '{}', now(), now(), now()
            from generate_series(1, %d) n
            """
                .formatted(id.formatted(OTHERS), OTHERS))
        .param(tenant.value())
        .update();
    site.database().owner().sql().sql("analyze").update();
  }
}
