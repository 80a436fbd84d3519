package dev.fleetprompt.surface.terminal;

import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.Resolution;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.surface.terminal.orders.Reading;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/** What a person asked for. Paths are meant from the folder that they were in. */
public sealed interface Request {
  /** Shows the whole loop once. */
  record Demo(
      boolean once,
      Optional<OrderImport> orders,
      Optional<LocalDate> day,
      Optional<ZoneId> zone,
      Optional<String> currency,
      Optional<String> webhook,
      boolean allowPrivateAddress,
      Optional<Path> json,
      int port)
      implements Request {
    /** Without the webhook, whose address is a secret. */
    @Override
    public String toString() {
      return "Demo";
    }
  }

  /**
   * A file of orders.
   *
   * @param columns how to read it; its zone and currency are the demo's
   */
  record OrderImport(Path file, ReadingOptions columns) {}

  /** What was said about how to read a file. */
  record ReadingOptions(
      Optional<String> number,
      Optional<String> date,
      Optional<String> customer,
      Optional<String> total,
      Optional<dev.fleetprompt.surface.terminal.orders.DayOrder> dayOrder,
      Optional<dev.fleetprompt.surface.terminal.orders.DecimalMark> decimalMark) {
    public Reading in(ZoneId zone, Optional<String> currency) {
      return new Reading(number, date, customer, total, dayOrder, decimalMark, zone, currency);
    }
  }

  /** Starts the server. */
  record Up(int port) implements Request {}

  /** What an operator does about people. */
  sealed interface AboutPeople extends Request {}

  /** Lists everybody. */
  record ListPeople() implements AboutPeople {}

  /** Makes a link with which someone becomes a member. */
  record InvitePerson(String email, String organization, Role role) implements AboutPeople {}

  /**
   * Makes a link with which someone sets a new password.
   *
   * @param alsoSecondProofs whether authenticator app and passkeys are removed too
   */
  record ResetPassword(String email, boolean alsoSecondProofs) implements AboutPeople {}

  /** Keeps a person out of everything. */
  record DisablePerson(String email) implements AboutPeople {}

  /** Lets them in again. */
  record EnablePerson(String email) implements AboutPeople {}

  /** Lists an organization's directives. */
  record ListDirectives(String organization, int size, Optional<DirectiveState> state)
      implements Request {}

  /** Shows one directive with its attempts. */
  record ShowDirective(String organization, UUID id) implements Request {}

  /** Says what became of a directive in doubt. */
  record ResolveDirective(String organization, UUID id, Resolution resolution) implements Request {}

  /** Lists an organization's signals. */
  record ListSignals(String organization, int size, Optional<String> family) implements Request {}

  /** Lists an organization's runs. */
  record ListRuns(String organization, int size) implements Request {}

  /** Pauses, resumes, cancels or retries one run. */
  record ControlRun(String organization, UUID id, RunVerb verb, String reason) implements Request {}

  /** What may be done about a run. */
  enum RunVerb {
    PAUSE,
    RESUME,
    CANCEL,
    RETRY
  }

  /** Drops what is older than its retention, in all organizations. */
  record Retention() implements Request {}

  /** Encrypts all credentials with a new key. */
  record RotateKeys() implements Request {}

  /** Checks a package. */
  record LintPackage(Path folder) implements Request {}

  /** Looks for what is wrong. */
  record Doctor() implements Request {}
}
