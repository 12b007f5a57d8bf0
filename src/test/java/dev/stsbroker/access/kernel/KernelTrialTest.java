package dev.stsbroker.access.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A kernel that refuses, or that has no such thing, is found out before anybody asks. */
class KernelTrialTest {
  private static final HiddenIds NONE = new HiddenIds(-1, -1);

  private final FakeCalls calls = new FakeCalls();

  @Test
  void refusedSocket_isTold() {
    calls.socket = -1;
    KernelTrial trial = KernelTrial.of(calls, NONE);
    assertThat(trial.tcpProblem()).isEqualTo("the kernel refuses a netlink socket (error 1)");
    assertThat(trial.tcp()).isNull();
    assertThat(calls.sent).isZero();
  }

  /** A kernel without a module for TCP says of every socket that there is none. */
  @Test
  void kernelThatKnowsNoSocket_isNotAsked_andTheTableIs() {
    calls.answer(
        FakeCalls.KERNEL, question -> question.putInt(0, 36).putShort(4, (short) 2).putInt(16, -2));
    KernelTrial trial = KernelTrial.of(calls, NONE);
    assertThat(trial.tcpProblem())
        .isEqualTo("the kernel does not tell by sock_diag whose socket is this process's own");
    assertThat(calls.closed).isPositive();
    assertThat(new KernelLookup(trial, NONE).tcpProblem()).isNotNull();
  }

  @Test
  void unixSockets_areNotAsked_whereTheKernelDoesNotTellOfThisProcess() {
    KernelTrial trial = KernelTrial.of(calls, NONE);
    assertThat(trial.unix()).isNull();
    assertThat(trial.unixProblem()).isNotNull();
  }
}
