// What the web app is built from.
import type { Hono } from 'hono';
import type { Web } from '../../bots/web/index.ts';
import type { Brand } from '../brand.ts';
import type { Clock } from '../clock.ts';
import type { FolderFiles } from '../files.ts';
import type { House } from '../house.ts';
import type { Log } from '../log.ts';
import type { ApiRules } from './api/routes.ts';
import type { Rows } from './board/rows.ts';
import type { Access } from './guard.ts';
import type { Deeds } from './staff/deeds.ts';

export type AppParts = {
  house: Pick<
    House,
    'store' | 'files' | 'openFile' | 'memory' | 'outbox' | 'channels' | 'catalogue' | 'changes' | 'engine' | 'hours' | 'settings' | 'links'
  >;
  /** The door that the try-it page and the terminal use. */
  web: Web;
  /** What the team does from its pages. */
  deeds: Deeds;
  /** The open tickets as the board shows them; its own where nobody made them ready. */
  rows?: Rows;
  log: Log;
  clock: Clock;
  access: Access;
  /** The house's files, for what is too large to stand in memory. */
  files: FolderFiles;
  /** The languages offered, and the zone that times are told in. */
  languages: readonly string[];
  zone: string;
  /** How the team looks to its clients. */
  brand: Brand;
  /** How programs may use the API; as usual when left out. */
  api?: ApiRules;
  /** What is below /setup, where there is something to set up. */
  setup?: Hono;
  /** By `channel/id`: what the channel does with a request. */
  webhooks: ReadonlyMap<string, (request: Request) => Promise<Response>>;
};
