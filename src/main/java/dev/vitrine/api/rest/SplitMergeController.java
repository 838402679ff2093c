package dev.vitrine.api.rest;

import static dev.vitrine.api.ProblemCode.CHECKSUM_FAILURE;
import static dev.vitrine.api.ProblemCode.DISK_FULL;
import static dev.vitrine.api.ProblemCode.PAGE_FULL;
import static dev.vitrine.api.ProblemCode.PAGE_NOT_FOUND;
import static dev.vitrine.api.ProblemCode.PAGE_OWNED;
import static dev.vitrine.api.ProblemCode.PAGE_PINNED;
import static dev.vitrine.api.ProblemCode.READ_ONLY;
import static dev.vitrine.api.openapi.AnswerHeader.ETAG;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.Limits;
import dev.vitrine.api.openapi.Answers;
import dev.vitrine.engine.MergeAdvice;
import dev.vitrine.engine.MergeResult;
import dev.vitrine.engine.PageOperations;
import dev.vitrine.engine.SplitAdvice;
import dev.vitrine.engine.SplitResult;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Pages that are too full or too empty: advice, splits, merges. */
@RestController
@RequestMapping(path = Replies.BASE + "/pages/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "pages", description = "Pages and the records on them, through the buffer pool.")
final class SplitMergeController {

  private final PageOperations pages;
  private final EngineCalls calls;

  SplitMergeController(PageOperations pages, EngineCalls calls) {
    this.pages = pages;
    this.calls = calls;
  }

  @GetMapping("/split-advice")
  @Operation(
      summary = "Should the page be split?",
      description = "Yes when it is fuller than the threshold and has at least two records.")
  @Answers(
      success = "The advice and its reason.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE})
  Mono<SplitAdvice> adviseSplit(
      @PageId @PathVariable long id,
      @Parameter(description = "Used share of the page above which to split, 0..1.")
          @RequestParam(defaultValue = Limits.SPLIT_THRESHOLD_DEFAULT)
          @DecimalMin(value = "0", message = Limits.RATIO)
          @DecimalMax(value = "1", message = Limits.RATIO)
          double threshold) {
    return calls.call(() -> pages.adviseSplit(id, threshold));
  }

  @PostMapping("/split")
  @Operation(
      summary = "Split a page",
      description =
          "Moves the upper half of the records, by bytes, to a new page, and answers their "
              + "new handles. Needs two records.")
  @Answers(
      success = "Both pages and what moved.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE, PAGE_OWNED, READ_ONLY, DISK_FULL},
      headers = {ETAG})
  Mono<ResponseEntity<SplitResult>> splitPage(@PageId @PathVariable long id, IfMatch ifMatch) {
    return calls
        .call(() -> pages.splitPage(id, ifMatch.lsn()))
        .map(result -> Replies.ok(result, result.lsn()));
  }

  @GetMapping("/merge-advice")
  @Operation(
      summary = "Should two pages be merged?",
      description = "Yes when both are emptier than the threshold and fit into one.")
  @Answers(
      success = "The advice and its reason.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE})
  Mono<MergeAdvice> adviseMerge(
      @PageId @PathVariable long id,
      @Parameter(description = "The id of the other page.", example = "2")
          @RequestParam
          @Min(value = 0, message = Limits.NOT_NEGATIVE)
          long with,
      @Parameter(description = "Used share of each page below which to merge, 0..1.")
          @RequestParam(defaultValue = Limits.MERGE_THRESHOLD_DEFAULT)
          @DecimalMin(value = "0", message = Limits.RATIO)
          @DecimalMax(value = "1", message = Limits.RATIO)
          double threshold) {
    return calls.call(() -> pages.adviseMerge(id, with, threshold));
  }

  @PostMapping("/merge")
  @Operation(
      summary = "Merge two pages",
      description =
          "Moves every record of the other page to this one, answers their new handles and "
              + "frees the other page.")
  @Answers(
      success = "The remaining page and what moved.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE, PAGE_OWNED, READ_ONLY, PAGE_FULL, PAGE_PINNED},
      headers = {ETAG})
  Mono<ResponseEntity<MergeResult>> mergePages(
      @PageId @PathVariable long id,
      @Parameter(description = "The id of the other page.", example = "2")
          @RequestParam
          @Min(value = 0, message = Limits.NOT_NEGATIVE)
          long with,
      IfMatch ifMatch) {
    return calls
        .call(() -> pages.mergePages(id, with, ifMatch.lsn()))
        .map(result -> Replies.ok(result, result.lsn()));
  }
}
