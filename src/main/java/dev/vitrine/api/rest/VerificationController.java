package dev.vitrine.api.rest;

import static dev.vitrine.api.ProblemCode.PAGE_NOT_FOUND;
import static dev.vitrine.api.ProblemCode.VERIFICATION_NOT_FOUND;
import static dev.vitrine.api.openapi.AnswerHeader.LOCATION;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.openapi.Answers;
import dev.vitrine.engine.Verification;
import dev.vitrine.engine.Verification.State;
import dev.vitrine.engine.VerificationOperations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Looking for damage, in the whole store or on one page. */
@RestController
@RequestMapping(path = Replies.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "verification", description = "Looking for damage while the engine works.")
final class VerificationController {

  private static final String ID = "The verification's id, from its start.";
  private static final String PATH = "/verifications";

  private final VerificationOperations verifications;
  private final EngineCalls calls;

  VerificationController(VerificationOperations verifications, EngineCalls calls) {
    this.verifications = verifications;
    this.calls = calls;
  }

  @PostMapping(PATH)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Verify the store",
      description =
          "Looks at the control file, at the log up to where it is durable, at every page, at what"
              + " the allocation map and the buffer pool have of it, and at who owns it, while the"
              + " engine goes on working. busy while another verification goes on.")
  @Answers(success = "Started; its address tells how far it is.", headers = LOCATION)
  Mono<ResponseEntity<Verification>> startVerification() {
    return calls
        .call(verifications::startVerification)
        .map(started -> Replies.accepted(PATH + "/" + started.id(), started));
  }

  @GetMapping(PATH)
  @Operation(
      summary = "List verifications",
      description =
          "The one that goes on and the last that have ended, in the order of their starts.")
  @Answers(success = "The verifications.")
  Mono<VerificationListView> listVerifications() {
    return calls.call(() -> new VerificationListView(verifications.listVerifications()));
  }

  @GetMapping(PATH + "/{id}")
  @Operation(
      summary = "Look at a verification",
      description =
          "How far it is; with a report once it is done: what was found, of which at most 1,000"
              + " are told, and what is worth knowing and harms nothing.")
  @Answers(success = "The verification.", problems = VERIFICATION_NOT_FOUND)
  Mono<Verification> getVerification(
      @Parameter(description = ID, example = "verification-1") @PathVariable String id) {
    return calls.call(() -> verifications.getVerification(id));
  }

  @DeleteMapping(PATH + "/{id}")
  @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
  @ApiResponse(responseCode = "202", useReturnTypeSchema = true)
  @Operation(
      summary = "Cancel a verification",
      description =
          "It ends after the page it is at, without a report, and can still be looked at.")
  @Answers(
      success = "The verification: 202 while it ends, 200 when it had ended.",
      problems = VERIFICATION_NOT_FOUND)
  Mono<ResponseEntity<Verification>> cancelVerification(
      @Parameter(description = ID, example = "verification-1") @PathVariable String id) {
    return calls.call(() -> {
      Verification cancelled = verifications.cancelVerification(id);
      HttpStatus status = cancelled.state() == State.RUNNING ? HttpStatus.ACCEPTED : HttpStatus.OK;
      return ResponseEntity.status(status).body(cancelled);
    });
  }

  @GetMapping(
      path = "/pages/{id}/dump",
      produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE})
  @Operation(
      summary = "Take a page apart",
      description =
          "Header, slots with the first bytes of their records, and all bytes in hex and as text,"
              + " as the frame has them if the page is in one. Works for damaged pages and for"
              + " those of the engine too.")
  @Answers(success = "The page as JSON, or as text for people.", problems = PAGE_NOT_FOUND)
  Mono<PageDumpView> dumpPage(@PageId @PathVariable long id) {
    return calls.call(() -> new PageDumpView(verifications.dumpPage(id)));
  }
}
