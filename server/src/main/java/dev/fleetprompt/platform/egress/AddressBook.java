package dev.fleetprompt.platform.egress;

import dev.fleetprompt.platform.egress.EgressFailure.BeforeSending;
import dev.fleetprompt.platform.egress.EgressFailure.BeforeSending.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Resolves names within a deadline; the system's resolver has none of its own. */
final class AddressBook {
  private static final int MOST_ADDRESSES = 64;

  private final NameResolver names;

  AddressBook(NameResolver names) {
    this.names = names;
  }

  Resolution resolve(Target target, Deadline deadline) throws EgressFailure {
    FutureTask<List<InetAddress>> lookup = new FutureTask<>(() -> names.resolve(target.host()));
    Thread.ofVirtual().name("egress-resolve").start(lookup);
    try {
      List<InetAddress> addresses = lookup.get(deadline.millisLeft(), TimeUnit.MILLISECONDS);
      if (addresses.isEmpty() || addresses.size() > MOST_ADDRESSES) {
        throw unresolved(target, "has no usable address");
      }
      return new Resolution(target.host(), target.port(), addresses);
    } catch (TimeoutException e) {
      lookup.cancel(true);
      throw unresolved(target, "could not be resolved in time");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException) {
        throw unresolved(target, "has no address");
      }
      throw new IllegalStateException("The name resolver failed for " + target, e.getCause());
    } catch (InterruptedException e) {
      lookup.cancel(true);
      Thread.currentThread().interrupt();
      throw new BeforeSending(
          Reason.INTERRUPTED, "The call to " + target + " was stopped before anything was sent.");
    }
  }

  private static EgressFailure unresolved(Target target, String why) {
    return new BeforeSending(
        Reason.NAME_NOT_RESOLVED,
        "The host name of "
            + target
            + " "
            + why
            + "; check the name and this machine's name service.");
  }
}
