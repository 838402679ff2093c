package dev.vitrine.api.graphql;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.engine.ChecksumReport;
import dev.vitrine.engine.CompactionResult;
import dev.vitrine.engine.FreeSpace;
import dev.vitrine.engine.MergeAdvice;
import dev.vitrine.engine.MergeResult;
import dev.vitrine.engine.PageInfo;
import dev.vitrine.engine.PageListing;
import dev.vitrine.engine.PageOperations;
import dev.vitrine.engine.SplitAdvice;
import dev.vitrine.engine.SplitResult;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/** Pages as a whole. */
@Controller
final class PageFields {

  private final PageOperations pages;
  private final EngineCalls calls;

  PageFields(PageOperations pages, EngineCalls calls) {
    this.pages = pages;
    this.calls = calls;
  }

  @QueryMapping
  Mono<PageInfo> page(@Argument long pageId) {
    return calls.call(() -> pages.getPage(pageId));
  }

  @QueryMapping
  Mono<PageListing> pages(@Argument @Nullable Integer limit, @Argument @Nullable String cursor) {
    return calls.call(
        () -> pages.listPages(ListPart.after(cursor, Long.MAX_VALUE), ListPart.limit(limit)));
  }

  @SchemaMapping(typeName = "PageList")
  @Nullable String nextCursor(PageListing listing) {
    return ListPart.next(listing.nextAfter());
  }

  @QueryMapping
  Mono<ChecksumReport> verifyPageChecksum(@Argument long pageId) {
    return calls.call(() -> pages.verifyPageChecksum(pageId));
  }

  @QueryMapping
  Mono<FreeSpace> getPageFreeSpace(@Argument long pageId) {
    return calls.call(() -> pages.getPageFreeSpace(pageId));
  }

  @QueryMapping
  Mono<SplitAdvice> adviseSplit(@Argument long pageId, @Argument double threshold) {
    return calls.call(() -> pages.adviseSplit(pageId, Ranges.ratio("threshold", threshold)));
  }

  @QueryMapping
  Mono<MergeAdvice> adviseMerge(
      @Argument long pageId, @Argument long with, @Argument double threshold) {
    return calls.call(() -> pages.adviseMerge(pageId, with, Ranges.ratio("threshold", threshold)));
  }

  @MutationMapping
  Mono<PageInfo> createPage() {
    return calls.call(pages::createPage);
  }

  @MutationMapping
  Mono<PageInfo> loadPage(
      @Argument long pageId, @Argument byte[] image, @Argument @Nullable Long ifMatch) {
    return calls.call(() -> pages.loadPage(pageId, image, ifMatch));
  }

  @MutationMapping
  Mono<PageInfo> markPageDirty(@Argument long pageId, @Argument @Nullable Long ifMatch) {
    return calls.call(() -> pages.markPageDirty(pageId, ifMatch));
  }

  @MutationMapping
  Mono<PageInfo> resetPage(@Argument long pageId, @Argument @Nullable Long ifMatch) {
    return calls.call(() -> pages.resetPage(pageId, ifMatch));
  }

  @MutationMapping
  Mono<ChecksumReport> updatePageChecksum(@Argument long pageId, @Argument @Nullable Long ifMatch) {
    return calls.call(() -> pages.updatePageChecksum(pageId, ifMatch));
  }

  @MutationMapping
  Mono<CompactionResult> compactPage(@Argument long pageId, @Argument @Nullable Long ifMatch) {
    return calls.call(() -> pages.compactPage(pageId, ifMatch));
  }

  @MutationMapping
  Mono<SplitResult> splitPage(@Argument long pageId, @Argument @Nullable Long ifMatch) {
    return calls.call(() -> pages.splitPage(pageId, ifMatch));
  }

  @MutationMapping
  Mono<MergeResult> mergePages(
      @Argument long pageId, @Argument long with, @Argument @Nullable Long ifMatch) {
    return calls.call(() -> pages.mergePages(pageId, with, ifMatch));
  }

  @MutationMapping
  Mono<Boolean> deletePage(@Argument long pageId, @Argument @Nullable Long ifMatch) {
    return calls.run(() -> pages.deletePage(pageId, ifMatch)).thenReturn(true);
  }
}
