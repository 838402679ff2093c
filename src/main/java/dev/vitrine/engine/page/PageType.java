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
  /** What an ordered record file is; its id is the file's id. */
  RECORD_FILE(5, "record-file"),
  /** Keys and the pages below them, of an ordered record file. */
  TREE_INNER(6, "tree-inner"),
  /** Keys and values of an ordered record file. */
  TREE_LEAF(7, "tree-leaf"),
  /** A part of a value that is too long for a leaf. */
  TREE_OVERFLOW(8, "tree-overflow"),
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

  /** Whether the page has a slot directory. */
  public boolean hasSlots() {
    return this == SLOTTED || this == TREE_INNER || this == TREE_LEAF;
  }

  /** Whether the page belongs to an ordered record file. */
  public boolean ofRecordFile() {
    return switch (this) {
      case RECORD_FILE, TREE_INNER, TREE_LEAF, TREE_OVERFLOW -> true;
      case FREE, FILE_HEADER, ALLOCATION_MAP, RAW, SLOTTED, DAMAGED -> false;
    };
  }

  /** The type of a stored code; {@link #DAMAGED} for a code that no type has. */
  public static PageType ofCode(int code) {
    PageType type = code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    return type == null ? DAMAGED : type;
  }
}
