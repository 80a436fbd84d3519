package dev.fleetprompt.platform.egress;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which address blocks are public. The source of the blocks is the pair of IANA special-purpose
 * address registries (RFC 6890 and its updates).
 */
final class AddressBlocks {
  private static final List<Block> PRIVATE =
      List.of(
          Block.of("10.0.0.0", 8),
          Block.of("172.16.0.0", 12),
          Block.of("192.168.0.0", 16),
          Block.of("100.64.0.0", 10),
          Block.of("127.0.0.0", 8),
          Block.of("::1", 128),
          Block.of("fc00::", 7));

  private static final List<Block> FORBIDDEN =
      List.of(
          Block.of("0.0.0.0", 8),
          Block.of("169.254.0.0", 16),
          Block.of("192.0.0.0", 24),
          Block.of("192.0.2.0", 24),
          Block.of("192.88.99.0", 24),
          Block.of("198.18.0.0", 15),
          Block.of("198.51.100.0", 24),
          Block.of("203.0.113.0", 24),
          Block.of("224.0.0.0", 4),
          Block.of("240.0.0.0", 4),
          // A cloud's host agent, at a globally routed address that only its guests can reach.
          Block.of("168.63.129.16", 32),
          // Protocol assignments (Teredo, ORCHID, benchmarking) and the two documentation blocks.
          Block.of("2001::", 23),
          Block.of("2001:db8::", 32),
          Block.of("3fff::", 20));

  /** Only this block is handed out as global unicast; whatever is outside it is special. */
  private static final Block GLOBAL_UNICAST = Block.of("2000::", 3);

  private static final Block NAT64 = Block.of("64:ff9b::", 96);
  private static final Block SIX_TO_FOUR = Block.of("2002::", 16);
  private static final Block MAPPED = new Block(mappedPrefix(), 96);

  private AddressBlocks() {}

  static AddressReach reachOf(InetAddress address) {
    return reachOf(address.getAddress());
  }

  private static AddressReach reachOf(byte[] address) {
    if (contains(PRIVATE, address)) {
      return AddressReach.PRIVATE;
    }
    if (contains(FORBIDDEN, address)) {
      return AddressReach.FORBIDDEN;
    }
    if (address.length == 4) {
      return AddressReach.PUBLIC;
    }
    if (MAPPED.contains(address) || NAT64.contains(address)) {
      return reachOf(Arrays.copyOfRange(address, 12, 16));
    }
    if (SIX_TO_FOUR.contains(address)) {
      return reachOf(Arrays.copyOfRange(address, 2, 6));
    }
    return GLOBAL_UNICAST.contains(address) ? AddressReach.PUBLIC : AddressReach.FORBIDDEN;
  }

  private static boolean contains(List<Block> blocks, byte[] address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  private static byte[] mappedPrefix() {
    byte[] prefix = new byte[16];
    prefix[10] = (byte) 0xff;
    prefix[11] = (byte) 0xff;
    return prefix;
  }

  private record Block(byte[] prefix, int bits) {
    static Block of(String prefix, int bits) {
      return new Block(InetAddress.ofLiteral(prefix).getAddress(), bits);
    }

    boolean contains(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      int whole = bits / 8;
      if (!Arrays.equals(address, 0, whole, prefix, 0, whole)) {
        return false;
      }
      int rest = bits % 8;
      int mask = 0xff << (8 - rest);
      return rest == 0 || ((address[whole] ^ prefix[whole]) & mask & 0xff) == 0;
    }
  }
}
