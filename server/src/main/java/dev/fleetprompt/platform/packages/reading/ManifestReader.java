package dev.fleetprompt.platform.packages.reading;

import static java.util.function.Predicate.not;

import dev.fleetprompt.platform.packages.Manifest;
import dev.fleetprompt.platform.packages.Manifest.DataUse;
import dev.fleetprompt.platform.packages.Manifest.Limit;
import dev.fleetprompt.platform.packages.Manifest.Manual;
import dev.fleetprompt.platform.packages.Manifest.Permissions;
import dev.fleetprompt.platform.packages.Manifest.Provides;
import dev.fleetprompt.platform.packages.Manifest.Schedule;
import dev.fleetprompt.platform.packages.Manifest.Timing;
import dev.fleetprompt.platform.packages.Manifest.Trigger;
import dev.fleetprompt.platform.packages.PackageName;
import dev.fleetprompt.platform.packages.Setting;
import dev.fleetprompt.platform.packages.Version;
import dev.fleetprompt.platform.packages.VersionRange;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** Reads {@code package.yaml}. */
final class ManifestReader {

  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern SIGNAL = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+");
  private static final Pattern FILE = Pattern.compile("[a-z0-9][a-z0-9._-]*");
  private static final Set<String> CATEGORIES =
      Set.of(
          "operations",
          "customer_service",
          "sales",
          "data",
          "development",
          "marketing",
          "finance",
          "hr");

  private final Findings findings;

  ManifestReader(Findings findings) {
    this.findings = findings;
  }

  /** Empty when something that everything else needs is missing; the findings say what. */
  Optional<Manifest> read(YamlDocument document) {
    Section root = new Section(document, "", document.root(), findings);
    Optional<PackageName> name = root.text("name", 121, "publisher/name", PackageName::parse);
    Optional<Version> version = root.text("version", 60, "1.0.0", Version::parse);
    Optional<String> title = root.text("title", 60, "Daily Ops Digest");
    Optional<String> summary = root.text("summary", 200, "One sentence for the marketplace.");
    Optional<String> category = root.text("category", 40, "operations", ManifestReader::category);
    Optional<String> license = root.text("license", 60, "Apache-2.0");
    Optional<VersionRange> platform =
        root.text("platform", 100, "\">=0.1.0 <1.0.0\"", VersionRange::parse);
    Permissions permissions = permissions(root.section("permissions"));
    Provides provides = provides(root.section("provides"));
    List<Trigger> triggers =
        root.sections("triggers", "name: …").stream()
            .map(this::trigger)
            .flatMap(Optional::stream)
            .toList();
    List<Schedule> schedules =
        root.sections("schedules", "name: …").stream()
            .map(this::schedule)
            .flatMap(Optional::stream)
            .toList();
    List<Manual> manual =
        root.sections("manual", "workflow: …").stream()
            .map(this::manual)
            .flatMap(Optional::stream)
            .toList();
    Set<String> signals = matching(root, "signals", SIGNAL, "value.digest.posted");
    DataUse data = data(root.section("data"));
    JsonNode configuration = root.value("configuration");
    root.refuseOthers();
    refuseRepeated(root, "triggers", triggers.stream().map(Trigger::name).toList());
    refuseRepeated(root, "schedules", schedules.stream().map(Schedule::name).toList());
    refuseRepeated(root, "manual", manual.stream().map(Manual::workflow).toList());
    if (name.isEmpty()
        || version.isEmpty()
        || title.isEmpty()
        || summary.isEmpty()
        || category.isEmpty()
        || license.isEmpty()
        || platform.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Manifest(
            name.get(),
            version.get(),
            title.get(),
            summary.get(),
            category.get(),
            license.get(),
            platform.get(),
            configuration == null ? nothingToConfigure() : configuration,
            permissions,
            provides,
            triggers,
            schedules,
            manual,
            signals,
            data));
  }

  private static JsonNode nothingToConfigure() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "object")
        .put("additionalProperties", false);
  }

  private static String category(String text) {
    if (!CATEGORIES.contains(text)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no category; there are "
              + String.join(", ", CATEGORIES.stream().sorted().toList()));
    }
    return text;
  }

  private Permissions permissions(Section section) {
    Permissions permissions =
        new Permissions(
            section.texts("functions", 100, "template.render"),
            section.texts("directives", 100, "mattermost.post"),
            section.texts("connectors", 60, "mattermost"),
            section.texts("hosts", 253, "api.example.com"));
    section.refuseOthers();
    return permissions;
  }

  private Provides provides(Section section) {
    Provides provides =
        new Provides(
            List.copyOf(matching(section, "workflows", SLUG, "daily-ops-digest")),
            List.copyOf(matching(section, "templates", FILE, "digest.md")),
            List.copyOf(matching(section, "documents", FILE, "shop.yaml")));
    section.refuseOthers();
    return provides;
  }

  private static Set<String> matching(Section section, String key, Pattern form, String example) {
    Set<String> texts = section.texts(key, 100, example);
    texts.stream()
        .filter(not(form.asMatchPredicate()))
        .forEach(text ->
            section.problem(
                key, "'" + text + "' is no valid name.", "Write it like '" + example + "'."));
    return texts;
  }

  private DataUse data(Section section) {
    DataUse data =
        new DataUse(
            List.copyOf(section.texts("reads", 300, "what is read, in plain words")),
            List.copyOf(section.texts("writes", 300, "what is written, in plain words")));
    section.refuseOthers();
    return data;
  }

  private Optional<Trigger> trigger(Section section) {
    Optional<String> name = section.text("name", 60, "new-order", text -> form(text, SLUG));
    Optional<String> signal =
        section.text("signal", 200, "shop.order.placed", text -> form(text, SIGNAL));
    Optional<JsonNode> filter = Optional.ofNullable(section.value("filter"));
    Optional<String> workflow = section.text("workflow", 100, "my-workflow");
    section.refuseOthers();
    return name.isEmpty() || signal.isEmpty() || workflow.isEmpty()
        ? Optional.empty()
        : Optional.of(new Trigger(name.get(), signal.get(), filter, workflow.get()));
  }

  private Optional<Schedule> schedule(Section section) {
    Optional<String> name = section.text("name", 60, "daily", text -> form(text, SLUG));
    Optional<String> workflow = section.text("workflow", 100, "my-workflow");
    Optional<Timing> timing = timing(section);
    Optional<Setting> zone = setting(section, "zone", "Europe/Berlin");
    Setting enabled =
        section.has("enabled")
            ? setting(section, "enabled", "true").orElse(new Setting.Literal(BooleanNode.TRUE))
            : new Setting.Literal(BooleanNode.TRUE);
    section.refuseOthers();
    return name.isEmpty() || workflow.isEmpty() || timing.isEmpty() || zone.isEmpty()
        ? Optional.empty()
        : Optional.of(new Schedule(name.get(), workflow.get(), timing.get(), zone.get(), enabled));
  }

  private static Optional<Timing> timing(Section section) {
    boolean daily = section.has("time");
    boolean cron = section.has("cron");
    if (daily == cron) {
      section.problem(
          daily ? "time" : "",
          "A schedule needs either 'time' or 'cron'.",
          "Write 'time: \"08:00\"' or 'cron: \"0 8 * * 1-5\"', not both.");
      return Optional.empty();
    }
    return daily
        ? setting(section, "time", "\"08:00\"").map(Timing.Daily::new)
        : setting(section, "cron", "\"0 8 * * 1-5\"").map(Timing.Cron::new);
  }

  private static Optional<Setting> setting(Section section, String key, String example) {
    JsonNode value = section.value(key);
    if (value instanceof StringNode || value instanceof BooleanNode) {
      return Optional.of(new Setting.Literal(value));
    }
    if (value != null
        && value.isObject()
        && value.size() == 1
        && value.get("configuration") instanceof StringNode property) {
      return Optional.of(new Setting.FromConfiguration(property.stringValue()));
    }
    section.problem(
        key,
        "'" + key + "' must be a value or name a property of the configuration.",
        "Write '%s: %s' or '%s: {configuration: %s}'.".formatted(key, example, key, key));
    return Optional.empty();
  }

  private Optional<Manual> manual(Section section) {
    Optional<String> workflow = section.text("workflow", 100, "my-workflow");
    Optional<Limit> limit = Optional.empty();
    if (section.has("limit") || section.has("per")) {
      Optional<Integer> starts = section.number("limit", 1, 10_000);
      Optional<Duration> per = section.text("per", 20, "PT1H", ManifestReader::period);
      limit = starts.flatMap(number -> per.map(period -> new Limit(number, period)));
    }
    section.refuseOthers();
    Optional<Limit> found = limit;
    return workflow.map(name -> new Manual(name, found));
  }

  private static Duration period(String text) {
    try {
      Duration period = Duration.parse(text);
      if (period.compareTo(Duration.ofMinutes(1)) >= 0
          && period.compareTo(Duration.ofDays(31)) <= 0) {
        return period;
      }
    } catch (DateTimeException notADuration) {
      // the same refusal
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no ISO 8601 duration from one minute to 31 days");
  }

  private static String form(String text, Pattern form) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is no valid name");
    }
    return text;
  }

  private static void refuseRepeated(Section root, String key, List<String> names) {
    Set<String> seen = new HashSet<>();
    List<String> repeated = new ArrayList<>();
    names.stream().filter(not(seen::add)).forEach(repeated::add);
    repeated.forEach(name ->
        root.problem(key, "'" + name + "' appears twice in '" + key + "'.", "Keep one of them."));
  }
}
