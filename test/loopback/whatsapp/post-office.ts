// What a linked device sends besides queries: messages for phones, receipts, acks, chat states.
import type { BinaryNode } from '@whiskeysockets/baileys';
import type { Companion } from './companion.ts';
import type { Link } from './link.ts';
import type { Delivery } from './mail.ts';
import { mediaRetry } from './media-retry.ts';
import { allChildren, child, children, contentOf, deviceOf, node, seconds } from './node.ts';
import { retryBundle } from './stanza-keys.ts';
import type { World } from './world.ts';

export function takeStanza(world: World, link: Link, from: Companion, stanza: BinaryNode): void {
  const { id = '', to, type } = stanza.attrs;
  switch (stanza.tag) {
    case 'message':
      takeMessage(world, link, from, stanza);
      break;
    case 'receipt':
      link.send(node('ack', { class: 'receipt', id, from: to, type, participant: stanza.attrs.participant }));
      takeReceipt(world, from, stanza);
      break;
    case 'ack':
      from.settle(stanza.attrs.error ? 'nack' : (stanza.attrs.class ?? ''), id);
      break;
    case 'chatstate':
      for (const state of allChildren(stanza)) world.handset(to)?.see(state.attrs.media === 'audio' ? 'recording' : state.tag);
  }
}

function takeMessage(world: World, link: Link, from: Companion, stanza: BinaryNode): void {
  const verdict = world.faults.verdict();
  if (verdict === 'lose') return;
  const { id = '', to, participant } = stanza.attrs;
  const about = { class: 'message', id, from: to, participant, t: seconds() };
  if (typeof verdict === 'object') {
    link.send(node('ack', { ...about, error: String(verdict.refuse) }));
    return;
  }
  if (verdict === 'take') world.faults.ack(() => link.send(node('ack', about)));
  for (const [jid, delivery] of deliveries(world, from, stanza)) {
    const device = deviceOf(jid);
    if (device === 0) void world.handset(jid)?.take(delivery);
    else forward(world, device, from, stanza, delivery);
  }
}

/** To whom a message goes, and what each gets of it. */
function deliveries(world: World, from: Companion, stanza: BinaryNode): Map<string, Delivery> {
  const { id = '', to = '', participant } = stanza.attrs;
  const found = new Map<string, Delivery>();
  const group = world.groups.has(to) ? to : undefined;
  const add = (jid: string, enc: BinaryNode) => {
    const delivery = found.get(jid) ?? { id, from, to: jid, group, sealed: [] };
    delivery.sealed.push({ type: enc.attrs.type ?? '', ciphertext: contentOf(enc) });
    found.set(jid, delivery);
  };
  for (const recipient of children(child(stanza, 'participants'), 'to')) {
    for (const enc of children(recipient, 'enc')) add(recipient.attrs.jid ?? '', enc);
  }
  const everybody = world.groups.get(to)?.members.map((member) => member.lid) ?? [to];
  for (const enc of children(stanza, 'enc')) {
    for (const jid of participant ? [participant] : everybody) add(jid, enc);
  }
  return found;
}

/** Another linked device of the same account gets a copy. */
function forward(world: World, device: number, from: Companion, stanza: BinaryNode, delivery: Delivery): void {
  const encs = delivery.sealed.map(({ type, ciphertext }) => node('enc', { v: '2', type }, ciphertext));
  const { id, to: recipient, type } = stanza.attrs;
  world.companions.get(device)?.deliver(node('message', { id, from: from.lid, recipient, type, t: seconds() }, encs));
}

function takeReceipt(world: World, from: Companion, stanza: BinaryNode): void {
  const { id = '', to = '', type, participant } = stanza.attrs;
  if (type === 'server-error') {
    mediaRetry(world, from, stanza);
    return;
  }
  const others = children(child(stanza, 'list'), 'item').map((item) => item.attrs.id ?? '');
  const sender = world.handset(participant ?? to);
  for (const each of [id, ...others]) {
    if (type === 'retry') from.settleForRetry(each);
    else from.settle('message', each);
    sender?.seeReceipt(each, type ?? 'delivered');
  }
  if (type !== 'retry') return;
  void sender?.again(id, from, Number(child(stanza, 'retry')?.attrs.count ?? 1), retryBundle(stanza));
}
