/**
 * Who may reach the service: today the local mode, in which only programs on this machine may. May
 * import {@code dev.vitrine.api} and Spring.
 */
@NullMarked
package dev.vitrine.api.security;

import org.jspecify.annotations.NullMarked;
