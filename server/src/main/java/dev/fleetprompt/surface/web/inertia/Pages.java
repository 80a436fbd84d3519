package dev.fleetprompt.surface.web.inertia;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes pages: HTML for a first request, JSON for one of the page before. */
final class Pages {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final Supplier<Assets> assets;
  private final Supplier<List<SharedProps>> shared;

  Pages(Supplier<Assets> assets, Supplier<List<SharedProps>> shared) {
    this.assets = assets;
    this.shared = SingletonSupplier.of(shared);
  }

  private record PageObject(
      String component,
      Map<String, @Nullable Object> props,
      String url,
      String version,
      Map<String, List<Flash>> flash) {}

  String version() {
    return assets.get().version();
  }

  void write(Page page, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    write(page, page.status().value() < 500, request.getRequestURI(), request, response);
  }

  /**
   * @param knowsViewer whether the props of {@link SharedProps} are wanted and can be had
   * @param path what the browser asked for
   */
  void write(
      Page page,
      boolean knowsViewer,
      String path,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Assets files = assets.get();
    Assets.Tags tags = files.tags(page.component());
    Asked asked = Asked.in(request).of(page.component());
    Notes notes = Notes.take(request, response);
    Map<String, @Nullable Object> props = new LinkedHashMap<>();
    if (knowsViewer) {
      for (SharedProps provider : shared.get()) {
        provider.of(request).forEach((name, value) -> put(name, value, asked, props));
      }
    }
    for (RecordComponent component : page.props().getClass().getRecordComponents()) {
      put(component.getName(), read(component, page.props()), asked, props);
    }
    props.put("errors", notes.errors());
    PageObject object =
        new PageObject(
            page.component(),
            props,
            address(path, request),
            files.version(),
            notes.said().isEmpty() ? Map.of() : Map.of("messages", notes.said()));
    send(JSON.writeValueAsString(object), page, tags, request, response);
  }

  private static void send(
      String json,
      Page page,
      Assets.Tags tags,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    response.setStatus(page.status().value());
    response.addHeader(HttpHeaders.VARY, Protocol.INERTIA);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    String body;
    if (request.getHeader(Protocol.INERTIA) != null) {
      response.setHeader(Protocol.INERTIA, "true");
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      body = json;
    } else {
      response.setContentType("text/html;charset=UTF-8");
      body = Document.of(tags, json, request);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  private static void put(
      String name, @Nullable Object value, Asked asked, Map<String, @Nullable Object> props) {
    if (!asked.wants(name)) {
      return;
    }
    if (!(value instanceof Lazy<?> lazy)) {
      props.put(name, value);
    } else if (!lazy.isOnDemand() || asked.demands(name)) {
      props.put(name, lazy.value());
    }
  }

  private static @Nullable Object read(RecordComponent component, Record props) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(props);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static String address(String path, HttpServletRequest request) {
    return request.getQueryString() == null ? path : path + "?" + request.getQueryString();
  }
}
