package dev.fleetprompt.surface.web.security;

import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.identity.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives handler methods the {@link SignedIn} or {@link Visitor} that they ask for. */
final class PeopleResolver implements HandlerMethodArgumentResolver {
  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == SignedIn.class
        || parameter.getParameterType() == Visitor.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest web,
      @Nullable WebDataBinderFactory binders) {
    Visitor visitor = Visitors.require(web.getNativeRequest(HttpServletRequest.class));
    return parameter.getParameterType() == Visitor.class
        ? visitor
        : visitor.member().orElseThrow(NoOrganizationException::new);
  }
}
