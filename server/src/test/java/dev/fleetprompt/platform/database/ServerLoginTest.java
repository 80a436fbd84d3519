package dev.fleetprompt.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.database.DatabaseException.InvalidAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerLoginTest {
  @ParameterizedTest
  @CsvSource({
    "postgresql://ann:secret@db.example:5433/fleet, jdbc:postgresql://db.example:5433/fleet",
    "postgres://ann:secret@db.example/fleet?sslmode=require, jdbc:postgresql://db.example/fleet?sslmode=require",
    "jdbc:postgresql://db.example/fleet?user=ann&password=secret, jdbc:postgresql://db.example/fleet",
    "jdbc:postgresql://db.example/fleet?password=secret&ssl=true&user=ann, jdbc:postgresql://db.example/fleet?ssl=true",
  })
  void bothFormsAreRead(String address, String jdbcUrl) {
    assertThat(ServerLogin.parse(address, null, null))
        .isEqualTo(new ServerLogin(jdbcUrl, "ann", "secret"));
  }

  @Test
  void encodedCharactersAreDecodedAndPlusIsItself() {
    ServerLogin login = ServerLogin.parse("postgresql://a%40b:p%2Fq+r@db/fleet", null, null);

    assertThat(login.user()).isEqualTo("a@b");
    assertThat(login.password()).isEqualTo("p/q+r");
  }

  @Test
  void separateUserAndPasswordWin() {
    ServerLogin login = ServerLogin.parse("postgresql://ann:secret@db/fleet", "bob", "other");

    assertThat(login.user()).isEqualTo("bob");
    assertThat(login.password()).isEqualTo("other");
    assertThat(login.jdbcUrl()).isEqualTo("jdbc:postgresql://db/fleet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "mysql://ann:secret@db/fleet", "postgresql://db", "postgresql://ann@db/fleet"})
  void whatIsNoAddressIsRefusedWithoutRepeatingIt(String address) {
    assertThatThrownBy(() -> ServerLogin.parse(address, null, null))
        .isInstanceOf(InvalidAddress.class)
        .hasMessageContaining("postgresql://USER:PASSWORD@HOST:5432/DATABASE")
        .hasMessageNotContaining("secret");
  }

  @Test
  void itsTextDoesNotHoldThePassword() {
    assertThat(ServerLogin.parse("postgresql://ann:secret@db/fleet", null, null).toString())
        .doesNotContain("secret");
  }

  @Test
  void anotherDatabaseKeepsServerAndParameters() {
    ServerLogin login =
        ServerLogin.parse("postgresql://ann:secret@db:5433/fleet?ssl=true", null, null);

    assertThat(login.inDatabase("other").jdbcUrl())
        .isEqualTo("jdbc:postgresql://db:5433/other?ssl=true");
  }
}
