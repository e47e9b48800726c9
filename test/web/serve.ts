// For looking at the try-it page while working on it: a throw-away house, served. Bundle and run it from the repository:
// npx esbuild test/web/serve.ts --bundle --platform=node --packages=external --format=esm --jsx=automatic
//   --jsx-import-source=hono/jsx --outfile=node_modules/.cache/serve.mjs && PORT=3111 node node_modules/.cache/serve.mjs
import { openTryHouse, serveApp } from './open.ts';

const { app } = await openTryHouse();
const { url } = await serveApp(app.fetch, Number(process.env.PORT ?? 3111));
process.stdout.write(`${url}/try\n`);
