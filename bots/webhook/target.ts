// Where a webhook may lead: an https address of the open internet. Names are looked at when they are resolved, for the very
// connection that is made, so that a name cannot point elsewhere between the check and the call.
import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const apart = new BlockList();
// IANA's special-purpose registries (RFC 6890 and its successors), multicast, and what is reserved.
for (const [net, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 3]] as const) apart.addSubnet(net, bits, 'ipv4'); // biome-ignore format: a list
for (const [net, bits] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const) apart.addSubnet(net, bits, 'ipv6'); // biome-ignore format: a list
const open6 = new BlockList();
open6.addSubnet('2000::', 3, 'ipv6');

/** An address of the open internet. */
export function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !apart.check(address, 'ipv4');
    case 6:
      return open6.check(address, 'ipv6') && !apart.check(address, 'ipv6');
    default:
      return false;
  }
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, '');
const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host);

/** Why this can be no endpoint, in a sentence; undefined when it can. `allowPrivate`: addresses of this machine and its networks are allowed. */
export function whyNot(address: string, allowPrivate: boolean): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || address.length > 2000) return 'The url must be a whole https address of at most 2,000 characters.';
  const host = bare(url.hostname);
  const plain = url.protocol === 'http:' && allowPrivate && isLoopback(host);
  if (url.protocol !== 'https:' && !plain) return 'The url must begin with https://.';
  if (url.username !== '' || url.password !== '') return 'The url must hold no user name and no password.';
  if (allowPrivate) return undefined;
  const inside = isIP(host) ? !isPublic(host) : /(^|\.)(localhost|local|internal|home\.arpa)\.?$/i.test(host) || !host.includes('.');
  return inside ? 'The url leads to a private network; only whoever runs Alur can allow that, by WEBHOOKS_PRIVATE=on.' : undefined;
}

/** Resolves a name for a connection, to public addresses only. */
export const publicLookup: LookupFunction = (host, options, done) => {
  resolve(host, { ...options, all: true }, (error, addresses) => {
    const [first, ...rest] = (addresses ?? []).filter(({ address }) => isPublic(address));
    if (error || !first) return done(error ?? new Error('The name leads to a private network.'), '');
    return options.all ? done(null, [first, ...rest]) : done(null, first.address, first.family);
  });
};
