import { isIP } from 'node:net';

/** The name under which clients are counted whose address cannot be read. They share one count. */
export const UNREADABLE = 'unreadable';

/**
 * The name under which a client is counted. `text` is the client's address, or undefined after the
 * client has gone: the socket does not know it any more.
 *
 * It is an IPv4 address, or the first 64 bits of an IPv6
 * address, such as `2001:db8:0:1::/64`. One customer usually has a whole /64, so every address in
 * it is one client.
 *
 * An IPv4 address that is mapped into IPv6 (`::ffff:192.0.2.1`, RFC 4291 section 2.5.5.2) counts
 * as IPv4. Some proxies add the port of the client, which changes with each connection: the port
 * and the zone (`%eth0`) do not count.
 */
export function countedAddress(text: string | undefined): string {
  const address = withoutPort((text ?? '').trim());
  if (isIP(address) === 4) return address;
  if (isIP(address) !== 6) return UNREADABLE;
  const groups = groupsOf(address.replace(/%.*$/, ''));
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 0xff])
      .join('.');
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** `192.0.2.1:443` and `[2001:db8::1]:443` without their ports. */
function withoutPort(text: string): string {
  return /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.[1] ?? text;
}

/** The eight groups of a valid IPv6 address. The parser of URLs writes dotted ends as groups. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const read = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const [before, after] = [read(head), read(tail ?? '')];
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}
