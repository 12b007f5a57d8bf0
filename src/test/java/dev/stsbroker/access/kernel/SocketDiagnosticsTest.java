package dev.stsbroker.access.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.access.kernel.SocketQuery.Answer;
import dev.stsbroker.access.kernel.SocketQuery.Row;
import dev.stsbroker.access.kernel.SocketTable.Ends;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the messages that come to the socket of netlink. */
class SocketDiagnosticsTest {
  private static final int ROW_AT = 16;
  private static final byte ESTABLISHED = 1;

  private final FakeCalls calls = new FakeCalls();
  private final SocketDiagnostics diagnostics = new SocketDiagnostics(calls, calls.socket);

  @Test
  void row_isTheClients_byEitherFamily() throws Exception {
    for (String address : List.of("127.0.0.1", "::1")) {
      calls.answer(FakeCalls.KERNEL, row(ESTABLISHED, 4_294_967_294L, 77));
      assertThat(ask(address)).isEqualTo(new Answer(new Row(true, 4_294_967_294L, 77)));
    }
  }

  /** A socket of IPv6 that is connected by IPv4. */
  @Test
  void row_isTheClients_whereItStandsWithAddressesOfIpv6() throws Exception {
    calls.answer(FakeCalls.KERNEL, question -> mapped(row(ESTABLISHED, 1001, 8).apply(question)));
    assertThat(ask("127.0.0.1")).isEqualTo(new Answer(new Row(true, 1001, 8)));
  }

  @Test
  void socketsThatAreClosing_areTold_andMissingOnesToo() throws Exception {
    for (byte state = 2; state <= 12; state++) {
      calls.answer(FakeCalls.KERNEL, row(state, 0, 0));
      assertThat(ask("127.0.0.1")).isEqualTo(new Answer(new Row(false, 0, 0)));
    }
    calls.answer(FakeCalls.KERNEL, error(-2));
    assertThat(ask("127.0.0.1")).isEqualTo(new Answer(null));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, -13, -22, 2})
  void otherErrors_areNoAnswer(int error) throws Exception {
    calls.answer(FakeCalls.KERNEL, error(error));
    assertThat(ask("127.0.0.1")).isNull();
  }

  /** No byte of what says whose socket it is may be another; nor may anything be missing. */
  @Test
  void changedAndCutAnswers_areNone() throws Exception {
    UnaryOperator<ByteBuffer> right = row(ESTABLISHED, 1001, 8);
    for (int at : List.of(0, 2, 4, 5, 8, 9, 11, 16, 20, 21, 22, 23, 24, 27, 40, 43)) {
      calls.answer(FakeCalls.KERNEL, question -> changed(right.apply(question), at));
      assertThat(ask("127.0.0.1")).as("byte %d", at).isNull();
    }
    for (int length = 0; length < ROW_AT + 72; length++) {
      int cut = length;
      calls.answer(FakeCalls.KERNEL, question -> right.apply(question).limit(cut));
      assertThat(ask("127.0.0.1")).as("%d bytes", cut).isNull();
      calls.answer(
          FakeCalls.KERNEL, question -> right.apply(question).putInt(0, cut).limit(ROW_AT + 72));
      assertThat(ask("127.0.0.1")).as("says %d bytes", cut).isNull();
    }
  }

  @Test
  void endOfAList_andAnAcknowledgement_areNoAnswer() throws Exception {
    for (short type : new short[] {1, 3, 4, 19, 21}) {
      calls.answer(
          FakeCalls.KERNEL, question -> row(ESTABLISHED, 0, 8).apply(question).putShort(4, type));
      assertThat(ask("127.0.0.1")).as("type %d", type).isNull();
    }
  }

  @Test
  void forgedAndLateMessages_arePassedOver() throws Exception {
    UnaryOperator<ByteBuffer> forged = row(ESTABLISHED, 0, 1);
    calls.answer(4242, forged);
    calls.answer(
        FakeCalls.KERNEL, question -> forged.apply(question).putInt(8, question.getInt(8) - 1));
    calls.answer(FakeCalls.KERNEL, row(ESTABLISHED, 1001, 8));
    assertThat(ask("127.0.0.1")).isEqualTo(new Answer(new Row(true, 1001, 8)));
    for (int i = 0; i < 100; i++) {
      calls.answer(4242, forged);
    }
    assertThat(ask("127.0.0.1")).isNull();
  }

  @Test
  void silence_andWhatIsTooLong_areNoAnswer() throws Exception {
    assertThat(ask("127.0.0.1")).isNull();
    calls.answer(
        FakeCalls.KERNEL, question -> longer(row(ESTABLISHED, 1001, 8).apply(question), 60));
    assertThat(ask("127.0.0.1")).isEqualTo(new Answer(new Row(true, 1001, 8)));
    calls.answer(
        FakeCalls.KERNEL,
        question ->
            longer(row(ESTABLISHED, 1001, 8).apply(question), SocketDiagnostics.MOST_BYTES));
    assertThat(ask("127.0.0.1")).isNull();
  }

  @Test
  void anyBytes_areNoAnswer_andNoFailure() throws Exception {
    Random random = new Random(13);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[random.nextInt(160)];
      random.nextBytes(bytes);
      calls.answer(
          FakeCalls.KERNEL,
          question -> {
            ByteBuffer any = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
            return bytes.length < 12 ? any : any.putInt(8, question.getInt(8));
          });
      assertThat(ask("127.0.0.1")).isNull();
    }
  }

  private @Nullable Answer ask(String address) throws Exception {
    InetAddress host = InetAddress.getAllByName(address)[0];
    return diagnostics.ask(
        new Ends(new InetSocketAddress(host, 0x8A40), new InetSocketAddress(host, 0x1B9E)));
  }

  /** The row of just the socket that is asked for, as the kernel has it. */
  private static UnaryOperator<ByteBuffer> row(byte state, long uid, int inode) {
    return question -> {
      ByteBuffer row = ByteBuffer.allocate(ROW_AT + 72).order(ByteOrder.nativeOrder());
      row.putInt(row.capacity()).putShort((short) 20).putShort((short) 0);
      row.putInt(question.getInt(8)).putInt(4321);
      row.put(question.get(16)).put(state).putShort((short) 0);
      row.put(question.slice(24, 36)).putInt(0).putInt(0x9999).putInt(0);
      return row.putInt(0).putInt(0).putInt(0).putInt((int) uid).putInt(inode).flip();
    };
  }

  private static UnaryOperator<ByteBuffer> error(int number) {
    return question -> {
      ByteBuffer error = ByteBuffer.allocate(36).order(ByteOrder.nativeOrder());
      error.putInt(36).putShort((short) 2).putShort((short) 0);
      error.putInt(question.getInt(8)).putInt(4321).putInt(number);
      return error.put(question.slice(0, 16)).flip();
    };
  }

  private static ByteBuffer mapped(ByteBuffer row) {
    byte[] client = new byte[4];
    row.put(ROW_AT, (byte) 10).get(24, client);
    for (int at : new int[] {24, 40}) {
      row.putInt(at, 0).putInt(at + 4, 0);
      row.put(at + 8, new byte[] {0, 0, -1, -1}).put(at + 12, client);
    }
    return row;
  }

  private static ByteBuffer changed(ByteBuffer row, int at) {
    return row.put(at, (byte) (row.get(at) ^ 0x40));
  }

  private static ByteBuffer longer(ByteBuffer row, int by) {
    int length = row.remaining() + by;
    ByteBuffer all = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder()).put(row);
    return all.putInt(0, length).clear();
  }
}
