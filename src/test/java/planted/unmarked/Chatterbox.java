package planted.unmarked;

/** Planted: prints. */
public final class Chatterbox {

  public void chat() {
    System.out.println("chat");
  }
}
