package dev.vitrine.engine.page;

/** What a page is; the code is stored in its header and in the allocation map. */
public enum PageType {
  /** Not in use; its id can be given again. */
  FREE(0, "free"),
  /** Page 0: what the file is. */
  FILE_HEADER(1, "file-header"),
  /** Tells the type of each page of its group. */
  ALLOCATION_MAP(2, "allocation-map"),
  /** A payload without structure. */
  RAW(3, "raw"),
  /** Records behind a slot directory. */
  SLOTTED(4, "slotted"),
  /** In use, but its bytes did not match its checksum when the file was scanned. */
  DAMAGED(63, "damaged");

  private static final PageType[] BY_CODE = new PageType[64];

  static {
    for (PageType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;
  private final String label;

  PageType(int code, String label) {
    this.code = code;
    this.label = label;
  }

  public int code() {
    return code;
  }

  /** The name that clients see. */
  public String label() {
    return label;
  }

  /** The type of a stored code; {@link #DAMAGED} for a code that no type has. */
  public static PageType ofCode(int code) {
    PageType type = code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    return type == null ? DAMAGED : type;
  }
}
