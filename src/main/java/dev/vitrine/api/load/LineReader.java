package dev.vitrine.api.load;

import dev.vitrine.api.Problem;
import dev.vitrine.api.ProblemException;
import dev.vitrine.engine.KeyValue;
import java.util.ArrayList;
import java.util.List;

/** Makes batches of records from the parts of an upload. Used by one thread at a time. */
final class LineReader {

  static final int BATCH_RECORDS_MAX = 4_096;

  private static final String LINE = "line";

  private final RecordFormat format;
  private final int lineBytesMax;
  private final LineCutter cutter;
  private boolean headerDue;
  private List<LoadBatch> batches = new ArrayList<>();
  private List<KeyValue> records = new ArrayList<>();
  private List<Long> lines = new ArrayList<>();
  private List<RefusedLine> refused = new ArrayList<>();
  private long refusedCount;

  LineReader(RecordFormat format, int lineBytesMax) {
    this.format = format;
    this.lineBytesMax = lineBytesMax;
    this.cutter = new LineCutter(lineBytesMax, format.quotesLineFeeds());
    this.headerDue = format.hasHeader();
  }

  /** The lines that end in these parts; {@link ProblemException} when the header is no good. */
  List<LoadBatch> read(List<byte[]> parts) {
    parts.forEach(part -> cutter.feed(part, this::take));
    return batches();
  }

  /** The line that the upload ends in, if it has no line feed. */
  List<LoadBatch> end() {
    if (cutter.isInQuotes()) {
      cutter.end(line ->
          refuse(
              line.number(),
              line.bytes() == null ? tooLong() : ProblemException.invalid(LINE, "ends in quotes")));
    } else {
      cutter.end(this::take);
    }
    return batches();
  }

  private void take(LineCutter.Line line) {
    byte[] bytes = line.bytes();
    if (bytes == null) {
      refuse(line.number(), tooLong());
    } else if (!isBlank(bytes)) {
      read(line.number(), bytes);
    }
  }

  private ProblemException tooLong() {
    String hint = format.quotesLineFeeds() ? "; is a quote left open?" : "";
    return ProblemException.invalid(LINE, "is longer than " + lineBytesMax + " bytes" + hint);
  }

  private void read(long number, byte[] bytes) {
    if (headerDue) {
      headerDue = false;
      format.readHeader(bytes);
      return;
    }
    try {
      records.add(format.read(bytes));
      lines.add(number);
    } catch (ProblemException e) {
      refuse(number, e);
    }
    if (records.size() == BATCH_RECORDS_MAX) {
      closeBatch();
    }
  }

  private void refuse(long number, ProblemException e) {
    refusedCount++;
    if (refused.size() < LoadProgress.REPORTED_LINES_MAX) {
      Problem.of(e).ifPresent(it -> refused.add(RefusedLine.of(number, it)));
    }
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private List<LoadBatch> batches() {
    closeBatch();
    List<LoadBatch> read = batches;
    batches = new ArrayList<>();
    return read;
  }

  private void closeBatch() {
    batches.add(new LoadBatch(records, lines, refused, refusedCount, cutter.lastLine()));
    records = new ArrayList<>();
    lines = new ArrayList<>();
    refused = new ArrayList<>();
    refusedCount = 0;
  }
}
