package dev.vitrine.api.security;

/** The service would listen where others than local programs reach it, without authentication. */
final class UnsafeListenAddressException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String property;

  UnsafeListenAddressException(String property, String address) {
    super(
        property
            + " is "
            + address
            + ", which is not a loopback address, and vitrine.api-key or vitrine.allowed-hosts is"
            + " not set: anybody who reaches that address could read and change everything");
    this.property = property;
  }

  String property() {
    return property;
  }
}
