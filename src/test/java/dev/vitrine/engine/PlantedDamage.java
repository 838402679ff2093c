package dev.vitrine.engine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Writes into the files of a closed directory with pages of 4 KiB. Where things are is taken from
 * {@code docs/formats}, and the checksums are made here.
 */
record PlantedDamage(Path directory) {

  private static final int PAGE = 4096;

  void flipBit(String file, long position) {
    change(file, position, 1, byteThere -> byteThere.put(0, (byte) (byteThere.get(0) ^ 0x10)));
  }

  void zeros(String file, long position, int count) {
    change(file, position, count, bytes -> bytes.put(0, new byte[count]));
  }

  /** Changes a page and gives it the checksum that it then should have. */
  void changePage(long pageId, Consumer<ByteBuffer> how) {
    change(
        "pages.vtr",
        pageId * PAGE,
        PAGE,
        page -> {
          how.accept(page);
          CRC32C checksum = new CRC32C();
          checksum.update(page.slice(0, 24));
          checksum.update(page.slice(28, PAGE - 28));
          page.putInt(24, (int) checksum.getValue());
        });
  }

  /** Sets what the first allocation map, which is page 1, has for a page. */
  void setMapEntry(long pageId, int entry) {
    changePage(1, map -> map.put((int) (48 + pageId - 2), (byte) entry));
  }

  void swapPages(long one, long other) {
    ByteBuffer held = ByteBuffer.allocate(PAGE);
    change("pages.vtr", one * PAGE, PAGE, page -> held.put(0, page, 0, PAGE));
    ByteBuffer others = ByteBuffer.allocate(PAGE);
    change("pages.vtr", other * PAGE, PAGE, page -> others.put(0, page, 0, PAGE));
    change("pages.vtr", one * PAGE, PAGE, page -> page.put(0, others, 0, PAGE));
    change("pages.vtr", other * PAGE, PAGE, page -> page.put(0, held, 0, PAGE));
  }

  void cut(String file, long length) {
    try (RandomAccessFile opened = open(file)) {
      opened.setLength(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first file of the log, by name. */
  String firstLogFile() {
    try (Stream<Path> files = Files.list(directory)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(it -> it.startsWith("log-"))
              .sorted()
              .toList();
      return names.getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the records of the first log file begin, in order. */
  List<Long> records() {
    return Stream.iterate(PAGE + 0L, at -> lengthOf(at) > 0, at -> (at + lengthOf(at) + 7) / 8 * 8)
        .toList();
  }

  private int lengthOf(long at) {
    int[] length = new int[1];
    change(firstLogFile(), at, 32, header -> length[0] = header.getInt(4));
    return length[0];
  }

  /** Changes a record of the first log file and gives it the checksum that it then should have. */
  void changeRecord(long at, Consumer<ByteBuffer> how) {
    int length = lengthOf(at);
    change(
        firstLogFile(),
        at,
        length,
        record -> {
          how.accept(record);
          CRC32C checksum = new CRC32C();
          checksum.update(record.slice(32, length - 32));
          checksum.update(record.slice(4, 28));
          record.putInt(0, (int) checksum.getValue());
        });
  }

  ByteBuffer read(String file, long position, int count) {
    ByteBuffer copy = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    change(file, position, count, bytes -> copy.put(0, bytes, 0, count));
    return copy;
  }

  private void change(String file, long position, int count, Consumer<ByteBuffer> how) {
    try (RandomAccessFile opened = open(file)) {
      byte[] bytes = new byte[count];
      opened.seek(position);
      opened.readFully(bytes);
      byte[] before = bytes.clone();
      how.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
      if (!Arrays.equals(bytes, before)) {
        opened.seek(position);
        opened.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RandomAccessFile open(String file) throws IOException {
    return new RandomAccessFile(directory.resolve(file).toFile(), "rw");
  }
}
