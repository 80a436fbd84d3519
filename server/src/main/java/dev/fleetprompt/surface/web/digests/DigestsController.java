package dev.fleetprompt.surface.web.digests;

import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveQuery;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.directives.Failure;
import dev.fleetprompt.platform.directives.Summary;
import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.PackageRegistry;
import dev.fleetprompt.platform.packages.PackageVersion;
import dev.fleetprompt.surface.web.inertia.NotFoundException;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Copies of what digests said, kept with their runs: those that were posted and those that were
 * only previewed.
 */
@Controller
final class DigestsController {

  private static final String POSTED = "value.digest.posted";
  private static final int PER_PAGE = 30;
  private static final int MOST_POSTS = 20;

  private final Executions executions;
  private final Installations installations;
  private final PackageRegistry registry;
  private final Directives directives;

  DigestsController(
      Executions executions,
      Installations installations,
      PackageRegistry registry,
      Directives directives) {
    this.executions = executions;
    this.installations = installations;
    this.registry = registry;
    this.directives = directives;
  }

  /**
   * A digest.
   *
   * @param posted whether it went out; null while that is not known
   * @param from the window it is about
   * @param begins its first line
   */
  record Row(
      UUID id,
      String title,
      String workflow,
      String status,
      String origin,
      @Nullable Boolean posted,
      @Nullable String from,
      @Nullable String to,
      @Nullable String begins,
      Instant at) {}

  /**
   * The list.
   *
   * @param installed whether any package makes digests here
   */
  record ListPage(Rows<Row> digests, boolean installed) {}

  /** Where it went, or is to go. */
  record Post(
      UUID directive, String type, String state, String recipient, @Nullable String failure) {}

  record ShowPage(Row digest, String text, List<Post> posts, UUID installation) {}

  @GetMapping("/digests")
  Page list(SignedIn who, @RequestParam(defaultValue = "") String after) {
    List<Installation> makers =
        installations.list(who.tenant()).stream().filter(this::makesDigests).toList();
    List<Execution> found = new ArrayList<>();
    for (Installation maker : makers) {
      found.addAll(
          executions.page(
              who.tenant(),
              new Executions.Query(
                  Optional.empty(), Optional.of(maker.id()), id(after), PER_PAGE + 1)));
    }
    found.sort(Comparator.comparing((Execution run) -> run.id().toString()).reversed());
    return Page.of(
        "Digests/Index",
        new ListPage(
            Rows.of(
                    found.subList(0, Math.min(found.size(), PER_PAGE + 1)),
                    PER_PAGE,
                    run -> run.id().toString())
                .map(this::row),
            makers.stream().anyMatch(maker -> maker.status().live())));
  }

  @GetMapping("/digests/{id}")
  Page show(SignedIn who, @PathVariable String id) {
    Execution run =
        id(id)
            .flatMap(known -> executions.find(who.tenant(), known))
            .filter(found -> maker(found).isPresent())
            .orElseThrow(() -> new NotFoundException("digest"));
    List<Directive> own =
        directives.page(who.tenant(), DirectiveQuery.newest(MOST_POSTS).ofRun(run.id()));
    return Page.of(
        "Digests/Show",
        new ShowPage(
            row(run),
            text(run).or(() -> planned(own)).orElse(""),
            own.stream().map(this::post).toList(),
            run.installation().orElseThrow()));
  }

  private Post post(Directive directive) {
    return new Post(
        directive.id(),
        directive.type().value(),
        directive.state().text(),
        directives.summary(directive).preview().map(Summary.Preview::recipient).orElse(""),
        directive.failure().map(Failure::message).orElse(null));
  }

  private Optional<String> planned(List<Directive> own) {
    return own.stream()
        .flatMap(directive -> directives.summary(directive).preview().stream())
        .map(Summary.Preview::body)
        .findFirst();
  }

  private Row row(Execution run) {
    Optional<String> text = text(run);
    return new Row(
        run.id(),
        maker(run).map(version -> version.manifest().title()).orElse(run.workflow()),
        run.workflow(),
        run.status().text(),
        run.origin(),
        run.output()
            .map(output -> output.path("posted"))
            .filter(posted -> posted.isBoolean())
            .map(posted -> posted.booleanValue())
            .orElse(null),
        run.context().path("window").path("from").asString(null),
        run.context().path("window").path("to").asString(null),
        text.map(DigestsController::firstLine).orElse(null),
        run.createdAt());
  }

  private static Optional<String> text(Execution run) {
    return run.output()
        .map(output -> output.path("text"))
        .filter(text -> text.isString())
        .map(text -> text.stringValue());
  }

  private static String firstLine(String text) {
    String line =
        text.lines().map(String::strip).filter(one -> !one.isEmpty()).findFirst().orElse("");
    String plain = line.replaceAll("^#+\\s*", "").replace("*", "");
    return plain.length() <= 160 ? plain : plain.substring(0, 159) + "…";
  }

  private Optional<PackageVersion> maker(Execution run) {
    return run.installation()
        .flatMap(id -> installations.find(run.tenant(), id))
        .filter(this::makesDigests)
        .flatMap(found -> registry.find(found.name(), found.version()));
  }

  private boolean makesDigests(Installation installation) {
    return registry
        .find(installation.name(), installation.version())
        .filter(version -> version.manifest().signals().contains(POSTED))
        .isPresent();
  }

  private static Optional<UUID> id(String text) {
    try {
      return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
