package dev.fleetprompt.platform.commit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** Connections that count their statements, and whose next commit can be tampered with. */
final class WatchedConnections {

  /** What happens in place of a commit. */
  @FunctionalInterface
  interface AtCommit {
    void commit(Connection connection) throws SQLException;
  }

  private final AtomicReference<AtCommit> next = new AtomicReference<>(Connection::commit);
  private final AtomicInteger statements = new AtomicInteger();

  /** Replaces the next commit; those after it are ordinary. */
  void atNextCommit(AtCommit instead) {
    next.set(instead);
  }

  int statements() {
    return statements.get();
  }

  DataSource watching(DataSource connections) {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              Object result = invoke(connections, method, arguments);
              return result instanceof Connection opened ? watch(opened) : result;
            });
  }

  private Connection watch(Connection opened) {
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("commit")) {
                next.getAndSet(Connection::commit).commit(opened);
                return null;
              }
              if (method.getName().endsWith("Statement")) {
                statements.incrementAndGet();
              }
              return invoke(opened, method, arguments);
            });
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
