package dev.stsbroker.config.section;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import dev.stsbroker.config.setting.IpLiteral;
import dev.stsbroker.config.setting.Settings;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.http.HttpSettings;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.io.FileTrust;
import dev.stsbroker.io.FileTrust.Exposure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads where the broker listens. */
public final class HttpSection {
  private static final int HIGHEST_PORT = 65_535;
  private static final String UNIX = "unix:";

  /**
   * Linux has 108 bytes for a socket's path, one of which ends it (unix(7)); the rest is for the
   * name it has while it is made.
   */
  private static final int LONGEST_SOCKET = 96;

  private static final List<String> DEFAULT_LISTEN = List.of("127.0.0.1:7070");
  private static final ListenAddress DEFAULT_ADMIN = new ListenAddress("127.0.0.1", 7071);

  private final Settings root;
  private final boolean allowRemote;
  private final Map<ListenAddress, String> written = new HashMap<>();

  public HttpSection(Settings root) {
    this.root = root;
    this.allowRemote = root.flag("allowRemote", false);
  }

  public HttpSettings read() {
    List<ListenAddress> listen = new ArrayList<>();
    root.texts("listen", DEFAULT_LISTEN)
        .forEach((place, text) -> address(place, text).ifPresent(it -> add(it, place, listen)));
    ListenAddress admin =
        Optional.ofNullable(root.text("admin"))
            .flatMap(text -> address(root.place().to("admin"), text))
            .orElse(DEFAULT_ADMIN);
    separate(admin, listen);
    return new HttpSettings(
        listen,
        admin,
        root.texts("allowedHosts", List.of()).values().stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()),
        root.flag("requireMetadataToken", false),
        root.section("limits").number("requestsPerSecond", 0),
        written);
  }

  private void add(ListenAddress address, ConfigPath place, List<ListenAddress> listen) {
    if (listen.contains(address) && (address.port() != 0 || address.socket() != null)) {
      root.problems()
          .plain(
              place,
              root.problems().shown(place, address.toString())
                  + " is there twice (expected: each address once)");
    }
    if (!IpLiteral.loopback(address.host())) {
      root.problems()
          .warnPlain(
              place,
              root.problems().shown(place, address.toString())
                  + " is open to other machines: whoever reaches it gets credentials");
    }
    listen.add(address);
  }

  private Optional<ListenAddress> noted(ConfigPath place, ListenAddress address) {
    if (root.problems().filledWithin(place)) {
      written.put(address, root.problems().shown(place, address));
    }
    return Optional.of(address);
  }

  private void separate(ListenAddress admin, List<ListenAddress> listen) {
    for (int i = 0; i < listen.size() && admin.port() != 0; i++) {
      if (listen.get(i).port() == admin.port()) {
        ConfigPath given = root.place().to("admin");
        boolean there = root.values().containsKey("admin");
        tellOfShared(there ? given : root.place().to("listen").at(i), admin);
        return;
      }
    }
  }

  private void tellOfShared(ConfigPath place, ListenAddress address) {
    boolean admin = place.name().equals("admin");
    int usual = DEFAULT_ADMIN.port();
    int free = admin && address.port() != usual ? usual : admin ? usual + 1 : usual - 1;
    String write = root.problems().write(place, new ListenAddress(address.host(), free).toString());
    String problem = admin ? " has a port of listen" : " has the port of admin";
    Object text = place.in(root.values());
    root.problems()
        .plain(
            place,
            root.problems().shown(place, text == null ? address : text)
                + problem
                + " (expected: a port of its own"
                + write
                + ")");
  }

  private Optional<ListenAddress> socket(ConfigPath place, String text) {
    Path path = Path.of(text.substring(UNIX.length()).replace('\0', '/')).normalize();
    if (!path.isAbsolute()
        || path.getNameCount() == 0
        || path.toString().getBytes(UTF_8).length > LONGEST_SOCKET) {
      String problem = " (expected: unix: and an absolute path of up to 96 bytes)";
      root.problems().plain(place, root.problems().shown(place, text) + problem);
      return Optional.empty();
    }
    Path folder = requireNonNullElse(path.getParent(), path);
    if (!Files.isDirectory(folder)) {
      String made = root.problems().filledWithin(place) ? "" : ": mkdir -p " + folder;
      String problem = " is in a folder that does not exist (expected: one that does" + made + ")";
      root.problems().plain(place, root.problems().shown(place, text) + problem);
    } else if (othersWrite(folder)) {
      String problem = " is in a folder that other users can write (expected: a folder of its own)";
      root.problems().plain(place, root.problems().shown(place, text) + problem);
    } else {
      exposed(place, text, FileTrust.ofFolder(folder));
    }
    return noted(place, ListenAddress.unix(path));
  }

  /** Likewise a folder of another user, and one that another user can replace. */
  private void exposed(ConfigPath place, String text, @Nullable Exposure exposure) {
    if (exposure != null) {
      String problem = exposure.folder() == null ? " is in a folder that " : " ";
      root.problems()
          .plain(place, root.problems().shown(place, text) + problem + exposure.sentence());
    }
  }

  /** A listener refuses such a folder: others could put a socket of theirs there. */
  private static boolean othersWrite(Path folder) {
    try {
      return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private Optional<ListenAddress> address(ConfigPath place, String text) {
    if (root.problems().has(place)) {
      return Optional.empty();
    }
    if (text.startsWith(UNIX)) {
      return socket(place, text);
    }
    int colon = text.lastIndexOf(':');
    String host = IpLiteral.unbracketed(text.substring(0, colon));
    String address = host.equals("localhost") ? "127.0.0.1" : host.toLowerCase(Locale.ROOT);
    int port = Integer.parseInt(text.substring(colon + 1));
    if (IpLiteral.parse(address).isEmpty() || port > HIGHEST_PORT) {
      String problem = " (expected: an IP address and a port up to 65535)";
      root.problems().plain(place, root.problems().shown(place, text) + problem);
      return Optional.empty();
    }
    if (!allowRemote && !IpLiteral.loopback(address)) {
      String here = "127.0.0.1:" + port;
      boolean taken =
          root.texts("listen", List.of()).containsValue(here)
              || root.text("admin", DEFAULT_ADMIN.toString()).equals(here);
      String write = root.problems().write(place, taken ? null : here);
      String problem = " (expected: a loopback address such as 127.0.0.1, or allowRemote: true";
      root.problems().plain(place, root.problems().shown(place, text) + problem + write + ")");
    }
    return noted(place, new ListenAddress(address, port));
  }
}
