// What the web app is built from.
import type { Hono } from 'hono';
import type { Web } from '../../bots/web/index.ts';
import type { Clock } from '../clock.ts';
import type { House } from '../house.ts';
import type { Log } from '../log.ts';
import type { ApiRules } from './api/routes.ts';
import type { Access } from './guard.ts';
import type { Deeds } from './staff/deeds.ts';

export type AppParts = {
  house: Pick<House, 'store' | 'files' | 'openFile' | 'memory' | 'outbox' | 'channels' | 'catalogue' | 'changes' | 'engine' | 'time'>;
  /** The door that the try-it page and the terminal use. */
  web: Web;
  /** What the team does from its pages. */
  deeds: Deeds;
  log: Log;
  clock: Clock;
  access: Access;
  /** How programs may use the API; as usual when left out. */
  api?: ApiRules;
  /** What is below /setup, where there is something to set up. */
  setup?: Hono;
  /** By `channel/id`: what the channel does with a request. */
  webhooks: ReadonlyMap<string, (request: Request) => Promise<Response>>;
};
