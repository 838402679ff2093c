package dev.vitrine.api.rest;

import static dev.vitrine.api.ProblemCode.CHECKSUM_FAILURE;
import static dev.vitrine.api.ProblemCode.DISK_FULL;
import static dev.vitrine.api.ProblemCode.PAGE_IMAGE_INVALID;
import static dev.vitrine.api.ProblemCode.PAGE_NOT_FOUND;
import static dev.vitrine.api.ProblemCode.PAGE_OWNED;
import static dev.vitrine.api.ProblemCode.PAGE_PINNED;
import static dev.vitrine.api.ProblemCode.READ_ONLY;
import static dev.vitrine.api.openapi.AnswerHeader.ETAG;
import static dev.vitrine.api.openapi.AnswerHeader.LOCATION;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.Limits;
import dev.vitrine.api.openapi.Answers;
import dev.vitrine.engine.ChecksumReport;
import dev.vitrine.engine.PageInfo;
import dev.vitrine.engine.PageOperations;
import dev.vitrine.event.EventFamily;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Pages as a whole: created, listed, replaced, emptied, freed. */
@RestController
@RequestMapping(path = Replies.BASE + "/pages", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "pages", description = "Pages and the records on them, through the buffer pool.")
final class PageController {

  private final PageOperations pages;
  private final EngineCalls calls;
  private final StateReads reads;

  PageController(PageOperations pages, EngineCalls calls, StateReads reads) {
    this.pages = pages;
    this.calls = calls;
    this.reads = reads;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Create a slotted page",
      description = "Allocates a page with an empty slot directory. It belongs to the page API.")
  @Answers(
      success = "Created.",
      problems = {DISK_FULL, READ_ONLY},
      headers = {LOCATION, ETAG})
  Mono<ResponseEntity<PageInfo>> createPage() {
    return calls
        .call(pages::createPage)
        .map(page -> Replies.created("/pages/" + page.pageId(), page, page.lsn()));
  }

  @GetMapping
  @Operation(summary = "List pages", description = "In the order of their ids. Costs no I/O.")
  @Answers(success = "A part of the list.")
  Mono<PageListView> listPages(
      @Parameter(description = "The most items to answer.")
          @RequestParam(defaultValue = Limits.LISTING_DEFAULT)
          @Min(value = 1, message = Limits.LISTING)
          @Max(value = Limits.LISTING_MAX, message = Limits.LISTING)
          int limit,
      @Parameter(description = "The next_cursor of the part before; none for the start.")
          @RequestParam(required = false)
          @Min(value = 0, message = Limits.NOT_NEGATIVE)
          @Nullable Long cursor) {
    return reads.read(
        EventFamily.PAGE,
        place -> PageListView.of(pages.listPages(PagingCursor.after(cursor), limit), place));
  }

  @GetMapping("/{id}")
  @Operation(
      summary = "Look at a page",
      description =
          "What the page is now: type, owner, version, room, and what the buffer pool holds "
              + "of it.")
  @Answers(
      success = "The page.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE},
      headers = {ETAG})
  Mono<ResponseEntity<PageView>> getPage(@PageId @PathVariable long id) {
    return reads
        .read(EventFamily.PAGE, cursor -> new PageView(pages.getPage(id), cursor))
        .map(view -> Replies.ok(view, view.page().lsn()));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Free a page",
      description = "The page answers 404 from then on; its space is used again.")
  @Answers(
      success = "Freed.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE, PAGE_OWNED, READ_ONLY, PAGE_PINNED})
  Mono<Void> deletePage(@PageId @PathVariable long id, IfMatch ifMatch) {
    return calls.run(() -> pages.deletePage(id, ifMatch.lsn()));
  }

  @PutMapping(
      path = "/{id}/content",
      consumes = {MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.APPLICATION_JSON_VALUE})
  @Operation(
      summary = "Replace a page by an image",
      description =
          "The body is a full page image, raw or as base64 in JSON. The server sets magic, id, LSN"
              + " and checksum; a foreign id, another type or a broken slot directory is refused. A"
              + " damaged page is replaced too, unless `If-Match` asks for its LSN. To try it out:"
              + " read an image with readPage, change it, send it.")
  @Answers(
      success = "The page as it is now.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE, PAGE_OWNED, READ_ONLY, PAGE_IMAGE_INVALID},
      headers = {ETAG})
  Mono<ResponseEntity<PageInfo>> loadPage(
      @PageId @PathVariable long id, @RequestBody ByteBody body, IfMatch ifMatch) {
    return calls
        .call(() -> pages.loadPage(id, body.data(), ifMatch.lsn()))
        .map(page -> Replies.ok(page, page.lsn()));
  }

  @PostMapping("/{id}/mark-dirty")
  @Operation(
      summary = "Mark a page dirty",
      description = "The page is written with the next flush even if nothing changed.")
  @Answers(
      success = "The page as it is now.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE, PAGE_OWNED, READ_ONLY},
      headers = {ETAG})
  Mono<ResponseEntity<PageInfo>> markPageDirty(@PageId @PathVariable long id, IfMatch ifMatch) {
    return calls
        .call(() -> pages.markPageDirty(id, ifMatch.lsn()))
        .map(page -> Replies.ok(page, page.lsn()));
  }

  @PostMapping("/{id}/reset")
  @Operation(summary = "Empty a page", description = "Every record goes; id, type and owner stay.")
  @Answers(
      success = "The page as it is now.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE, PAGE_OWNED, READ_ONLY},
      headers = {ETAG})
  Mono<ResponseEntity<PageInfo>> resetPage(@PageId @PathVariable long id, IfMatch ifMatch) {
    return calls
        .call(() -> pages.resetPage(id, ifMatch.lsn()))
        .map(page -> Replies.ok(page, page.lsn()));
  }

  @GetMapping("/{id}/checksum")
  @Operation(
      summary = "Verify a page's checksum",
      description =
          "Compares the stored CRC32C with the bytes. A bad page is a result here (valid: "
              + "false), not a problem.")
  @Answers(
      success = "Both checksums.",
      problems = {PAGE_NOT_FOUND})
  Mono<ChecksumReport> verifyPageChecksum(@PageId @PathVariable long id) {
    return calls.call(() -> pages.verifyPageChecksum(id));
  }

  @PostMapping("/{id}/checksum")
  @Operation(
      summary = "Set a page's checksum",
      description = "Computes the CRC32C of the page as it is and stores it in the page's header.")
  @Answers(
      success = "Both checksums.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE, PAGE_OWNED, READ_ONLY})
  Mono<ChecksumReport> updatePageChecksum(@PageId @PathVariable long id, IfMatch ifMatch) {
    return calls.call(() -> pages.updatePageChecksum(id, ifMatch.lsn()));
  }
}
