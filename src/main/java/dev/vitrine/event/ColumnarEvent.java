package dev.vitrine.event;

/** What happens in columnar tables. */
public sealed interface ColumnarEvent extends StorageEvent {

  @Override
  default EventFamily family() {
    return EventFamily.COLUMNAR;
  }

  /** The name of the table. */
  String tableName();

  /** Rows were stored. */
  record BatchInserted(String tableName, long rows, int columns, long timestampMicros)
      implements ColumnarEvent {}

  /** A column was read. */
  record ColumnScanned(
      String tableName, String columnName, long rowsScanned, long durationMs, long timestampMicros)
      implements ColumnarEvent {}

  /** A column got another encoding; {@code compressionRatio} is encoded over plain bytes. */
  record EncodingChanged(
      String tableName,
      String columnName,
      ColumnEncoding oldEncoding,
      ColumnEncoding newEncoding,
      double compressionRatio,
      long timestampMicros)
      implements ColumnarEvent {}
}
