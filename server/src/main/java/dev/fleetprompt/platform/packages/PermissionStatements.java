package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.directives.DirectiveType;
import dev.fleetprompt.platform.directives.DirectiveTypes;
import dev.fleetprompt.platform.directives.Undo;
import dev.fleetprompt.platform.functions.FunctionCatalog;
import dev.fleetprompt.platform.functions.Reach;
import dev.fleetprompt.platform.functions.TaskFunction;
import dev.fleetprompt.platform.packages.PermissionStatement.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says in plain words what a package may do. */
final class PermissionStatements {

  private final FunctionCatalog functions;
  private final DirectiveTypes directives;

  PermissionStatements(FunctionCatalog functions, DirectiveTypes directives) {
    this.functions = functions;
    this.directives = directives;
  }

  /** What reaches furthest first. */
  List<PermissionStatement> of(Manifest.Permissions permissions) {
    return Stream.of(
            permissions.directives().stream().map(this::directive),
            permissions.hosts().stream().map(PermissionStatements::host),
            permissions.functions().stream().map(this::function),
            permissions.connectors().stream().map(PermissionStatements::connector))
        .flatMap(statements -> statements)
        .sorted(
            Comparator.comparing(PermissionStatement::kind)
                .thenComparing(PermissionStatement::name))
        .toList();
  }

  private PermissionStatement directive(String name) {
    Optional<DirectiveType<?, ?>> type = directives.find(new DirectiveName(name));
    boolean irreversible = type.map(known -> known.undo() == Undo.IRREVERSIBLE).orElse(true);
    String purpose = type.flatMap(DirectiveType::purpose).orElse("Request '" + name + "'");
    return irreversible
        ? new PermissionStatement(Kind.IRREVERSIBLE, name, purpose + "; that cannot be taken back.")
        : new PermissionStatement(Kind.EFFECT, name, purpose + "; that can be taken back.");
  }

  private PermissionStatement function(String name) {
    Optional<TaskFunction<?, ?>> function = functions.find(name);
    boolean inside = function.map(known -> known.reach() == Reach.LOCAL).orElse(false);
    String purpose =
        function
            .flatMap(TaskFunction::purpose)
            .orElse(
                inside
                    ? "Call '" + name + "', which stays within FleetPrompt"
                    : "Call '" + name + "', which looks something up outside");
    return new PermissionStatement(inside ? Kind.INSIDE : Kind.OUTSIDE, name, purpose + ".");
  }

  private static PermissionStatement connector(String name) {
    return new PermissionStatement(
        Kind.CONNECTOR, name, "Use a connection to " + name + " that you choose.");
  }

  private static PermissionStatement host(String name) {
    return new PermissionStatement(
        Kind.HOST,
        name,
        "Read from " + name + " over HTTP; it sends nothing of yours but the address.");
  }
}
