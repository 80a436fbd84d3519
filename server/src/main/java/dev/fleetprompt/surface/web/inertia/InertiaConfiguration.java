package dev.fleetprompt.surface.web.inertia;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.PathResourceResolver;

@Configuration(proxyBeanMethods = false)
class InertiaConfiguration implements WebMvcConfigurer {
  private static final String FOLDER = "static" + Assets.PATH;
  private static final Duration YEAR = Duration.ofDays(365);

  private final Pages pages;

  /** The manifest is read at the first page, so that the server starts without it, too. */
  InertiaConfiguration(ObjectProvider<SharedProps> shared, ObjectProvider<Assets> given) {
    Supplier<Assets> assets =
        SingletonSupplier.of(() ->
            given.getIfAvailable(() -> Assets.of(new ClassPathResource(FOLDER + "manifest.json"))));
    this.pages = new Pages(assets, () -> shared.orderedStream().toList());
  }

  @Bean
  Pages pages() {
    return pages;
  }

  @Override
  public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
    handlers.add(new PageReturns(pages));
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new FormParameters());
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new StalePages(pages)).excludePathPatterns(Assets.PATH + "**");
  }

  /**
   * Each file's name carries its hash, so it never changes; the build has compressed it already.
   */
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler(Assets.PATH + "assets/**")
        .addResourceLocations("classpath:/" + FOLDER + "assets/")
        .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable())
        .resourceChain(true)
        .addResolver(new EncodedResourceResolver())
        .addResolver(new PathResourceResolver());
  }
}
