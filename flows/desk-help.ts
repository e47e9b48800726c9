// /help at the desk: the commands by what they are for, and only what one's role may.
import { deskCommandNames, deskCommands, helpGroups } from './desk-commands.ts';
import type { Deed } from './desk-deed.ts';
import { deskLane, post, textAtDesk } from './desk-reply.ts';
import { atLeast } from './desk-roles.ts';
import type { Turn } from './turn.ts';

export function help({ given, staff, topic }: Deed): Turn {
  const groups = helpGroups.map((group) => {
    const lines = deskCommandNames.flatMap((name) => {
      const command = deskCommands[name];
      return command.group === group && command.slash && atLeast(staff.role, command.role)
        ? [`/${command.slash} – ${textAtDesk(given, `help.${name as 'take'}`)}`] // those of a group have a line of their own
        : [];
    });
    return `${textAtDesk(given, `help.group.${group}`)}\n${lines.join('\n')}`;
  });
  const text = [textAtDesk(given, 'desk.help'), ...groups, textAtDesk(given, 'desk.help_marks')].join('\n\n');
  return post(deskLane(topic), { type: 'text', title: textAtDesk(given, 'desk.help_title'), text });
}
