// Who may act at the desk: the claim of the first manager, and how a manager lets others in.
import { post, refuse, textAtDesk } from './desk-reply.ts';
import type { Inbound } from './message.ts';
import { nearestLanguage, say } from './texts.ts';
import { type DeskGiven, roles, type Staff, type Turn } from './turn.ts';

/** `/claim CODE` in the team's group: makes it the desk and the sender its first manager. The code is good once. */
export function claim(given: DeskGiven, inbound: Inbound, code: string): Turn {
  const no = (text: string): Turn =>
    given.desk?.chat === inbound.chat
      ? refuse(given, inbound, undefined, text)
      : refuse({ ...given, desk: null }, inbound, undefined, text);
  if (inbound.from.anonymous) return no(textAtDesk(given, 'desk.anonymous'));
  if (!inbound.group) return no(textAtDesk(given, 'claim.in_group'));
  if (given.claimCode === null) return no(textAtDesk(given, 'claim.taken'));
  if (code.trim().toUpperCase() !== given.claimCode) return no(textAtDesk(given, 'claim.wrong'));
  const language = nearestLanguage(inbound.from.language, given.languages) ?? given.languages[0] ?? 'en';
  const desk = { contact: inbound.contact, chat: inbound.chat, language };
  const staff: Staff = { address: inbound.from.address, name: inbound.from.name, role: 'manager' };
  const welcome = post('desk', {
    type: 'text',
    title: say(language, 'claim.done_title', { name: staff.name }),
    text: say(language, 'claim.done'),
  });
  return { ...welcome, desk, staff, claimed: true };
}

/** `/join`: asks the managers to let the sender in. Until one does, they are a guest, who can do nothing. */
export function join(given: DeskGiven, inbound: Inbound): Turn {
  const { address, name } = inbound.from;
  if (!given.desk || inbound.chat !== given.desk.chat)
    return refuse({ ...given, desk: null }, inbound, undefined, textAtDesk(given, 'join.at_desk'));
  if (given.staff)
    return refuse(given, inbound, undefined, textAtDesk(given, 'join.already', { role: textAtDesk(given, `role.${given.staff.role}`) }));
  const choices = roles.map((role) => ({
    data: `let:${role}:${address}`,
    label: textAtDesk(given, 'join.let', { role: textAtDesk(given, `role.${role}`) }),
  }));
  return { ...post('desk', { type: 'text', text: textAtDesk(given, 'join.asked', { name }), choices }), guest: { address, name } };
}

/** A manager's press of "let in as …". */
export function letIn(given: DeskGiven, inbound: Inbound, argument: string): Turn {
  const role = roles.find((one) => argument.startsWith(`${one}:`));
  const { guest } = given;
  if (!role || !guest || argument !== `${role}:${guest.address}`) return refuse(given, inbound, undefined, textAtDesk(given, 'join.gone'));
  const text = textAtDesk(given, 'join.done', { name: guest.name, role: textAtDesk(given, `role.${role}`) });
  return { ...post('desk', { type: 'text', text }), staff: { ...guest, role } };
}
