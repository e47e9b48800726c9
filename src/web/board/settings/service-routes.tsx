// The addresses of the service catalogue: the list, a service as YAML, and its saving with the same checks as a file's.
import { Hono } from 'hono';
import { type Origin, readServices } from '../../../../db/catalogue.ts';
import { auditStatement } from '../../../../db/web.ts';
import { clashes, type Mistake, parseService } from '../../../../flows/catalogue-file.ts';
import { schemaLine, yamlOf } from '../../../../flows/catalogue-yaml.ts';
import type { AppParts } from '../../parts.ts';
import type { StaffVariables } from '../../staff/session.ts';
import { serviceName } from '../card.tsx';
import { wordsIn } from '../words.ts';
import { ServicePage, ServicesPage } from './services.tsx';
import { type C, needRole, newsOf, whoOf } from './who.ts';

const added = 'new';

export function serviceRoutes({ house, clock }: AppParts): Hono<StaffVariables> {
  const app = new Hono<StaffVariables>();

  /** Where the newest version of each comes from. */
  async function originsNow(): Promise<Map<string, Origin>> {
    const origins = new Map<string, Origin>();
    for (const { id, origin } of await readServices(house.store)) if (!origins.has(id)) origins.set(id, origin);
    return origins;
  }

  type Shown = { yaml?: string; mistakes?: readonly Mistake[]; problem?: string; done?: string };
  async function page(c: C, id: string, { yaml, mistakes = [], problem, done }: Shown = {}): Promise<Response> {
    const t = wordsIn(c.var.language);
    const catalogue = house.catalogue.current();
    const service = catalogue.find((one) => one.id === id);
    if (!service && id !== added) return c.notFound();
    const { version: _, ...body } = service ?? { version: 0 };
    const origin = (await originsNow()).get(id);
    const file = origin?.startsWith('file:') ? t('services.file_wins', { file: origin.slice('file:'.length) }) : undefined;
    const locked = house.catalogue.keep ? file : t('services.fixed');
    const text = yaml ?? ('id' in body ? yamlOf(body) : `${schemaLine}\n`);
    const title = service ? serviceName({ catalogue, language: c.var.language }, id) : t('services.new');
    const news = { ...newsOf(c), ...(problem ? { problem } : {}), ...(done ? { done } : {}) };
    const view = (
      <ServicePage who={whoOf(c)} news={news} title={title} id={id} yaml={text} mistakes={mistakes} {...(locked ? { locked } : {})} />
    );
    return c.html(view, problem || mistakes.length > 0 ? 409 : 200);
  }

  app.get('/', async (c) =>
    c.html(<ServicesPage who={whoOf(c)} news={newsOf(c)} catalogue={house.catalogue.current()} origins={await originsNow()} />),
  );
  app.get('/:id{[a-z0-9-]{1,20}}', (c) => page(c, c.req.param('id')));
  app.post('/:id{[a-z0-9-]{1,20}}', async (c) => {
    needRole(c, 'lead');
    const t = wordsIn(c.var.language);
    const id = c.req.param('id');
    const form = await c.req.parseBody();
    const yaml = typeof form.yaml === 'string' ? form.yaml.replaceAll('\r\n', '\n') : '';
    const parsed = parseService(yaml, 'yaml');
    if (parsed.type === 'mistakes') return page(c, id, { yaml, mistakes: parsed.mistakes });
    const { service } = parsed;
    const catalogue = house.catalogue.current();
    const known = catalogue.find((one) => one.id === service.id);
    if (id !== added && service.id !== id) return page(c, id, { yaml, problem: t('services.other_id', { id }) });
    if (id === added && known) return page(c, id, { yaml, problem: t('services.taken', { id: service.id }) });
    const between = clashes([parsed], catalogue);
    if (between.length > 0) return page(c, id, { yaml, mistakes: between });
    const origin = (await originsNow()).get(service.id);
    if (origin?.startsWith('file:') || !house.catalogue.keep) return page(c, id, { yaml });
    if (known && yamlOf(known) === yamlOf(service)) return page(c, id, { done: t('services.same') });
    const version = await house.catalogue.keep(service);
    const { address, name } = c.var.staff;
    await house.store.write([auditStatement({ at: clock.now(), address, name, deed: 'service_saved', about: service.id })]);
    return page(c, service.offered ? service.id : added, { done: t('services.saved', { version }) });
  });
  return app;
}
