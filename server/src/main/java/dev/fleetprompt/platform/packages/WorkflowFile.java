package dev.fleetprompt.platform.packages;

import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.Documents;
import dev.fleetprompt.engine.workflow.InvalidDefinitionException;
import java.util.Optional;

/** A workflow of a package, which may refer to the package's documents. */
public final class WorkflowFile {

  private static final String SCHEME = "document://";

  private WorkflowFile() {}

  /** The documents of a package under the addresses that its workflows use. */
  public static Documents documents(PackageFiles files) {
    return uri ->
        uri.startsWith(SCHEME)
            ? files.text("documents/" + uri.substring(SCHEME.length()))
            : Optional.empty();
  }

  /**
   * The text to store: with what the workflow uses of other files; empty when there is no such file
   * or it is not UTF-8. A workflow that this platform cannot read stays as it is.
   */
  public static Optional<String> stored(PackageFiles files, String path) {
    return files
        .text(path)
        .map(text -> {
          try {
            return Definition.parse(text, path, documents(files)).pinned().orElse(text);
          } catch (InvalidDefinitionException fromAnotherPlatform) {
            return text;
          }
        });
  }
}
