package dev.stsbroker.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Checks that others cannot change a file that the broker obeys: the file, and every folder and
 * symlink on the path to it. All of them have to belong to this process's user or to root, and
 * nobody else may write to them. A folder may be writable for others if it is sticky, or on a mount
 * that is read-only here, as Kubernetes mounts volumes, and if what the path has next in it does
 * not belong to others. On file systems without owners and modes every file passes. Blocks.
 */
public final class FileTrust {
  private final UnixView view;
  private final boolean groups;
  private final Deque<Path> pending = new ArrayDeque<>();
  private int links;

  private FileTrust(UnixView view, boolean groups) {
    this.view = view;
    this.groups = groups;
  }

  /** What lets others change {@code file}; null if nothing does, or if it is absent. */
  public static @Nullable Exposure exposure(Path file) {
    try {
      return exposure(file, UnixView.ofThisProcess());
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * What lets others than groups change what is in {@code folder}, or put another one in its place;
   * null if nothing does, or if it is absent. For sockets, which are open to the group anyway.
   */
  public static @Nullable Exposure ofFolder(Path folder) {
    try {
      return exposure(folder, UnixView.ofThisProcess(), true);
    } catch (IOException e) {
      return null;
    }
  }

  static @Nullable Exposure exposure(Path file, UnixView view) {
    return exposure(file, view, false);
  }

  private static @Nullable Exposure exposure(Path file, UnixView view, boolean groups) {
    try {
      return new FileTrust(view, groups).walk(file.toAbsolutePath());
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return null;
    }
  }

  private @Nullable Exposure walk(Path file) throws IOException {
    Path root = file.getRoot();
    Path folder = root;
    push(file);
    while (!pending.isEmpty() && links <= FileStatus.MOST_LINKS) {
      Path name = pending.pop();
      if (name.toString().equals("..")) {
        folder = folder.getParent() == null ? root : folder.getParent();
        continue;
      }
      Path next = folder.resolve(name);
      FileStatus entry = FileStatus.of(next);
      Exposure exposure = inFolder(folder, next, entry);
      if (exposure != null) {
        return exposure;
      }
      if (entry.link()) {
        links++;
        Path target = Files.readSymbolicLink(next);
        push(target);
        folder = target.isAbsolute() ? root : folder;
      } else if (pending.isEmpty()) {
        return ofFile(next, entry);
      } else {
        folder = next;
      }
    }
    return null;
  }

  private void push(Path path) {
    for (int i = path.getNameCount() - 1; i >= 0; i--) {
      String name = path.getName(i).toString();
      if (!name.isEmpty() && !name.equals(".")) {
        pending.push(path.getName(i));
      }
    }
  }

  /** What lets others put something else in the place of {@code path}. */
  private @Nullable Exposure inFolder(Path folder, Path path, FileStatus entry) throws IOException {
    FileStatus holder = FileStatus.of(folder);
    if (!trusted(folder, holder)) {
      return Exposure.ofOwner(folder, holder, view.user());
    }
    if (!openToWriters(holder)) {
      return null;
    }
    boolean kept = holder.sticky() || view.readOnlyMount(folder) != null;
    if (!kept) {
      return Exposure.ofMode(folder, holder);
    }
    return trusted(path, entry) ? null : Exposure.ofOwner(path, entry, view.user());
  }

  private @Nullable Exposure ofFile(Path file, FileStatus entry) throws IOException {
    if (!trusted(file, entry)) {
      return Exposure.ofOwner(null, entry, view.user());
    }
    return openToWriters(entry) ? Exposure.ofMode(null, entry) : null;
  }

  /**
   * Whether the owner may change what this process obeys: itself, root, and on a mount that is
   * read-only here whoever owns what is mounted, since he provides it.
   */
  private boolean trusted(Path at, FileStatus entry) throws IOException {
    if (entry.belongsTo(view.user())) {
      return true;
    }
    Path mount = view.readOnlyMount(at);
    return mount != null && FileStatus.of(mount).user() == entry.user();
  }

  /**
   * Whether others may write. A group with the number of the owner and no other members is the
   * owner's alone, as useradd makes it: with umask 002 all that such a user makes is open to it.
   */
  private boolean openToWriters(FileStatus entry) throws IOException {
    return entry.othersWrite()
        || (!groups
            && entry.groupWrites()
            && (entry.group() != entry.user() || view.hasMembers(entry.group())));
  }

  /**
   * What lets others change a file, and what to do about it, for a person.
   *
   * @param folder the folder or link on the way that is meant; null if it is the file itself
   * @param sentence with the folder's path
   * @param general the same without any path
   */
  public record Exposure(@Nullable Path folder, String sentence, String general) {
    private static Exposure ofMode(@Nullable Path folder, FileStatus entry) {
      if (folder == null) {
        String sentence =
            "mode %s lets other users change it (expected: chmod %s)"
                .formatted(entry.octal(), entry.closed());
        return new Exposure(null, sentence, sentence);
      }
      String sentence =
          "is below %s, whose mode %s lets other users replace it (expected: chmod %s";
      return new Exposure(
          folder,
          sentence.formatted(folder, entry.octal(), entry.closed()) + " " + folder + ")",
          sentence.formatted("a folder", entry.octal(), entry.closed()) + " for the folder)");
    }

    private static Exposure ofOwner(@Nullable Path at, FileStatus entry, int own) {
      String expected =
          "(expected: user %d%s)".formatted(own, own == FileStatus.ROOT ? "" : " or root");
      if (at == null) {
        String sentence = "belongs to user %d, who may change it ".formatted(entry.user());
        return new Exposure(null, sentence + expected, sentence + expected);
      }
      String sentence = "is below %s of user %d, who may replace it ";
      return new Exposure(
          at,
          sentence.formatted(at, entry.user()) + expected,
          sentence.formatted("a folder", entry.user()) + expected);
    }
  }
}
