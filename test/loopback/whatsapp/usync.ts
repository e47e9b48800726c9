// Answers to "usync" queries: who has WhatsApp, by what lid, on which devices.
import type { BinaryNode } from '@whiskeysockets/baileys';
import type { Handset } from './handset.ts';
import { allChildren, child, children, node, seconds } from './node.ts';
import type { World } from './world.ts';

export function usyncAnswer(world: World, query: BinaryNode): BinaryNode[] {
  const usync = child(query, 'usync');
  const asked = allChildren(child(usync, 'query') ?? node('query')).map(({ tag }) => tag);
  const users = children(child(usync, 'list'), 'user').map((user) => answerFor(world, user, asked));
  return [node('usync', usync?.attrs ?? {}, [node('result'), node('list', {}, users)])];
}

function answerFor(world: World, user: BinaryNode, asked: string[]): BinaryNode {
  const phone = child(user, 'contact')?.content;
  const number = phone ? Buffer.from(phone.toString()).toString().replace('+', '') : undefined;
  const jid = user.attrs.jid ?? `${number}@s.whatsapp.net`;
  const handset = world.handset(jid);
  const parts: BinaryNode[] = [];
  for (const protocol of asked) {
    if (protocol === 'contact') parts.push(node('contact', { type: handset ? 'in' : 'out' }));
    if (protocol === 'devices') parts.push(node('devices', {}, handset ? devicesOf(world, handset) : [node('device-list')]));
    if (protocol === 'lid' && handset && !jid.endsWith('@lid')) parts.push(node('lid', { val: handset.lid }));
  }
  return node('user', { jid }, parts);
}

function devicesOf(world: World, handset: Handset): BinaryNode[] {
  const linked = handset === world.owner ? [...world.companions.keys()] : [];
  const devices = [node('device', { id: '0' }), ...linked.map((id) => node('device', { id: String(id), 'key-index': String(id) }))];
  return [node('device-list', {}, devices), node('key-index-list', { ts: seconds() })];
}
