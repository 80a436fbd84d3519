package dev.fleetprompt.platform.vault;

import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.Organizations;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces the key-encryption key: a new one goes into the key file and encrypts from then on, and
 * every credential is encrypted again with it, as is what other modules keep. The old keys stay in
 * the file, for what was not reached and for backups of the database.
 */
public final class KeyRotation {

  private final Vault vault;
  private final Organizations organizations;
  private final List<SealedRows> others;

  KeyRotation(Vault vault, Organizations organizations, List<SealedRows> others) {
    this.vault = vault;
    this.organizations = organizations;
    this.others = List.copyOf(others);
  }

  /** Hears how far it is. */
  @FunctionalInterface
  public interface Listener {
    /** Called after each organization. */
    void reached(Organization organization, int credentials);
  }

  /** A credential that could not be opened. */
  public record Unopened(Organization organization, String name) {}

  /** What belongs to no organization, and what became of it. */
  public record Other(String title, String remedy, SealedRows.Resealed resealed) {}

  /**
   * What was done.
   *
   * @param credentials how many were encrypted again
   * @param unopened those that could not be, and stay as they were
   * @param others the same for what belongs to no organization
   */
  public record Report(int credentials, List<Unopened> unopened, List<Other> others) {
    /** Whether the old keys are needed for older copies of the database only. */
    public boolean isComplete() {
      return unopened.isEmpty()
          && others.stream().allMatch(other -> other.resealed().left().isEmpty());
    }
  }

  /**
   * Adds a key and encrypts everything with it. Cut short, it is run again: that adds one more key
   * and goes through what is left.
   *
   * @throws KeyFileException when the key file cannot be read or written; nothing changed then
   */
  public Report run(Listener listener) {
    vault.addKey();
    int credentials = 0;
    List<Unopened> unopened = new ArrayList<>();
    String after = null;
    List<Organization> page;
    do {
      page = organizations.list(Organizations.LONGEST_PAGE, after);
      for (Organization organization : page) {
        Vault.Resealed resealed = vault.reseal(organization.id());
        resealed.left().forEach(name -> unopened.add(new Unopened(organization, name)));
        credentials += resealed.done();
        listener.reached(organization, resealed.done());
        after = organization.slug();
      }
    } while (page.size() == Organizations.LONGEST_PAGE);
    return new Report(
        credentials,
        unopened,
        others.stream()
            .map(rows -> new Other(rows.title(), rows.remedy(), rows.reseal()))
            .toList());
  }
}
