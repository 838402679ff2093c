package dev.vitrine.api.connection;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;

/**
 * How many may watch.
 *
 * @param maxConnections live connections in total, over all transports
 * @param maxSubscriptions GraphQL subscriptions of one WebSocket connection. Spring stops reading a
 *     socket, even a {@code complete}, once 255 operations run on it, so it is far below that.
 */
@ConfigurationProperties("vitrine.live")
@Validated
public record LiveLimits(
    @DefaultValue("16384") int maxConnections, @DefaultValue("64") int maxSubscriptions)
    implements Validator {

  static final int CONNECTIONS_MAX = 1_000_000;
  static final int SUBSCRIPTIONS_MAX = 128;

  @Override
  public boolean supports(Class<?> type) {
    return type == LiveLimits.class;
  }

  @Override
  public void validate(Object target, Errors errors) {
    LiveLimits it = (LiveLimits) target;
    check(it.maxConnections, CONNECTIONS_MAX, "maxConnections", "max-connections", errors);
    check(it.maxSubscriptions, SUBSCRIPTIONS_MAX, "maxSubscriptions", "max-subscriptions", errors);
  }

  private static void check(int value, int max, String field, String property, Errors errors) {
    if (value < 1 || value > max) {
      errors.rejectValue(
          field, "invalid", "vitrine.live.%s must be between 1 and %d".formatted(property, max));
    }
  }
}
