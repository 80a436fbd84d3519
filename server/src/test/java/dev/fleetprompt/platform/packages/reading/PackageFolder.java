package dev.fleetprompt.platform.packages.reading;

import dev.fleetprompt.platform.packages.PackageFiles;
import dev.fleetprompt.platform.packages.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A small package that is fine, to be spoiled in one place. */
public final class PackageFolder {

  public static final Vocabulary VOCABULARY =
      new Vocabulary(
          Set.of("activity.summarize", "template.render", "message.split"),
          Set.of("mattermost.post", "slack.post", "mail.send", "ntfy.publish", "package.install"));

  static final String MANIFEST =
      """
      name: acme/hello
      version: 1.0.0
      title: Hello
      summary: Says hello.
      category: operations
      license: Apache-2.0
      platform: ">=0.1.0 <1.0.0"
      configuration:
        type: object
        additionalProperties: false
        required: [connection, zone]
        properties:
          connection: {type: string, format: connection, title: Connection, description: Where to post.}
          zone: {type: string, format: time-zone, title: Zone, description: Your time zone.}
          time: {type: string, format: time-of-day, title: Time, description: When., default: "08:00"}
      permissions:
        functions: [template.render]
        directives: [mattermost.post]
        connectors: [mattermost]
      provides:
        workflows: [hello]
        templates: [hello.txt]
      schedules:
        - name: daily
          workflow: hello
          time: {configuration: time}
          zone: {configuration: zone}
      manual:
        - workflow: hello
          limit: 3
          per: PT1H
      signals: [value.hello.said]
      """;

  static final String WORKFLOW =
      """
      document:
        dsl: 1.0.3
        namespace: acme
        name: hello
        version: 1.0.0
      do:
        - render:
            call: template.render
            with: {template: hello.txt, data: {}}
        - post:
            call: mattermost.post
            with: {connection: "${ $config.connection }", text: "${ .text }"}
        - tell:
            emit:
              event:
                with:
                  source: package://acme/hello
                  type: value.hello.said
                  data: {}
      """;

  private final Map<String, byte[]> files = new TreeMap<>();

  public PackageFolder() {
    with("package.yaml", MANIFEST);
    with("README.md", "# Hello\n");
    with("workflows/hello.yaml", WORKFLOW);
    with("templates/hello.txt", "Hello {{name}}\n");
  }

  public PackageFolder with(String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  PackageFolder with(String path, byte[] bytes) {
    files.put(path, bytes);
    return this;
  }

  PackageFolder without(String path) {
    files.remove(path);
    return this;
  }

  /** Replaces a part of a file that must be there. */
  public PackageFolder change(String path, String part, String replacement) {
    String text = new String(files.get(path), StandardCharsets.UTF_8);
    if (!text.contains(part)) {
      throw new IllegalArgumentException(path + " does not contain '" + part + "'");
    }
    return with(path, text.replace(part, replacement));
  }

  public PackageFiles files() {
    return new PackageFiles(files);
  }
}
