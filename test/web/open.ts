// A try-it page for tests and for looking at: a test house with its web app, served on a port of this machine.
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { staffStatement } from '../../db/desk.ts';
import { languages } from '../../flows/texts.ts';
import type { Brand } from '../../src/brand.ts';
import { realClock } from '../../src/clock.ts';
import { folderFiles } from '../../src/files.ts';
import type { ApiRules } from '../../src/web/api/routes.ts';
import { createApp } from '../../src/web/app.tsx';
import type { Access } from '../../src/web/guard.ts';
import type { AppParts } from '../../src/web/parts.ts';
import { openTestHouse, type TestHouse, type TestHouseOptions } from '../support/house.ts';

export type TryHouse = { house: TestHouse; app: ReturnType<typeof createApp> };

/** The house with the page's analyst on its desk, in real time unless told otherwise. */
export async function openTryHouse(
  options: TestHouseOptions = {},
  access: Access = { open: true, key: '' },
  setup?: Hono,
  api?: ApiRules,
  brand: Brand = { name: 'Alur' },
): Promise<TryHouse> {
  const clock = options.clock ?? { ...realClock, advance: () => undefined, set: () => undefined };
  const house = await openTestHouse({ url: 'https://desk.example.com', ...options, clock });
  await house.store.write([staffStatement({ address: 'web:you', name: 'Bruno Dias', role: 'manager' })]);
  await house.memory.readDesk();
  const app = appOf(house, {
    clock,
    access,
    brand,
    ...(options.log ? { log: options.log } : {}),
    ...(setup ? { setup } : {}),
    ...(api ? { api } : {}),
  });
  return { house, app };
}

/** The web app of a house that is open already. */
export const appOf = (house: TestHouse, parts: Partial<AppParts> = {}): ReturnType<typeof createApp> =>
  createApp({
    house,
    web: house.web,
    deeds: house.deeds,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    clock: house.clock,
    access: { open: true, key: '' },
    languages,
    zone: 'UTC',
    brand: { name: 'Alur' },
    files: folderFiles(join(house.folder, 'files')),
    webhooks: new Map([['test/one', async (request) => new Response(await request.text())]]),
    ...parts,
  });

/** Serves an app; port 0 takes a free one. */
export function serveApp(
  fetch: (request: Request) => Response | Promise<Response>,
  port = 0,
): Promise<{ url: string; port: number; stop(): Promise<void> }> {
  return new Promise((resolve) => {
    const server = serve({ fetch, port, hostname: '127.0.0.1' }, (info) => {
      resolve({
        url: `http://127.0.0.1:${info.port}`,
        port: info.port,
        stop: () =>
          new Promise((done) => {
            server.close(() => done());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
  });
}
