package dev.stsbroker.access.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is made of the options of a unix socket. */
class UnixCredentialsTest {
  private static final int CREDENTIALS = 17;
  private static final int GROUPS = 59;
  private static final int PROCESS = 77;
  private static final HiddenIds NONE = new HiddenIds(-1, -1);

  private final FakeCalls calls = new FakeCalls();

  @Test
  void peer_isTheUserTheGroupsAndTheProcess() {
    calls.options.put(CREDENTIALS, numbers(77, 1001, 5));
    calls.options.put(GROUPS, numbers(6, -2));
    calls.options.put(PROCESS, numbers(9));
    assertThat(peer(NONE)).isEqualTo(new Peer(1001L, Set.of(5L, 6L, 4_294_967_294L), 77L, ""));
    assertThat(calls.closed).isEqualTo(1);
  }

  @Test
  void processThatHasEnded_isNotNamed() {
    calls.options.put(CREDENTIALS, numbers(77, 1001, 5));
    calls.options.put(PROCESS, numbers(9));
    calls.ended = true;
    assertThat(peer(NONE)).isEqualTo(new Peer(1001L, Set.of(5L), null, ""));
    assertThat(calls.closed).isEqualTo(1);
    calls.options.put(CREDENTIALS, numbers(0, 1001, 5));
    assertThat(peer(NONE)).isEqualTo(new Peer(1001L, Set.of(5L), null, ""));
  }

  @Test
  void kernelWithoutProcessDescriptors_namesTheProcessThatConnected() {
    calls.options.put(CREDENTIALS, numbers(77, 0, 0));
    assertThat(peer(NONE)).isEqualTo(new Peer(0L, Set.of(0L), 77L, ""));
  }

  @Test
  void groups_areTheOwnOneAlone_whereTheOthersAreTooMany() {
    calls.options.put(CREDENTIALS, numbers(77, 1001, 5));
    calls.options.put(GROUPS, numbers(new int[UnixCredentials.MOST_GROUPS + 1]));
    assertThat(peer(NONE).gids()).containsExactly(5L);
    calls.options.put(GROUPS, numbers(new int[UnixCredentials.MOST_GROUPS]));
    assertThat(peer(NONE).gids()).containsExactlyInAnyOrder(0L, 5L);
  }

  @Test
  void hiddenNumbers_areNobodys() {
    calls.options.put(CREDENTIALS, numbers(77, 1001, 65534));
    calls.options.put(GROUPS, numbers(65534, 6));
    assertThat(peer(new HiddenIds(65534, 65534)).gids()).containsExactly(6L);
    calls.options.put(CREDENTIALS, numbers(77, 65534, 6));
    assertThat(peer(new HiddenIds(65534, 65534))).isEqualTo(UserIds.HIDDEN);
    assertThat(peer(NONE).uid()).isEqualTo(65534);
  }

  @Test
  void nobodyIsKnown_whereTheKernelTellsNothing() {
    assertThat(new UnixCredentials(calls, NONE).peer(3)).isNull();
    calls.options.put(CREDENTIALS, numbers(77, 1001));
    assertThat(new UnixCredentials(calls, NONE).peer(3)).isNull();
    calls.options.put(CREDENTIALS, numbers(0, -1, -1));
    assertThat(peer(NONE)).isEqualTo(Peer.unknown("nobody is connected"));
  }

  private Peer peer(HiddenIds hidden) {
    Peer peer = new UnixCredentials(calls, hidden).peer(3);
    return peer == null ? Peer.unknown("missing") : peer;
  }

  private static byte[] numbers(int... all) {
    ByteBuffer bytes = ByteBuffer.allocate(all.length * 4).order(ByteOrder.nativeOrder());
    for (int number : all) {
      bytes.putInt(number);
    }
    return bytes.array();
  }
}
