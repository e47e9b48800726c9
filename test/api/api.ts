// The API over a real server on this machine, and a program with a token at it.
import { makeToken, type Scope } from '../../src/api-token.ts';
import type { ApiRules } from '../../src/web/api/routes.ts';
import { testClock } from '../support/clock.ts';
import type { TestHouse, TestHouseOptions } from '../support/house.ts';
import { openTryHouse, serveApp, type TryHouse } from '../web/open.ts';

export type Json = Record<string, unknown> & { number?: number };
export type Answer = { status: number; headers: Headers; body: Json };
export type Program = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

export type ApiHouse = {
  house: TestHouse;
  url: string;
  /** The app itself, for what must come in at one moment. */
  app: TryHouse['app'];
  program(scopes?: readonly Scope[], name?: string): Promise<Program>;
  close(): Promise<void>;
};

/** A token’s words for a program of this name. */
export async function tokenFor(house: TestHouse, scopes: readonly Scope[], name: string): Promise<string> {
  const token = await makeToken(house.store, name, scopes, house.clock.now());
  if (token === null) throw new Error(`There is a token “${name}” already.`);
  await house.memory.readDesk();
  return token;
}

export async function openApi(
  options: TestHouseOptions = {},
  api: ApiRules = { perMinute: 10_000, allowPrivate: true },
): Promise<ApiHouse> {
  const { house, app } = await openTryHouse({ clock: testClock(), ...options }, { open: false, key: 'k'.repeat(32) }, undefined, api);
  const server = await serveApp(app.fetch);
  return {
    house,
    url: server.url,
    app,
    program: async (scopes = ['read', 'write', 'admin'], name = 'crm') => asking(server.url, await tokenFor(house, scopes, name)),
    close: async () => {
      await server.stop();
      await house.close();
    },
  };
}

export const asking =
  (url: string, token: string): Program =>
  async (method, path, body, headers = {}) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? {} : (JSON.parse(text) as Json) };
  };

/** A banner, as a program files it. */
export const banner = (key = 'ana') => ({
  service: 'banner',
  client: { key, name: 'Ana Souza', language: 'en' },
  answers: { purpose: 'The spring fair', place: 'social', words: 'Up to 40% off' },
});
