package dev.fleetprompt.platform.commit;

/**
 * A unit of work that cannot be committed, for a reason that is its own; the other units of its
 * group are not affected.
 */
public class UnitRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient UnitOfWork unit;

  /**
   * @param reason says what stands in the way and what to do
   */
  public UnitRefusedException(UnitOfWork unit, String reason) {
    super(reason);
    this.unit = unit;
  }

  public UnitOfWork unit() {
    return unit;
  }
}
