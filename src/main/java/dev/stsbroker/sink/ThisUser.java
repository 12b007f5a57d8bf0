package dev.stsbroker.sink;

import dev.stsbroker.io.ProcessUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/**
 * The user that this process runs as.
 *
 * @param id its number
 * @param principal the same user, as files' attributes have it
 */
record ThisUser(int id, UserPrincipal principal) {
  private static final Path THIS_PROCESS = Path.of("/proc/self");

  /** Asks the system. Where it has no {@code /proc}, the user that the home folder belongs to. */
  static ThisUser find() throws IOException {
    boolean told = Files.exists(THIS_PROCESS, LinkOption.NOFOLLOW_LINKS);
    Path own = told ? THIS_PROCESS : Path.of(System.getProperty("user.home"));
    int owner = (int) Files.getAttribute(own, "unix:uid");
    int id = told ? ProcessUser.number() : owner;
    return new ThisUser(id, id == owner ? Files.getOwner(own) : numbered(own, id));
  }

  /** A number is a name where no user is called so. */
  private static UserPrincipal numbered(Path own, int id) throws IOException {
    return own.getFileSystem()
        .getUserPrincipalLookupService()
        .lookupPrincipalByName(Integer.toString(id));
  }
}
