package dev.fleetprompt.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.net.DatagramSocket;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever leaves this process goes through {@code platform.egress}. */
class EgressRulesTest {
  /** Packages that may open or ask for a socket, and why. */
  private static final String[] EXCEPTIONS = {
    "dev.fleetprompt.platform.egress..",
    // Gives the mail library a line that egress opened; the library opens none.
    "dev.fleetprompt.capability.connectors.mail..",
    // Serves posts on the loopback; calls nobody.
    "dev.fleetprompt.capability.connectors.mattermost.receiver..",
    // Looks for a free port of the loopback and waits for its own PostgreSQL.
    "dev.fleetprompt.platform.database.embedded..",
    // The operator's commands talk to the running server on the loopback.
    "dev.fleetprompt.surface.terminal.."
  };

  private static final Set<Class<?>> SOCKETS =
      Set.of(
          Socket.class,
          ServerSocket.class,
          DatagramSocket.class,
          HttpURLConnection.class,
          URLConnection.class,
          SocketChannel.class,
          ServerSocketChannel.class,
          AsynchronousSocketChannel.class);

  @Test
  void onlyEgressOpensSockets() {
    DescribedPredicate<JavaClass> sockets =
        describe("sockets", type -> SOCKETS.stream().anyMatch(type::isEquivalentTo));
    noClasses()
        .that()
        .resideOutsideOfPackages(EXCEPTIONS)
        .should()
        .dependOnClassesThat(
            sockets.or(
                resideInAnyPackage(
                    "java.net.http..",
                    "javax.net..",
                    "com.sun.net.httpserver..",
                    "org.apache.hc..",
                    "org.springframework.web.client..",
                    "org.springframework.http.client..")))
        .because("every address is vetted, pinned and bounded in one place")
        .check(Production.CLASSES);
  }

  @Test
  void noUrlIsOpened() {
    noClasses()
        .that()
        .resideOutsideOfPackages(EXCEPTIONS)
        .should()
        .callMethodWhere(
            describe(
                "a URL is opened",
                call ->
                    call.getTargetOwner().isEquivalentTo(URL.class)
                        && Set.of("openConnection", "openStream", "getContent")
                            .contains(call.getName())))
        .because("a URL names a resource of the class path, or goes through platform.egress")
        .check(Production.CLASSES);
  }
}
