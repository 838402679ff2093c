// The tabs of a first visit. A test runs every operation in here against the schema.
export const examples = [
  {
    query: `# Vitrine: press Ctrl-Enter (or the button) to run. Documentation is at the left.
query Overview {
  status { state durability pageSizeBytes openedAt currentLsn }
  disks { path device fileSystem usableBytes usedByEngineBytes }
  countPages { allocated free fileBytes }
  getBufferPool { totalFrames usedFrames dirtyFrames hitRate policy }
}
`,
  },
  {
    query: `# Creates a page. Note its id, and use it in the next tab.
mutation CreatePage {
  createPage { pageId type sizeBytes lsn freeBytes }
}
`,
  },
  {
    query: `# Bytes are base64: "SGVsbG8=" is "Hello". Both writes are durable when they are answered.
mutation WriteRecords($pageId: BigInt!) {
  hello: insertRecord(pageId: $pageId, record: "SGVsbG8=") { slot lengthBytes lsn }
  world: insertRecord(pageId: $pageId, record: "d29ybGQ=") { slot lengthBytes lsn }
}

query ReadRecord($pageId: BigInt!) {
  getRecord(pageId: $pageId, slot: 0) { text data lsn }
  getPageFreeSpace(pageId: $pageId) { contiguousBytes maxRecordBytes usedRatio }
}
`,
    variables: '{ "pageId": 1 }',
  },
  {
    query: `# Watches the buffer pool, once a second.
subscription WatchBufferPool {
  bufferPoolMetrics(intervalSeconds: 1) {
    timestamp totalPages usedPages freePages dirtyPages hitRate evictions
  }
}
`,
  },
  {
    query: `# Every page event as it happens. Keep the last cursor, and give it as "since" to resume.
subscription WatchPages($since: String) {
  pageEvents(since: $since) {
    cursor
    sequence
    event {
      __typename
      ... on PageAllocated { pageId size }
      ... on PageSplit { originalPageId newPageId reason }
      ... on PageMerged { page1Id page2Id resultPageId }
      ... on PageCompacted { pageId bytesReclaimed }
      ... on PageFreed { pageId }
      ... on ChecksumFailure { pageId expected actual }
      ... on Gap { fromSequence toSequence dropped cause }
    }
  }
}
`,
  },
  {
    query: `# Disk activity: totals since the start, and the distribution of latencies.
query IoStatistics {
  getIoStats {
    reads writes syncs bytesRead bytesWritten sinceSeconds
    p50ReadLatencyUs p99ReadLatencyUs p50WriteLatencyUs p99WriteLatencyUs
  }
  getIops(seconds: 10) { iops readIops writeIops }
}

subscription WatchDisk {
  diskIoMetrics(intervalSeconds: 1) {
    timestamp reads writes readsPerSec writesPerSec iops avgLatency
  }
}
`,
  },
];
