package dev.vitrine.api.load;

import dev.vitrine.api.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A line of an upload that holds no record which could be stored. */
@Schema(name = "RefusedLine")
public record RefusedLine(
    @Schema(description = "Its number in the upload, from 1; where it begins, if it is several.")
        long line,
    @Schema(description = "The part that is wrong, where one is.", nullable = true)
        @Nullable String field,
    @Schema(description = "What is wrong, shortened to 200 characters.") String reason) {

  private static final int REASON_CHARS_MAX = 200;

  static RefusedLine of(long line, Problem problem) {
    return new RefusedLine(line, shortened(problem.field()), shorten(problem.detail()));
  }

  private static @Nullable String shortened(@Nullable String text) {
    return text == null ? null : shorten(text);
  }

  private static String shorten(String text) {
    return text.length() <= REASON_CHARS_MAX ? text : text.substring(0, REASON_CHARS_MAX - 1) + "…";
  }
}
