package dev.fleetprompt.platform.vault;

import dev.fleetprompt.platform.database.OwnerDatabase;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tenants' secrets. Written once, opened by connectors only, never shown again. Each is
 * encrypted with a data key of its own under the newest key of the key file, bound to its tenant
 * and name. Safe for many threads.
 */
public final class Vault {
  private static final String PUT =
      """
      insert into fleet.credential (tenant_id, name, sealed, key_id, updated_at)
      values (?, ?, ?, ?, ?)
      on conflict (tenant_id, name) do update
      set sealed = excluded.sealed, key_id = excluded.key_id, updated_at = excluded.updated_at
      """;

  private static final String USE_KEY =
      "insert into fleet.vault_key (key_id, first_used_at) values (?, ?) on conflict do nothing";

  private static final String OPEN =
      "select sealed, key_id from fleet.credential where tenant_id = ? and name = ?";

  private static final String REMOVE =
      "delete from fleet.credential where tenant_id = ? and name = ?";

  // The primary key.
  private static final String WITH_OTHER_KEYS =
      """
      select name, sealed, key_id from fleet.credential
      where tenant_id = ? and name > ? and key_id <> ?
      order by name
      limit ?
      for update
      """;

  private static final String RESEAL =
      "update fleet.credential set sealed = ?, key_id = ? where tenant_id = ? and name = ?";

  private static final int BATCH = 100;

  private final TenantDatabase database;
  private final KeyFile file;
  private volatile KeyRing keys;
  private final KnownSecrets known;
  private final Clock clock;

  private static final String ANY_KEY_USED = "select exists (select from fleet.vault_key)";

  private Vault(
      TenantDatabase database, KeyFile file, KeyRing keys, KnownSecrets known, Clock clock) {
    this.database = database;
    this.file = file;
    this.keys = keys;
    this.known = known;
    this.clock = clock;
  }

  /**
   * The vault whose keys are in {@code keyFile}, which is made when nothing was ever encrypted.
   *
   * @param replaceLostKey make a new key also when the file is missing although credentials exist;
   *     they have to be given again
   * @throws KeyFileException when the file is missing although credentials exist, damaged, or open
   *     to others
   */
  public static Vault keptWith(
      Path keyFile,
      boolean replaceLostKey,
      TenantDatabase database,
      OwnerDatabase owner,
      Clock clock) {
    KeyFile file = new KeyFile(keyFile);
    KeyRing keys =
        KeyRing.open(
            file,
            () -> !replaceLostKey && owner.sql().sql(ANY_KEY_USED).query(Boolean.class).single());
    return new Vault(database, file, keys, new KnownSecrets(new SecureRandom()), clock);
  }

  /**
   * Stores a secret, in place of one of the same name.
   *
   * @param name 1 to 200 characters, unique in the tenant
   */
  public void put(TenantId tenant, String name, SecretValue secret) {
    known.add(tenant, secret);
    database.inTransaction(
        tenant,
        sql -> {
          write(sql, tenant, name, secret);
          return name;
        });
  }

  /**
   * Like {@link #put(TenantId, String, SecretValue)}, as part of the tenant's transaction that
   * {@code sql} belongs to.
   */
  public void put(JdbcClient sql, TenantId tenant, String name, SecretValue secret) {
    known.add(tenant, secret);
    write(sql, tenant, name, secret);
  }

  /**
   * Opens a secret, for a connector that is about to use it. The caller closes it.
   *
   * @throws VaultException when there is none of this name, or it cannot be decrypted
   */
  public SecretValue open(TenantId tenant, String name) {
    return find(tenant, name)
        .orElseThrow(() ->
            new VaultException(
                "vault.credential_missing",
                "There is no credential '" + name + "'; connect again to give it."));
  }

  /**
   * Like {@link #open}, where there may be none.
   *
   * @throws VaultException when it cannot be decrypted
   */
  public Optional<SecretValue> find(TenantId tenant, String name) {
    Optional<Sealed> sealed =
        database.readOnly(
            tenant,
            sql -> sql.sql(OPEN).param(tenant.value()).param(name).query(Vault::read).optional());
    Optional<SecretValue> secret = sealed.map(row -> unseal(tenant, name, row));
    secret.ifPresent(opened -> known.add(tenant, opened));
    return secret;
  }

  /**
   * Encrypts a secret that another module keeps in a row of its own, as part of the transaction
   * that {@code sql} belongs to.
   *
   * @param purpose what it is for, such as {@code person.totp}; with {@code owner} needed to open
   *     it
   */
  public Sealed seal(JdbcClient sql, String purpose, UUID owner, SecretValue secret) {
    KeyRing ring = newestRing();
    long key = use(sql, ring, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
    return new Sealed(ring.seal(new TenantId(owner), purpose, secret), key);
  }

  /**
   * Opens what {@link #seal} made for the same purpose and owner. The caller closes it.
   *
   * @throws VaultException when it cannot be decrypted
   */
  public SecretValue unseal(String purpose, UUID owner, Sealed sealed) {
    return unseal(new TenantId(owner), purpose, sealed);
  }

  /**
   * Encrypts with the newest key what {@link #seal} made for the same purpose and owner, as part of
   * the transaction that {@code sql} belongs to.
   *
   * @throws VaultException when it cannot be decrypted
   */
  public Sealed resealed(JdbcClient sql, String purpose, UUID owner, Sealed sealed) {
    try (SecretValue secret = unseal(purpose, owner, sealed)) {
      return seal(sql, purpose, owner, secret);
    }
  }

  /** The number of the key that encrypts now; what has another is to be {@link #resealed}. */
  public long newestKey() {
    return Integer.toUnsignedLong(newestRing().newest());
  }

  /**
   * An encrypted secret.
   *
   * @param key the number of the key-encryption key
   */
  public record Sealed(byte[] bytes, long key) {
    @Override
    public String toString() {
      return "Sealed";
    }
  }

  /**
   * Deletes a secret, as part of the tenant's transaction that {@code sql} belongs to; none is
   * fine.
   */
  public void remove(JdbcClient sql, TenantId tenant, String name) {
    sql.sql(REMOVE).param(tenant.value()).param(name).update();
  }

  /**
   * Adds a key to the key file, which encrypts from now on; all others stay in it and still
   * decrypt. Other processes learn of it when they meet a credential that was encrypted with it.
   *
   * @throws KeyFileException when the file cannot be read or written
   */
  void addKey() {
    keys = KeyRing.rotate(file);
  }

  /**
   * What became of a tenant's credentials.
   *
   * @param done how many are encrypted with the newest key now and were not before
   * @param left the names of those that could not be opened, and stay as they are
   */
  record Resealed(int done, List<String> left) {}

  /**
   * Encrypts a tenant's credentials with the newest key where they are not, a hundred in a
   * transaction.
   */
  Resealed reseal(TenantId tenant) {
    KeyRing ring = keys;
    int done = 0;
    List<String> left = new ArrayList<>();
    String after = "";
    List<Named> batch;
    do {
      String from = after;
      int leftBefore = left.size();
      batch = database.inTransaction(tenant, sql -> reseal(sql, tenant, ring, from, left));
      done += batch.size() - (left.size() - leftBefore);
      after = batch.isEmpty() ? after : batch.getLast().name();
    } while (batch.size() == BATCH);
    return new Resealed(done, left);
  }

  private List<Named> reseal(
      JdbcClient sql, TenantId tenant, KeyRing ring, String after, List<String> left) {
    long key = use(sql, ring, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
    List<Named> batch =
        sql.sql(WITH_OTHER_KEYS)
            .param(tenant.value())
            .param(after)
            .param(key)
            .param(BATCH)
            .query((row, index) -> new Named(row.getString("name"), read(row, index)))
            .list();
    for (Named credential : batch) {
      try (SecretValue secret = unseal(tenant, credential.name(), credential.sealed())) {
        sql.sql(RESEAL)
            .param(ring.seal(tenant, credential.name(), secret))
            .param(key)
            .param(tenant.value())
            .param(credential.name())
            .update();
      } catch (VaultException e) {
        left.add(credential.name());
      }
    }
    return batch;
  }

  /**
   * Masks in any text the secrets of the tenant that this process has had in its memory, in the
   * forms in which they travel, and tokens of known formats.
   */
  public Scrubber scrub(TenantId tenant) {
    return text -> Scrubber.ofFormats().scrub(known.mask(tenant, text));
  }

  /**
   * Like {@link #scrub(TenantId)} for the secrets of all tenants: for logs and other texts of the
   * platform's own. What it masks in a text that a tenant wrote would tell that tenant something
   * about another's secret.
   */
  public Scrubber scrub() {
    return text -> Scrubber.ofFormats().scrub(known.mask(text));
  }

  private void write(JdbcClient sql, TenantId tenant, String name, SecretValue secret) {
    OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    KeyRing ring = newestRing();
    long key = use(sql, ring, now);
    sql.sql(PUT)
        .param(tenant.value())
        .param(name)
        .param(ring.seal(tenant, name, secret))
        .param(key)
        .param(now)
        .update();
  }

  private static long use(JdbcClient sql, KeyRing ring, OffsetDateTime now) {
    long key = Integer.toUnsignedLong(ring.newest());
    sql.sql(USE_KEY).param(key).param(now).update();
    return key;
  }

  private SecretValue unseal(TenantId tenant, String name, Sealed sealed) {
    KeyRing ring = ringWith((int) sealed.key());
    if (!ring.holds((int) sealed.key())) {
      throw new VaultException(
          "vault.key_unknown",
          "The credential '%s' was encrypted with key %d, which is not in the key file. Put back the key file that has it, or connect again."
              .formatted(name, sealed.key()));
    }
    try {
      return ring.unseal(tenant, name, sealed.bytes());
    } catch (GeneralSecurityException e) {
      throw new VaultException(
          "vault.credential_damaged",
          "The credential '"
              + name
              + "' was altered in the database; connect again to replace it.");
    }
  }

  /** Writing is rare, and another process may have added a key. */
  private KeyRing newestRing() {
    if (file.exists()) {
      keys = KeyRing.read(file);
    }
    return keys;
  }

  /** Another process may have added a key since this one read the file. */
  private KeyRing ringWith(int key) {
    if (!keys.holds(key) && file.exists()) {
      keys = KeyRing.read(file);
    }
    return keys;
  }

  private static Sealed read(ResultSet row, int index) throws SQLException {
    return new Sealed(row.getBytes("sealed"), row.getLong("key_id"));
  }

  private record Named(String name, Sealed sealed) {}
}
