package dev.vitrine.api.load;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.vitrine.api.ProblemException;
import dev.vitrine.api.StrictBase64;
import dev.vitrine.api.records.RecordText;
import dev.vitrine.engine.KeyValue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * CSV (RFC 4180) in UTF-8. The header has two columns in either order: {@code key} or {@code
 * key_base64}, and {@code value} or {@code value_base64}.
 */
public final class CsvFormat implements RecordFormat {

  private static final String LINE = "line";
  private static final String HEADER = "header";
  private static final String BASE64 = "_base64";
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final CsvReader.CsvReaderBuilder CSV =
      CsvReader.builder().allowExtraCharsAfterClosingQuote(false).skipEmptyLines(false);

  private List<String> columns = List.of();

  @Override
  public boolean quotesLineFeeds() {
    return true;
  }

  @Override
  public boolean hasHeader() {
    return true;
  }

  @Override
  public void readHeader(byte[] line) {
    // Spreadsheets begin their files with a byte order mark.
    boolean marked = Arrays.mismatch(line, MARK) == MARK.length;
    List<String> names = fields(marked ? Arrays.copyOfRange(line, MARK.length, line.length) : line);
    boolean known =
        names.size() == 2
            && names.stream().filter(it -> isColumn(it, "key")).count() == 1
            && names.stream().filter(it -> isColumn(it, "value")).count() == 1;
    if (!known) {
      throw ProblemException.invalid(
          HEADER, "must be key,value (key_base64 and value_base64 for bytes that are no text)");
    }
    columns = names;
  }

  private static boolean isColumn(String name, String kind) {
    return name.equals(kind) || name.equals(kind + BASE64);
  }

  @Override
  public KeyValue read(byte[] line) {
    List<String> fields = fields(line);
    if (fields.size() != columns.size()) {
      throw ProblemException.invalid(
          LINE, "must have 2 fields as the header has, not " + fields.size());
    }
    byte[] first = bytes(columns.getFirst(), fields.getFirst());
    byte[] second = bytes(columns.getLast(), fields.getLast());
    return columns.getFirst().startsWith("key")
        ? new KeyValue(first, second)
        : new KeyValue(second, first);
  }

  private static byte[] bytes(String column, String field) {
    return column.endsWith(BASE64)
        ? StrictBase64.decode(field)
            .orElseThrow(
                () -> ProblemException.invalid(column, "must be base64 with padding (RFC 4648)"))
        : RecordText.bytes(column, field);
  }

  /** The fields of the one record that the line must be. */
  private static List<String> fields(byte[] line) {
    String text = RecordText.text(line);
    if (text == null) {
      throw ProblemException.invalid(LINE, "must be in UTF-8");
    }
    try (Stream<CsvRecord> records = CSV.ofCsvRecord(text).stream()) {
      List<CsvRecord> found = records.limit(2).toList();
      if (found.size() != 1) {
        throw ProblemException.invalid(LINE, "must end with a line feed, not a carriage return");
      }
      return found.getFirst().getFields();
    } catch (CsvParseException e) {
      throw ProblemException.invalid(LINE, "must be CSV as in RFC 4180: " + e.getMessage());
    }
  }
}
