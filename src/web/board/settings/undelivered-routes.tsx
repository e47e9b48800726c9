// The addresses of what did not arrive. What is sent again takes the outbox's way, as it did before.
import { Hono } from 'hono';
import { readPeople } from '../../../../db/conversations.ts';
import { readOwners } from '../../../../db/joins.ts';
import { readParked, readParkedLane, readUnworked, resendStatements, setAsideStatement } from '../../../../db/parked.ts';
import { auditStatement } from '../../../../db/web.ts';
import type { Address } from '../../../../flows/message.ts';
import type { AppParts } from '../../parts.ts';
import type { StaffVariables } from '../../staff/session.ts';
import { wordsIn } from '../words.ts';
import { UndeliveredPage } from './undelivered.tsx';
import { needRole, whoOf } from './who.ts';

/** The newest, on one page. */
const mostParked = 50;
const mostUnworked = 20;

/** Everything below /board/settings/undelivered. */
export function undeliveredRoutes({ house, clock }: Pick<AppParts, 'house' | 'clock'>): Hono<StaffVariables> {
  const { store, outbox } = house;
  const app = new Hono<StaffVariables>();

  async function namesOf(chats: readonly Address[]): Promise<Map<Address, string>> {
    const owners = await readOwners(store, chats);
    const people = await readPeople(store, [...new Set([...owners.values()].map(({ person }) => person))]);
    return new Map([...owners].flatMap(([chat, { person }]) => (people.get(person)?.name ? [[chat, people.get(person)?.name ?? '']] : [])));
  }

  app.get('/', async (c) => {
    needRole(c, 'lead');
    const [{ rows, of }, unworked] = await Promise.all([readParked(store, mostParked), readUnworked(store, mostUnworked)]);
    const names = await namesOf([...new Set(rows.map(({ outbound }) => outbound.lane))]);
    const t = wordsIn(c.var.language);
    const told = { again: t('undelivered.on_its_way'), gone: t('undelivered.gone') }[c.req.query('told') ?? ''];
    const news = told === undefined ? {} : { done: told };
    return c.html(<UndeliveredPage who={whoOf(c)} {...{ news, rows, of, unworked, names, zone: house.hours.zone }} />);
  });
  app.post('/', async (c) => {
    needRole(c, 'lead');
    const form = await c.req.parseBody();
    const [id, isAgain] = [typeof form.id === 'string' ? form.id : '', form.do === 'again'];
    const { address, name } = c.var.staff;
    const lane = await readParkedLane(store, id);
    if (lane === null) return c.redirect('/board/settings/undelivered?told=gone', 303);
    await store.write([
      ...(isAgain ? resendStatements(id, lane, clock.now()) : [setAsideStatement(id)]),
      auditStatement({ at: clock.now(), address, name, deed: isAgain ? 'resent' : 'set_aside' }),
    ]);
    outbox.wake();
    return c.redirect(`/board/settings/undelivered${isAgain ? '?told=again' : ''}`, 303);
  });
  return app;
}
