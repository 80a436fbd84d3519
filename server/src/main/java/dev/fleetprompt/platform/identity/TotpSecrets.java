package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.vault.SealedRows;
import dev.fleetprompt.platform.vault.Vault;
import dev.fleetprompt.platform.vault.VaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The secrets that people's authenticator apps hold, as a rotation of the keys reaches them. */
final class TotpSecrets implements SealedRows {
  static final String PURPOSE = "person.totp";

  private static final int BATCH = 100;
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  /** The primary key. A secret that is replaced meanwhile is waited for, and is new then. */
  private static final String WITH_OTHER_KEYS =
      """
      select person_id, email, totp_sealed, totp_key_id from fleet.person
       where person_id > :after and totp_key_id <> :key
       order by person_id limit :batch for update
      """;

  private static final String RESEAL =
      "update fleet.person set totp_sealed = :sealed, totp_key_id = :key where person_id = :person";

  private final IdentityDatabase database;
  private final Vault vault;

  TotpSecrets(IdentityDatabase database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  private record Row(UUID person, String email, Vault.Sealed sealed) {}

  @Override
  public String title() {
    return "Authenticator apps";
  }

  @Override
  public String remedy() {
    return "Remove it with './fleet person reset-password EMAIL --remove-second-factors'; the person sets up a new one.";
  }

  @Override
  public Resealed reseal() {
    int done = 0;
    List<String> left = new ArrayList<>();
    UUID after = BEFORE_ALL;
    List<Row> batch;
    do {
      UUID from = after;
      int leftBefore = left.size();
      batch = database.inTransaction(sql -> reseal(sql, from, left));
      done += batch.size() - (left.size() - leftBefore);
      after = batch.isEmpty() ? after : batch.getLast().person();
    } while (batch.size() == BATCH);
    return new Resealed(done, left);
  }

  private List<Row> reseal(JdbcClient sql, UUID after, List<String> left) {
    List<Row> batch =
        sql.sql(WITH_OTHER_KEYS)
            .param("after", after)
            .param("key", vault.newestKey())
            .param("batch", BATCH)
            .query((row, index) ->
                new Row(
                    row.getObject("person_id", UUID.class),
                    row.getString("email"),
                    new Vault.Sealed(row.getBytes("totp_sealed"), row.getLong("totp_key_id"))))
            .list();
    for (Row row : batch) {
      try {
        Vault.Sealed sealed = vault.resealed(sql, PURPOSE, row.person(), row.sealed());
        sql.sql(RESEAL)
            .param("sealed", sealed.bytes())
            .param("key", sealed.key())
            .param("person", row.person())
            .update();
      } catch (VaultException e) {
        left.add(row.email());
      }
    }
    return batch;
  }
}
