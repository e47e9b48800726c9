// Answers to queries about groups.
import type { BinaryNode } from '@whiskeysockets/baileys';
import type { Group } from './group.ts';
import { child, node, seconds, userOf } from './node.ts';
import type { World } from './world.ts';

export function groupAnswer(world: World, query: BinaryNode): BinaryNode[] {
  if (child(query, 'participating')) {
    return [
      node(
        'groups',
        {},
        [...world.groups.values()].map((group) => groupNode(world, group)),
      ),
    ];
  }
  const group = world.groups.get(query.attrs.to ?? '');
  return [group ? groupNode(world, group) : node('error', { code: '404', text: 'item-not-found' })];
}

function groupNode(world: World, group: Group): BinaryNode {
  const created = seconds(group.createdAt);
  const members = group.members.map((member) =>
    node('participant', { jid: member.lid, phone_number: member.pn, type: member === world.owner ? 'superadmin' : undefined }),
  );
  const attributes = {
    id: userOf(group.jid),
    subject: group.subject,
    creation: created,
    s_t: created,
    addressing_mode: 'lid',
    size: String(members.length),
    creator: world.owner?.lid,
    creator_pn: world.owner?.pn,
    s_o: world.owner?.lid,
    s_o_pn: world.owner?.pn,
  };
  return node('group', attributes, members);
}
