// A dev entry: the try-it page over a throw-away house. `npx esbuild` bundles it, see the README of the tests.
import { openTryHouse, serveApp } from './open.ts';

const { app } = await openTryHouse();
const { url } = await serveApp(app.fetch, Number(process.env.PORT ?? 3111));
process.stdout.write(`${url}/try\n`);
