package dev.fleetprompt.engine.workflow;

import java.util.Optional;

/** Copies of documents that a definition refers to. Nothing is ever fetched. */
@FunctionalInterface
public interface Documents {

  /** No copies. */
  Documents NONE = uri -> Optional.empty();

  /** The text of a document, at most 1 MiB; empty when there is no copy. */
  Optional<String> text(String uri);
}
