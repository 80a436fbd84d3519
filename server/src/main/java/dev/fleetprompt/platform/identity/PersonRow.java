package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * A person as the database holds them.
 *
 * @param totp the second proof's secret, once it is confirmed
 */
record PersonRow(
    PersonId id,
    Email email,
    String name,
    String passwordHash,
    Optional<Vault.Sealed> totp,
    boolean disabled) {
  static final String COLUMNS =
      """
      person_id, email, email_key, name, password_hash, totp_sealed, totp_key_id,
      totp_confirmed_at is not null as totp_confirmed, disabled_at is not null as disabled
      """;

  static PersonRow read(ResultSet row, int index) throws SQLException {
    byte[] sealed = row.getBytes("totp_sealed");
    return new PersonRow(
        new PersonId(row.getObject("person_id", UUID.class)),
        new Email(row.getString("email"), row.getString("email_key")),
        row.getString("name"),
        row.getString("password_hash"),
        sealed != null && row.getBoolean("totp_confirmed")
            ? Optional.of(new Vault.Sealed(sealed, row.getLong("totp_key_id")))
            : Optional.empty(),
        row.getBoolean("disabled"));
  }
}
