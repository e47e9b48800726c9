// The pages' own files, served from memory: one lookup by name, no path to escape by. They hold nothing secret.
import { Hono } from 'hono';
import { etag } from 'hono/etag';

const types: Record<string, string> = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };

export function assetRoutes(assets: Readonly<Record<string, string>>): Hono {
  const app = new Hono();
  app.use(etag());
  app.get('/:name', (c) => {
    const name = c.req.param('name');
    const asset = Object.hasOwn(assets, name) ? assets[name] : undefined;
    if (asset === undefined) return c.notFound();
    return c.body(asset, 200, {
      'Content-Type': `${types[name.split('.').at(-1) ?? ''] ?? 'text/plain'}; charset=utf-8`,
      'Cache-Control': 'no-cache',
    });
  });
  return app;
}
