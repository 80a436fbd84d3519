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
import java.util.Optional;
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

  private final TenantDatabase database;
  private final KeyRing keys;
  private final KnownSecrets known;
  private final Clock clock;

  private static final String ANY_KEY_USED = "select exists (select from fleet.vault_key)";

  private Vault(TenantDatabase database, KeyRing keys, KnownSecrets known, Clock clock) {
    this.database = database;
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
    KeyRing keys =
        KeyRing.open(
            new KeyFile(keyFile),
            () -> !replaceLostKey && owner.sql().sql(ANY_KEY_USED).query(Boolean.class).single());
    return new Vault(database, keys, new KnownSecrets(new SecureRandom()), clock);
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
   * Deletes a secret, as part of the tenant's transaction that {@code sql} belongs to; none is
   * fine.
   */
  public void remove(JdbcClient sql, TenantId tenant, String name) {
    sql.sql(REMOVE).param(tenant.value()).param(name).update();
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
    long key = Integer.toUnsignedLong(keys.newest());
    sql.sql(USE_KEY).param(key).param(now).update();
    sql.sql(PUT)
        .param(tenant.value())
        .param(name)
        .param(keys.seal(tenant, name, secret))
        .param(key)
        .param(now)
        .update();
  }

  private SecretValue unseal(TenantId tenant, String name, Sealed sealed) {
    if (!keys.holds((int) sealed.key())) {
      throw new VaultException(
          "vault.key_unknown",
          "The credential '%s' was encrypted with key %d, which is not in the key file. Put back the key file that has it, or connect again."
              .formatted(name, sealed.key()));
    }
    try {
      return keys.unseal(tenant, name, sealed.bytes());
    } catch (GeneralSecurityException e) {
      throw new VaultException(
          "vault.credential_damaged",
          "The credential '"
              + name
              + "' was altered in the database; connect again to replace it.");
    }
  }

  private static Sealed read(ResultSet row, int index) throws SQLException {
    return new Sealed(row.getBytes("sealed"), row.getLong("key_id"));
  }

  private record Sealed(byte[] bytes, long key) {}
}
