// A board for tests: a test house with its web app, a small team, and sessions for each of them.
import { staffStatement } from '../../../db/desk.ts';
import { sessionStatement } from '../../../db/web.ts';
import type { StaffRole } from '../../../flows/turn.ts';
import { hashOf } from '../../../src/web/staff/session.ts';
import type { TestHouse, TestHouseOptions } from '../../support/house.ts';
import { openTryHouse, type TryHouse } from '../open.ts';

export const team: readonly [string, string, StaffRole][] = [
  ['web:carla', 'Carla Reis', 'lead'],
  ['web:deniz', 'Deniz Kaya', 'analyst'],
];

export type BoardHouse = TryHouse & {
  /** The cookie of a member who is signed in. */
  cookie(address: string, at?: number): Promise<string>;
  get(path: string, as?: string): Promise<Response>;
  /** `json`: as a script would send it. */
  post(path: string, form: Record<string, string | File>, as?: string, headers?: Record<string, string>): Promise<Response>;
};

const page = { accept: 'text/html' };
const script = { accept: 'application/json' };

/** Nobody is let in without a session; `as` is the address of whoever asks, Bruno's unless told otherwise. */
export async function openBoard(options: TestHouseOptions = {}): Promise<BoardHouse> {
  const opened = await openTryHouse(options, { open: false, key: 'the-key' });
  await addTeam(opened.house);
  const cookie = (address: string, at = opened.house.clock.now()) => signIn(opened.house, address, at);
  const cookies = new Map<string, string>();
  const headersOf = async (as: string): Promise<Record<string, string>> => {
    if (as === '') return {};
    const kept = cookies.get(as) ?? (await cookie(as));
    cookies.set(as, kept);
    return { cookie: kept };
  };
  return {
    ...opened,
    cookie,
    get: async (path, as = 'web:you') => opened.app.request(path, { headers: { ...page, ...(await headersOf(as)) } }),
    post: async (path, form, as = 'web:you', headers = script) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(form)) body.append(name, value);
      return opened.app.request(path, { method: 'POST', headers: { ...headers, ...(await headersOf(as)) }, body });
    },
  };
}

export async function addTeam(house: TestHouse): Promise<void> {
  await house.store.write(team.map(([address, name, role]) => staffStatement({ address, name, role })));
  await house.memory.readDesk();
}

/** A session of that member's, as the cookie that bears it. */
export async function signIn(house: TestHouse, address: string, at: number): Promise<string> {
  const key = crypto.randomUUID();
  await house.store.write([sessionStatement(await hashOf(key), address, at)]);
  return `alur_staff=${key}`;
}
