// The tabs of a first visit. A test runs every operation in here against the schema.
export const examples = [
  {
    query: `# Ctrl-Enter runs it. Every type and field is documented:
# the book at the left.
query Overview {
  status {
    state
    durability
    pageSizeBytes
    currentLsn
  }
  disks {
    path
    device
    fileSystem
    usableBytes
    usedByEngineBytes
  }
  countPages {
    allocated
    free
  }
  getBufferPool {
    totalFrames
    usedFrames
    dirtyFrames
    hitRate
  }
}
`,
  },
  {
    query: `# Creates a page. Note its id for the next tab.
mutation CreatePage {
  createPage {
    pageId
    type
    sizeBytes
    freeBytes
    lsn
  }
}
`,
  },
  {
    query: `# Bytes are base64: "SGVsbG8=" is "Hello".
# status.durability tells when they are on disk.
mutation WriteRecords($pageId: BigInt!) {
  hello: insertRecord(pageId: $pageId, record: "SGVsbG8=") {
    slot
    lsn
  }
  world: insertRecord(pageId: $pageId, record: "d29ybGQ=") {
    slot
    lsn
  }
}

query ReadRecord($pageId: BigInt!) {
  getRecord(pageId: $pageId, slot: 0) {
    text
    data
    lsn
  }
  getPageFreeSpace(pageId: $pageId) {
    maxRecordBytes
    usedRatio
  }
}
`,
    variables: '{ "pageId": 2 }',
  },
  {
    query: `# Watches the buffer pool, once a second.
subscription WatchBufferPool {
  bufferPoolMetrics(intervalSeconds: 1) {
    timestamp
    totalPages
    usedPages
    freePages
    dirtyPages
    hitRate
    evictions
  }
}
`,
  },
  {
    query: `# Every page event as it happens. Create a page in
# another window. Give the last cursor as "since"
# to resume without a hole.
subscription WatchPages($since: String) {
  pageEvents(since: $since) {
    cursor
    sequence
    event {
      __typename
      ... on PageAllocated {
        pageId
        size
      }
      ... on PageSplit {
        originalPageId
        newPageId
        reason
      }
      ... on PageMerged {
        page1Id
        page2Id
        resultPageId
        reason
      }
      ... on PageCompacted {
        pageId
        bytesReclaimed
      }
      ... on PageFreed {
        pageId
      }
      ... on ChecksumFailure {
        pageId
        expected
        actual
      }
      ... on Gap {
        fromSequence
        toSequence
        dropped
        cause
      }
    }
  }
}
`,
  },
  {
    query: `# Disk activity, and how long it takes.
query IoStatistics {
  getIoStats {
    reads
    writes
    syncs
    bytesRead
    bytesWritten
    p50ReadLatencyUs
    p99ReadLatencyUs
    p50WriteLatencyUs
    p99WriteLatencyUs
    sinceSeconds
  }
  getIops(seconds: 10) {
    iops
    readIops
    writeIops
  }
}

subscription WatchDisk {
  diskIoMetrics(intervalSeconds: 1) {
    timestamp
    reads
    writes
    readsPerSec
    writesPerSec
    iops
    avgLatency
  }
}
`,
  },
  {
    query: `# Gives the engine something to do: YCSB's core workloads,
# every record verified. Start one, then watch it by the
# name that it was given.
mutation StartWorkload {
  startWorkload(input: { mix: A, durationSeconds: 120 }) {
    name
    spec {
      distribution
      keys
      threads
      seed
    }
  }
}

subscription WatchWorkload($name: String!) {
  workloadProgress(name: $name) {
    phase
    done
    perSecond
    operations {
      kind
      perSecond
      latencyUs {
        p50
        p99
        max
      }
    }
    errors {
      kind
      count
    }
    remainingMs
  }
}

mutation StopWorkload($name: String!) {
  stopWorkload(name: $name) {
    phase
  }
}
`,
    variables: '{ "name": "ycsb-a-1" }',
  },
];
