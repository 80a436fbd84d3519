package dev.fleetprompt.platform.packages;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Formats of texts in configurations, beyond those of JSON Schema. */
public enum ConfigurationFormat {
  /** A name of the IANA time zone database. */
  TIME_ZONE("time-zone", "IANA time zone", "Europe/Berlin", Forms.ZONES::contains),
  /** {@code HH:MM}, 24 hours. */
  TIME_OF_DAY("time-of-day", "time of day", "08:30", Forms.TIME.asMatchPredicate()),
  /** An ISO 4217 code. */
  CURRENCY("currency", "ISO 4217 currency", "EUR", Forms.CURRENCIES::contains),
  /** The name of one of the organization's connections. */
  CONNECTION("connection", "name of a connection", "mattermost", Forms.NAME.asMatchPredicate()),
  /** A Mattermost channel's URL name, or {@code @user} for a direct message. */
  MATTERMOST_CHANNEL(
      "mattermost-channel", "Mattermost channel", "town-square", Forms.CHANNEL.asMatchPredicate()),
  /**
   * Where a message goes within a connection: a channel, {@code @person}, topic or mail address.
   */
  MESSAGE_TARGET(
      "message-target",
      "channel, person, topic or mail address",
      "town-square",
      Forms.TARGET.asMatchPredicate()),
  /** An {@code https} address. */
  HTTPS_ADDRESS("https-address", "https address", "https://example.com/icon.png", Forms::https);

  private final String name;
  private final String meaning;
  private final String example;
  private final Predicate<String> form;

  ConfigurationFormat(String name, String meaning, String example, Predicate<String> form) {
    this.name = name;
    this.meaning = meaning;
    this.example = example;
    this.form = form;
  }

  /** As schemas write it. */
  public String text() {
    return name;
  }

  /** The format that a schema's {@code format} names. */
  public static Optional<ConfigurationFormat> named(String name) {
    for (ConfigurationFormat format : values()) {
      if (format.name.equals(name)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** In words, to follow "is no". */
  public String meaning() {
    return meaning;
  }

  public String example() {
    return example;
  }

  public boolean accepts(String text) {
    return form.test(text);
  }

  private static final class Forms {

    static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
    static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    static final Pattern NAME = Pattern.compile("\\S|\\S[^\\p{Cntrl}]{0,98}\\S");
    static final Pattern CHANNEL = Pattern.compile("@?[a-z0-9][a-z0-9._-]{0,63}");
    static final Pattern TARGET = Pattern.compile("[^\\s\\p{Cntrl},;<>]{1,320}");
    static final Set<String> CURRENCIES =
        Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    static boolean https(String text) {
      try {
        URI address = new URI(text);
        return "https".equals(address.getScheme())
            && address.getHost() != null
            && address.getUserInfo() == null
            && text.length() <= 500;
      } catch (URISyntaxException malformed) {
        return false;
      }
    }
  }
}
