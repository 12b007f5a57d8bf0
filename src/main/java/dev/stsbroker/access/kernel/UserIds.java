package dev.stsbroker.access.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.io.SmallFile;
import dev.stsbroker.io.UserNamespace;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The numbers of users, as this process and its files have them. */
public final class UserIds {
  /** The longest {@code /etc/passwd} that is read, in bytes. */
  public static final int MOST_BYTES = 4 * 1024 * 1024;

  /** A peer whose number stands for many users. */
  static final Peer HIDDEN = Peer.unknown("its user is not of the broker's user namespace");

  private UserIds() {}

  /**
   * The peer of a number that the kernel told. In a user namespace that does not have all users,
   * one number stands for all the others; then nobody is known by it.
   */
  static Peer peer(long uid) {
    return UserNamespace.hides(uid) ? HIDDEN : Peer.of(uid);
  }

  /**
   * The peer of a user and a group of a socket, whose numbers the JDK has and does not tell. They
   * are what the JDK hashes by, and are only taken where a look-up by that number gives the same
   * user or group.
   */
  static Peer peer(UserPrincipal user, GroupPrincipal group) throws IOException {
    UserPrincipalLookupService names = FileSystems.getDefault().getUserPrincipalLookupService();
    int uid = user.hashCode();
    int gid = group.hashCode();
    if (!names.lookupPrincipalByName(Integer.toString(uid)).equals(user)) {
      return Peer.unknown("its user has no number here");
    }
    boolean known = names.lookupPrincipalByGroupName(Integer.toString(gid)).equals(group);
    HiddenIds hidden = HiddenIds.ofProcess();
    long number = Integer.toUnsignedLong(gid);
    Set<Long> gids = known && !hidden.group(number) ? Set.of(number) : Set.of();
    return hidden.peer(Integer.toUnsignedLong(uid), gids, null);
  }

  /**
   * The numbers of users by their names, of a file such as {@code /etc/passwd}, in its order; or
   * those of groups, of one such as {@code /etc/group}.
   *
   * @throws IOException if it cannot be read or is too long
   */
  public static Map<String, Long> byName(Path passwd) throws IOException {
    byte[] bytes = SmallFile.read(passwd, MOST_BYTES);
    Map<String, Long> ids = new LinkedHashMap<>();
    for (String line : new String(bytes, UTF_8).lines().toList()) {
      String[] fields = line.split(":", -1);
      if (fields.length > 3 && fields[2].matches("[0-9]{1,10}")) {
        ids.putIfAbsent(fields[0], Long.valueOf(fields[2]));
      }
    }
    return ids;
  }
}
