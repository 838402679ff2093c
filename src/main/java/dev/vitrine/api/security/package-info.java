/**
 * Who may reach the service: programs on this machine, and with an API key others too. May import
 * {@code dev.vitrine.api} and Spring.
 */
@NullMarked
package dev.vitrine.api.security;

import org.jspecify.annotations.NullMarked;
