package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Stage;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Ends what a directive began, one by one: it is rare. An installation on its way in is that of the
 * directive itself; one on its way out was last moved by it.
 */
final class EndInstallationWriter implements ChangeWriter<EndInstallation> {

  private static final String FAIL =
      """
      update fleet.installation i
         set status = 'failed', error_code = ?, error = ?, changed_at = ?
       where i.tenant_id = ? and i.id = ? and i.id = ?
         and i.status in ('queued', 'installing')
      returning i.tenant_id, i.id, i.status
      """;

  private static final String RESTORE =
      """
      update fleet.installation i
         set status = (
               select m.status from fleet.installation_move m
                where m.tenant_id = i.tenant_id and m.installation_id = i.id
                  and m.status in ('installed', 'disabled')
                order by m.number desc
                limit 1),
             error_code = ?, error = ?, changed_at = ?
       where i.tenant_id = ? and i.id = ? and i.status = 'uninstalling'
         and ? = (
               select m.directive_id from fleet.installation_move m
                where m.tenant_id = i.tenant_id and m.installation_id = i.id
                order by m.number desc
                limit 1)
      returning i.tenant_id, i.id, i.status
      """;

  private static final String WITH_STEP =
      """
      with ended as (%s)
      insert into fleet.installation_move
        (tenant_id, installation_id, number, status, directive_id, actor_kind, actor_id, reason, at)
      select e.tenant_id, e.id,
             1 + (select count(*) from fleet.installation_move m
                  where m.tenant_id = e.tenant_id and m.installation_id = e.id),
             e.status, ?, ?, ?, ?, ?
      from ended e
      """;

  @Override
  public Class<EndInstallation> changes() {
    return EndInstallation.class;
  }

  @Override
  public Stage stage() {
    return Stage.HISTORY;
  }

  @Override
  public void write(Batch<EndInstallation> batch) throws SQLException {
    for (Batch.Entry<EndInstallation> entry : batch.entries()) {
      EndInstallation end = entry.change();
      String sql =
          switch (end) {
            case EndInstallation.Fail fail -> FAIL;
            case EndInstallation.Restore restore -> RESTORE;
          };
      try (PreparedStatement statement =
          batch.connection().prepareStatement(WITH_STEP.formatted(sql))) {
        OffsetDateTime at = OffsetDateTime.ofInstant(end.at(), ZoneOffset.UTC);
        Object[] values = {
          end.error().code(),
          end.error().message(),
          at,
          entry.tenant().value(),
          end.installation(),
          end.directive(),
          end.directive(),
          end.actor().kind().text(),
          end.actor().id(),
          end.error().message(),
          at
        };
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
      }
    }
  }
}
