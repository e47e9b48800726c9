// Answers to a linked device's queries (`iq`).
import type { BinaryNode } from '@whiskeysockets/baileys';
import type { Companion } from './companion.ts';
import { groupAnswer } from './group-query.ts';
import type { Link } from './link.ts';
import { allChildren, bytesOf, child, children, deviceOf, node, seconds, userOf } from './node.ts';
import { bundleNodes, readKey, readSignedKey } from './stanza-keys.ts';
import { unlink } from './unlink.ts';
import { usyncAnswer } from './usync.ts';
import type { World } from './world.ts';

export async function answerQuery(world: World, link: Link, companion: Companion, query: BinaryNode): Promise<void> {
  if (query.attrs.type === 'result' || query.attrs.type === 'error') return;
  const { xmlns = '' } = query.attrs;
  if (world.faults.unanswered.has(xmlns)) return;
  const content = await contentFor(world, companion, query);
  const error = content.find((part) => part.tag === 'error');
  link.send(node('iq', { from: query.attrs.to, type: error ? 'error' : 'result', id: query.attrs.id, t: seconds() }, content));
  const [first] = allChildren(query);
  if (xmlns === 'passive' && first?.tag === 'active') {
    companion.flush();
    world.tape.event(link.number, 'ready', { device: companion.device });
    if (!companion.greeted) await world.owner?.greet(companion);
  }
  if (first?.tag === 'remove-companion-device') unlink(world, companion, false);
}

async function contentFor(world: World, companion: Companion, query: BinaryNode): Promise<BinaryNode[]> {
  const [first] = allChildren(query);
  switch (query.attrs.xmlns) {
    case 'encrypt':
      return encryptAnswer(world, companion, query, first);
    case 'usync':
      return usyncAnswer(world, query);
    case 'w:g2':
      return groupAnswer(world, query);
    case 'abt':
      return [node('props', { protocol: '1', hash: 'loopback', refresh: '86400' })];
    case 'blocklist':
      return [node('list')];
    case 'privacy':
      return first?.tag === 'tokens' ? [node('tokens')] : [node('privacy', {}, [node('category', { name: 'readreceipts', value: 'all' })])];
    case 'w:sync:app:state':
      return [node('sync', {}, children(child(query, 'sync'), 'collection').map(asItWas))];
    case 'w:m':
      return [node('media_conn', { auth: 'loopback', ttl: '3600' }, [node('host', { hostname: world.media.host, type: 'primary' })])];
    default:
      return [];
  }
}

function asItWas({ attrs }: BinaryNode): BinaryNode {
  return node('collection', { name: attrs.name, version: attrs.version, has_more_patches: 'false' });
}

async function encryptAnswer(world: World, companion: Companion, query: BinaryNode, first: BinaryNode | undefined): Promise<BinaryNode[]> {
  if (first?.tag === 'count') return [node('count', { value: String(companion.oneTimeKeys.length) })];
  if (first?.tag === 'digest') return [node('digest', {}, [node('registration', {}, Buffer.alloc(4))])];
  if (first?.tag === 'rotate') {
    const signed = child(first, 'skey');
    if (signed) companion.keys.signedPreKey = readSignedKey(signed);
    return [];
  }
  if (first?.tag === 'key') return [node('list', {}, await bundlesFor(world, children(first, 'user')))];
  if (query.attrs.type === 'set') {
    const signed = child(query, 'skey');
    companion.oneTimeKeys.push(...children(child(query, 'list'), 'key').map(readKey));
    companion.keys.identityKey = bytesOf(query, 'identity');
    if (signed) companion.keys.signedPreKey = readSignedKey(signed);
  }
  return [];
}

async function bundlesFor(world: World, users: BinaryNode[]): Promise<BinaryNode[]> {
  const answers: BinaryNode[] = [];
  for (const { attrs } of users) {
    const { jid = '' } = attrs;
    const bundle = await bundleFor(world, jid);
    const content = bundle ? bundleNodes(bundle) : [node('error', { code: '404', text: 'item-not-found' })];
    answers.push(node('user', { jid }, content));
  }
  return answers;
}

async function bundleFor(world: World, jid: string) {
  const device = deviceOf(jid);
  if (device === 0) return world.handset(jid)?.vault.bundle();
  const isOwner = world.owner && [world.owner.lidUser, world.owner.number].includes(userOf(jid));
  return isOwner ? world.companions.get(device)?.bundle() : undefined;
}
