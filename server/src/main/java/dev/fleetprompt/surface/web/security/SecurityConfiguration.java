package dev.fleetprompt.surface.web.security;

import dev.fleetprompt.platform.identity.Sessions;
import dev.fleetprompt.surface.web.NoticePage;
import dev.fleetprompt.surface.web.WebSettings;
import dev.fleetprompt.surface.web.inertia.ContentPolicy;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class SecurityConfiguration {
  private static final String FEATURES =
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)";

  @Bean
  FilterRegistrationBean<HostFilter> hostFilter(WebSettings settings, NoticePage notices) {
    FilterRegistrationBean<HostFilter> filter =
        new FilterRegistrationBean<>(new HostFilter(settings, notices));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http, Sessions sessions) {
    return http.sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(SecurityConfiguration::protectForms)
        .headers(SecurityConfiguration::addHeaders)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(requests ->
            requests
                // A failure of a permitted request is told as it is, not as a missing session.
                .dispatcherTypeMatchers(
                    DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                .permitAll()
                .requestMatchers(PublicRoutes.PEOPLE)
                .permitAll()
                .requestMatchers(PublicRoutes.FILES)
                .permitAll()
                .requestMatchers(PublicRoutes.PROGRAMS)
                .permitAll()
                .anyRequest()
                .authenticated())
        .exceptionHandling(refusals ->
            refusals
                .authenticationEntryPoint(new SignInFirst())
                .accessDeniedHandler(new StaleForms()))
        .addFilterBefore(new SessionFilter(sessions), AuthorizationFilter.class)
        .build();
  }

  /** The cookie and header that Inertia, and whoever else reads cookies, sends back by itself. */
  private static void protectForms(CsrfConfigurer<HttpSecurity> csrf) {
    CookieCsrfTokenRepository cookie = CookieCsrfTokenRepository.withHttpOnlyFalse();
    cookie.setCookieCustomizer(attributes -> attributes.sameSite("Lax"));
    csrf.spa()
        .csrfTokenRepository(cookie)
        .ignoringRequestMatchers(PublicRoutes.PROGRAMS)
        .ignoringRequestMatchers("/client-errors");
  }

  private static void addHeaders(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(ContentPolicy.PAGES))
        // Forms go back to the page that they came from.
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(policy -> policy.policy(FEATURES))
        .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
        .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
        .httpStrictTransportSecurity(
            strict -> strict.maxAgeInSeconds(Duration.ofDays(365).toSeconds()))
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny);
  }
}
