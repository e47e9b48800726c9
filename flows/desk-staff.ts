// Colleagues who have no chat with the bot: added by their mail address; and what each of the team is called.
import { accountsOn } from './contact-links.ts';
import { type Deed, no, wrong } from './desk-deed.ts';
import { memberNamed } from './desk-people.ts';
import { deskLane, post, textAtDesk } from './desk-reply.ts';
import { mailIn, withoutMail } from './link-words.ts';
import type { Staff, Turn } from './turn.ts';

const longestName = 80;

/** `/colleague Carla Souza carla@example.com`: an analyst, who signs in to the board by a code that is mailed. */
export function colleague(deed: Deed): Turn {
  const { given, content } = deed;
  if (!accountsOn(given.kept).includes('email')) return no(deed, 'board.staff.no_mailbox');
  const address = mailIn(content.text);
  const name = withoutMail(content.text).replace(/\s+/g, ' ');
  if (!address || !isName(name)) return wrong(deed, 'wrong.colleague');
  const known = given.team.find((one) => one.address === address);
  if (known) return no(deed, 'desk.colleague_there', { name: known.name });
  return kept(deed, { address, name, role: 'analyst' }, textAtDesk(given, 'desk.colleague_added', { name }));
}

/** `/rename Carla: Carla Souza`. Tickets keep the name that somebody had then. */
export function rename(deed: Deed): Turn {
  const { given, content } = deed;
  const named = given.team.find(({ address }) => content.text.startsWith(`${address}: `));
  const [, whom = '', said = ''] = /^([^:]*):([\s\S]*)$/.exec(content.text) ?? [];
  const member = named ?? memberNamed(given.team, whom);
  const name = (named ? content.text.slice(named.address.length + 2) : said).replace(/\s+/g, ' ').trim();
  if (!member || !isName(name)) return wrong(deed, 'wrong.rename');
  return kept(deed, { ...member, name }, textAtDesk(given, 'desk.renamed', { before: member.name, name }));
}

const isName = (text: string): boolean => /\p{L}/u.test(text) && text.length <= longestName;

const kept = (deed: Deed, staff: Staff, text: string): Turn => ({ ...post(deskLane(deed.topic), { type: 'text', text }), staff });
