package dev.fleetprompt.platform.ingress;

import dev.fleetprompt.platform.signals.InvalidSignalException;
import java.util.List;

/** Events that were refused; none of their request was taken in. */
public final class RefusedEventsException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Refusal> refusals;

  /**
   * Why one event was refused.
   *
   * @param index its place in the request, from 0
   */
  public record Refusal(int index, InvalidSignalException reason) {}

  RefusedEventsException(List<Refusal> refusals) {
    super(refusals.size() + " events were refused");
    this.refusals = List.copyOf(refusals);
  }

  /** At least one, in the order of the request. */
  public List<Refusal> refusals() {
    return refusals;
  }
}
