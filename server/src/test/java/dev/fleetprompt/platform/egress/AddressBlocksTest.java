package dev.fleetprompt.platform.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlocksTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "93.184.216.34",
        "1.1.1.1",
        "172.15.255.255",
        "172.32.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "198.17.255.255",
        "2606:4700:4700::1111",
        "2a00:1450::1",
        "64:ff9b::5db8:d822",
        "2002:5db8:d822::1",
        "::ffff:93.184.216.34"
      })
  void routedAddressesArePublic(String address) {
    assertThat(AddressBlocks.reachOf(InetAddress.ofLiteral(address)))
        .isEqualTo(AddressReach.PUBLIC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "::1",
        "fd12:3456::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "2002:7f00:1::"
      })
  void addressesOfOnesOwnArePrivate(String address) {
    assertThat(AddressBlocks.reachOf(InetAddress.ofLiteral(address)))
        .isEqualTo(AddressReach.PRIVATE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "168.63.129.16",
        "::",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "2001::1",
        "3fff::1",
        "100::1",
        "5f00::1",
        "64:ff9b:1::1",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::",
        "::7f00:1"
      })
  void specialAddressesAreForbidden(String address) {
    assertThat(AddressBlocks.reachOf(InetAddress.ofLiteral(address)))
        .isEqualTo(AddressReach.FORBIDDEN);
  }

  @Test
  void aMappedAddressIsJudgedByWhatItMaps() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    mapped[12] = 127;
    mapped[15] = 1;

    assertThat(AddressBlocks.reachOf(InetAddress.getByAddress(mapped)))
        .isEqualTo(AddressReach.PRIVATE);
  }
}
