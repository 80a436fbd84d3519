package dev.fleetprompt.platform.tenancy;

/** Why an organization cannot be created or entered; the message says what to do about it. */
public abstract sealed class TenancyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private TenancyException(String code, String message) {
    super(code + ": " + message);
  }

  private TenancyException(String code, String message, Throwable cause) {
    super(code + ": " + message, cause);
  }

  /** A stable name of the kind of error. */
  public abstract String code();

  /** What was asked for is not an organization. */
  public static final class InvalidOrganization extends TenancyException {
    private static final long serialVersionUID = 1L;

    InvalidOrganization(String message) {
      super("organization.invalid", message);
    }

    @Override
    public String code() {
      return "organization.invalid";
    }
  }

  /** The slug is taken. */
  public static final class OrganizationExists extends TenancyException {
    private static final long serialVersionUID = 1L;

    OrganizationExists(String slug, Throwable cause) {
      super(
          "organization.exists",
          "there is an organization '%s'. Choose another slug.".formatted(slug),
          cause);
    }

    @Override
    public String code() {
      return "organization.exists";
    }
  }

  /** Its role or schema could not be made; nothing of it remains. */
  public static final class ProvisioningFailed extends TenancyException {
    private static final long serialVersionUID = 1L;

    ProvisioningFailed(String slug, Throwable cause) {
      super(
          "organization.provisioning_failed",
          "the organization '%s' was not created and nothing of it remains: %s. A role or schema of that name from elsewhere must be removed first; otherwise try again."
              .formatted(slug, cause.getMessage()),
          cause);
    }

    @Override
    public String code() {
      return "organization.provisioning_failed";
    }
  }

  /** There is no organization with this id. */
  public static final class UnknownTenant extends TenancyException {
    private static final long serialVersionUID = 1L;

    UnknownTenant(TenantId id) {
      super("tenant.unknown", "there is no organization %s, or it is not ready yet.".formatted(id));
    }

    @Override
    public String code() {
      return "tenant.unknown";
    }
  }

  /** A tenant's transaction was begun inside another one of the same thread. */
  public static final class NestedTransaction extends TenancyException {
    private static final long serialVersionUID = 1L;

    NestedTransaction() {
      super(
          "tenant.nested_transaction",
          "this thread is already in a tenant's transaction. Pass its JdbcClient on, or begin the second transaction after the first.");
    }

    @Override
    public String code() {
      return "tenant.nested_transaction";
    }
  }
}
