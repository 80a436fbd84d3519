package dev.fleetprompt.platform.database;

import dev.fleetprompt.platform.database.DatabaseException.InvalidAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to enter one database.
 *
 * @param jdbcUrl the address, without user and password
 * @param user the login role
 * @param password never empty: the passwords of the application's own roles derive from the owner's
 */
public record ServerLogin(String jdbcUrl, String user, String password) {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?://(?:(?<login>[^@/?]*)@)?(?<place>[^@/?]+/[^/?]+)(?:\\?(?<parameters>.*))?");

  public ServerLogin {
    if (user.isBlank() || password.isEmpty()) {
      throw new InvalidAddress("The database's user and password are both needed.");
    }
  }

  /**
   * Reads {@code jdbc:postgresql://…} or {@code postgresql://…}. User and password come from the
   * arguments, else from the address ({@code user:password@} or the parameters {@code user} and
   * {@code password}, URL-encoded).
   *
   * @throws InvalidAddress if the address has another form or a part is missing
   */
  public static ServerLogin parse(
      String address, @Nullable String user, @Nullable String password) {
    Matcher parts = ADDRESS.matcher(address.strip());
    if (!parts.matches()) {
      throw new InvalidAddress("The database's address is not understood.");
    }
    String foundUser = user;
    String foundPassword = password;
    String login = parts.group("login");
    if (login != null) {
      String[] words = login.split(":", 2);
      foundUser = foundUser == null ? decoded(words[0]) : foundUser;
      foundPassword =
          foundPassword == null && words.length == 2 ? decoded(words[1]) : foundPassword;
    }
    List<String> rest = new ArrayList<>();
    String parameters = parts.group("parameters");
    for (String parameter : parameters == null ? new String[0] : parameters.split("&")) {
      if (parameter.startsWith("user=")) {
        foundUser = foundUser == null ? decoded(parameter.substring(5)) : foundUser;
      } else if (parameter.startsWith("password=")) {
        foundPassword = foundPassword == null ? decoded(parameter.substring(9)) : foundPassword;
      } else if (!parameter.isEmpty()) {
        rest.add(parameter);
      }
    }
    return new ServerLogin(
        "jdbc:postgresql://"
            + parts.group("place")
            + (rest.isEmpty() ? "" : "?" + String.join("&", rest)),
        foundUser == null ? "" : foundUser,
        foundPassword == null ? "" : foundPassword);
  }

  /** The same server and login, another database. */
  public ServerLogin inDatabase(String name) {
    URI inner = URI.create(jdbcUrl.substring("jdbc:".length()));
    String query = inner.getRawQuery();
    return new ServerLogin(
        "jdbc:postgresql://"
            + inner.getRawAuthority()
            + "/"
            + name
            + (query == null ? "" : "?" + query),
        user,
        password);
  }

  ServerLogin as(String role, String rolePassword) {
    return new ServerLogin(jdbcUrl, role, rolePassword);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "ServerLogin[" + user + " at " + jdbcUrl + "]";
  }
}
