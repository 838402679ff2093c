package dev.vitrine.api.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.mock.env.MockEnvironment;

class ListenAddressCheckTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.0.0.2"})
  void loopbackIsFine(String address) {
    assertThatCode(() -> check(at(address))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.168.0.10"})
  void anyOtherAddressIsRefused(String address) {
    assertThatThrownBy(() -> check(at(address)))
        .isInstanceOf(UnsafeListenAddressException.class)
        .hasMessageContaining("server.address")
        .hasMessageContaining("vitrine.api-key or vitrine.allowed-hosts is not set");
  }

  @Test
  void noAddressMeansAllAddressesAndIsRefused() {
    assertThatThrownBy(() -> check(new MockEnvironment()))
        .isInstanceOf(UnsafeListenAddressException.class)
        .hasMessageContaining("all addresses");
  }

  @Test
  void aManagementPortOfItsOwnIsHeldToTheSameRule() {
    MockEnvironment environment = at("127.0.0.1").withProperty("server.port", "8080");
    assertThatCode(() -> check(environment.withProperty("management.server.port", "8080")))
        .doesNotThrowAnyException();
    assertThatCode(() -> check(environment.withProperty("management.server.port", "-1")))
        .doesNotThrowAnyException();

    assertThatThrownBy(() -> check(environment.withProperty("management.server.port", "9090")))
        .isInstanceOf(UnsafeListenAddressException.class)
        .hasMessageContaining("management.server.address");
    assertThatCode(() -> check(environment.withProperty("management.server.address", "127.0.0.1")))
        .doesNotThrowAnyException();
  }

  private static MockEnvironment at(String address) {
    return new MockEnvironment().withProperty("server.address", address);
  }

  private static void check(MockEnvironment environment) {
    new ListenAddressCheck(environment).customize(new NettyReactiveWebServerFactory());
  }
}
