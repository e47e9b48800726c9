// Opens the HTTP server, and says in a sentence why it cannot.
import { serve } from '@hono/node-server';
import type { Env } from './env.ts';
import { StartError } from './open-store.ts';

/** A file of 100 MB over a slow line takes its time. */
const longestRequestMs = 30 * 60_000;

/** Resolves once it listens. Throws StartError. */
export function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  env: Env,
): Promise<{ port: number; close: (done: (value: unknown) => void) => void }> {
  return new Promise((resolve, reject) => {
    const serverOptions = { requestTimeout: longestRequestMs };
    const server = serve({ fetch, port: env.PORT, hostname: env.HOST, serverOptions }, (info) => {
      resolve({
        port: info.port,
        close: (done) => {
          server.close(() => done(undefined));
          if ('closeAllConnections' in server) server.closeAllConnections(); // live pages hold a connection open for as long as they like
        },
      });
    });
    server.on('error', (error: Error & { code?: string }) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `Port ${env.PORT} is taken: another program, or another Alur, listens there. Stop it, or start with PORT=${env.PORT + 1}.`
          : `The server cannot listen on ${env.HOST}:${env.PORT} (${error.message}). Check HOST and PORT.`;
      reject(new StartError(why, error));
    });
  });
}
