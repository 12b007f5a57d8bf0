package dev.stsbroker.cli.client.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.io.ProcessUser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpPeerTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void otherEnd_isItsUsers_beforeAndAfterItIsAccepted(String address) throws Exception {
    InetAddress loopback = InetAddress.getByName(address);
    try (ServerSocket server = new ServerSocket(0, 8, loopback);
        Socket client = new Socket(loopback, server.getLocalPort())) {
      assertThat(uid(client)).isEqualTo(ProcessUser.number());
      try (Socket accepted = server.accept()) {
        assertThat(uid(client)).isEqualTo(ProcessUser.number());
        assertThat(uid(accepted)).isEqualTo(ProcessUser.number());
      }
    }
  }

  @Test
  void otherEnd_isUnknown_whereAListenerIsThereButNotTheConnection() throws Exception {
    try (ServerSocket everywhere = new ServerSocket(0)) {
      int port = everywhere.getLocalPort();
      InetSocketAddress here = new InetSocketAddress("192.0.2.1", 40_000);
      for (String there : new String[] {"192.0.2.2", "127.0.0.1", "2001:db8::1"}) {
        assertThat(TcpPeer.uid(here, new InetSocketAddress(there, port)))
            .isEqualTo(TcpPeer.UNKNOWN);
      }
    }
  }

  private static int uid(Socket socket) throws Exception {
    return TcpPeer.uid(
        (InetSocketAddress) socket.getLocalSocketAddress(),
        (InetSocketAddress) socket.getRemoteSocketAddress());
  }
}
