package dev.fleetprompt.isolation;

import dev.fleetprompt.platform.database.AppDatabase;
import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.database.OwnerDatabase;
import jakarta.servlet.Filter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Asks the database, before every statement that a request's thread sends, as whom it would run.
 * Given to an application as a source; not found by scanning.
 */
class StatementProbe {
  static final List<Seen> SEEN = new CopyOnWriteArrayList<>();

  private static final ThreadLocal<Boolean> IN_REQUEST = ThreadLocal.withInitial(() -> false);

  /** One statement. */
  record Seen(String pool, String role, String sql) {}

  @Bean
  static BeanPostProcessor databases() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return switch (bean) {
          case AppDatabase app -> new AppDatabase(watched(app.dataSource(), "app"));
          case IdentityDatabase identity ->
              new IdentityDatabase(watched(identity.dataSource(), "identity"));
          case OwnerDatabase owner -> new OwnerDatabase(watched(owner.dataSource(), "owner"));
          default -> bean;
        };
      }
    };
  }

  @Bean
  FilterRegistrationBean<Filter> requests() {
    FilterRegistrationBean<Filter> filter =
        new FilterRegistrationBean<>((request, response, chain) -> {
          IN_REQUEST.set(true);
          try {
            chain.doFilter(request, response);
          } finally {
            IN_REQUEST.remove();
          }
        });
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  private static DataSource watched(DataSource pool, String name) {
    return proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          Object result = invoke(pool, method, arguments);
          return result instanceof Connection connection ? watched(connection, name) : result;
        });
  }

  private static Connection watched(Connection connection, String pool) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          Object result = invoke(connection, method, arguments);
          if (result instanceof PreparedStatement statement && arguments != null) {
            return watched(
                PreparedStatement.class, statement, connection, pool, String.valueOf(arguments[0]));
          }
          return result instanceof Statement statement
              ? watched(Statement.class, statement, connection, pool, "")
              : result;
        });
  }

  private static <S extends Statement> S watched(
      Class<S> type, S statement, Connection connection, String pool, String sql) {
    return proxy(
        type,
        (proxy, method, arguments) -> {
          if (method.getName().startsWith("execute") && IN_REQUEST.get()) {
            String text =
                arguments != null && arguments.length > 0 ? String.valueOf(arguments[0]) : sql;
            SEEN.add(new Seen(pool, role(connection), text));
          }
          return invoke(statement, method, arguments);
        });
  }

  private static String role(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select current_user")) {
      row.next();
      return row.getString(1);
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            StatementProbe.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object invoke(
      Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
