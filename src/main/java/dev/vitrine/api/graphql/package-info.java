/**
 * The GraphQL door: a thin controller for each subsystem, the subscriptions, and what guards them.
 * The schema is in {@code graphql-schema/}. May import everything below {@code dev.vitrine.api}.
 */
@NullMarked
package dev.vitrine.api.graphql;

import org.jspecify.annotations.NullMarked;
