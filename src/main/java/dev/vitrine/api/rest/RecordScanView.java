package dev.vitrine.api.rest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.vitrine.api.records.ScanCursor;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a scan, and the rest of it for those who want all of it in one answer. */
@Schema(name = "RecordScan")
record RecordScanView(
    List<RecordEntryView> items,
    @Schema(
            description =
                "Give it as cursor, with the same range and direction, to get the next part; null"
                    + " at the end.",
            types = {"string", "null"})
        @Nullable String nextCursor,
    @JsonIgnore RecordScan scan,
    @JsonIgnore RecordScan.Part part) {

  static RecordScanView of(RecordScan scan, RecordScan.Part part) {
    return new RecordScanView(scan.entries(part), ScanCursor.after(part.page()), scan, part);
  }
}
