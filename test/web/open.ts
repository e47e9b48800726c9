// A try-it page for tests and for looking at: a test house with its web app, served on a port of this machine.
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { staffStatement } from '../../db/desk.ts';
import { realClock } from '../../src/clock.ts';
import type { ApiRules } from '../../src/web/api/routes.ts';
import { createApp } from '../../src/web/app.tsx';
import type { Access } from '../../src/web/guard.ts';
import { openTestHouse, type TestHouse, type TestHouseOptions } from '../support/house.ts';

export type TryHouse = { house: TestHouse; app: ReturnType<typeof createApp> };

/** The house with the page's analyst on its desk, in real time unless told otherwise. */
export async function openTryHouse(
  options: TestHouseOptions = {},
  access: Access = { open: true, key: '' },
  setup?: Hono,
  api?: ApiRules,
): Promise<TryHouse> {
  const clock = options.clock ?? { ...realClock, advance: () => undefined, set: () => undefined };
  const house = await openTestHouse({ ...options, clock });
  await house.store.write([staffStatement({ address: 'web:you', name: 'Bruno Dias', role: 'manager' })]);
  await house.memory.readDesk();
  const app = createApp({
    house,
    web: house.web,
    deeds: house.deeds,
    log: options.log ?? { info: () => undefined, warn: () => undefined, error: () => undefined },
    clock,
    access,
    ...(setup ? { setup } : {}),
    ...(api ? { api } : {}),
    webhooks: new Map([['test/one', async (request) => new Response(await request.text())]]),
  });
  return { house, app };
}

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
