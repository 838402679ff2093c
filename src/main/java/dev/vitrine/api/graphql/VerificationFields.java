package dev.vitrine.api.graphql;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.engine.Verification;
import dev.vitrine.engine.VerificationOperations;
import dev.vitrine.engine.page.PageDump;
import java.util.List;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/** Looking for damage, in the whole store or on one page. */
@Controller
final class VerificationFields {

  private final VerificationOperations verifications;
  private final EngineCalls calls;

  VerificationFields(VerificationOperations verifications, EngineCalls calls) {
    this.verifications = verifications;
    this.calls = calls;
  }

  @QueryMapping
  Mono<List<Verification>> verifications() {
    return calls.call(verifications::listVerifications);
  }

  @QueryMapping
  Mono<Verification> verification(@Argument String id) {
    return calls.call(() -> verifications.getVerification(id));
  }

  @QueryMapping
  Mono<PageDump> dumpPage(@Argument long pageId) {
    return calls.call(() -> verifications.dumpPage(pageId));
  }

  @MutationMapping
  Mono<Verification> startVerification() {
    return calls.call(verifications::startVerification);
  }

  @MutationMapping
  Mono<Verification> cancelVerification(@Argument String id) {
    return calls.call(() -> verifications.cancelVerification(id));
  }
}
