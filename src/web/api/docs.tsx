// The API's page: the document as somebody reads it. No script runs on it.
import { Frame, Mark } from '../page.tsx';
import { Prose, Words } from './docs-prose.tsx';
import { Fields, type Schema, type Schemas } from './docs-schema.tsx';
import { type ApiDocument, example } from './document.ts';
import { problems } from './problem.ts';

type Media = Readonly<Record<string, { schema?: Schema; example?: unknown }>>;
type Operation = {
  summary?: string;
  description?: string;
  tags?: readonly string[];
  security?: readonly Readonly<Record<string, readonly string[]>>[];
  parameters?: readonly { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: { content: Media };
  responses: Readonly<Record<string, { description: string; content?: Media }>>;
};
type Shown = Operation & { method: string; path: string; id: string };

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Every operation of a list of paths, in its order. */
function operationsOf(paths: Readonly<Record<string, unknown>> | undefined): Shown[] {
  return Object.entries(paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = (item as Partial<Record<string, Operation>>)[method]; // made by document.ts
      return operation ? [{ ...operation, method, path, id: `${method}-${path.replace(/[^a-z]+/gi, '-')}`.replace(/-$/, '') }] : [];
    }),
  );
}

/** The whole page. */
export function docsPage(document: ApiDocument) {
  const schemas = (document.components?.schemas ?? {}) as Schemas; // made by document.ts
  const routes = operationsOf(document.paths);
  const told = operationsOf(document.webhooks).map((one) => ({ ...one, method: 'sent' }));
  const groups = (document.tags ?? []).map(({ name }) => ({ name, all: [...routes, ...told].filter(({ tags }) => tags?.includes(name)) }));
  const base = document.servers?.[0]?.url ?? '';
  return (
    <Frame title="Alur · API" styles={['api/docs.css']}>
      <div class="docs">
        <nav aria-label="Contents">
          <a class="home" href="#top">
            <Mark />
            <span>Alur API</span>
          </a>
          {groups.map(({ name, all }) => (
            <section>
              <h2>{name}</h2>
              <ul>
                {all.map(({ id, summary }) => (
                  <li>
                    <a href={`#${id}`}>{summary}</a>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </nav>
        <main id="top">
          <h1>The API</h1>
          <Prose text={document.info.description ?? ''} />
          <pre>{example}</pre>
          <p>What can go wrong with every request:</p>
          <Problems responses={problems} />
          <p>
            For machines: <a href="/api/openapi.json">openapi.json</a>
          </p>
          {groups.map(({ name, all }) => (
            <section class="group">
              <h2>{name}</h2>
              {all.map((operation) => (
                <OperationPart operation={operation} base={operation.method === 'sent' ? '' : base} schemas={schemas} />
              ))}
            </section>
          ))}
        </main>
      </div>
    </Frame>
  );
}

function OperationPart({ operation, base, schemas }: { operation: Shown; base: string; schemas: Schemas }) {
  const { id, method, path, summary = '', description, security, parameters = [], requestBody, responses } = operation;
  const scopes = (security ?? []).flatMap((one) => Object.values(one).flat());
  return (
    <article id={id}>
      <h3>{summary}</h3>
      <p class="line">
        <span class={`method ${method}`}>{method}</span>
        <code>{`${base}${path}`}</code>
        {scopes.map((scope) => (
          <span class="scope">{scope}</span>
        ))}
      </p>
      {description ? <Prose text={description} /> : null}
      {parameters.length > 0 ? (
        <Part title="Parameters">
          <Fields schema={fieldsOf(parameters)} schemas={schemas} />
        </Part>
      ) : null}
      {Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => (
        <Part title={`Body · ${type}`}>{schema ? <Fields schema={schema} schemas={schemas} /> : null}</Part>
      ))}
      {Object.entries(responses)
        .filter(([status]) => !isProblem(status))
        .map(([status, { description: what, content }]) => (
          <Part title={`${status} · ${what}`}>
            {Object.values(content ?? {}).map(({ schema }) => (schema ? <Fields schema={schema} schemas={schemas} /> : null))}
          </Part>
        ))}
      <Problems responses={responses} but={Object.keys(problems)} />
    </article>
  );
}

/** What can go wrong with it, besides what can with everything. */
function Problems({ responses, but = [] }: { responses: Readonly<Record<string, { description: string }>>; but?: readonly string[] }) {
  const own = Object.entries(responses).filter(([status]) => isProblem(status) && !but.includes(status));
  if (own.length === 0) return null;
  return (
    <ul class="problems">
      {own.map(([status, { description }]) => (
        <li>
          <strong>{status}</strong> <Words text={description} />
        </li>
      ))}
    </ul>
  );
}

const isProblem = (status: string): boolean => /^[45]/.test(status);

function Part({ title, children }: { title: string; children: unknown }) {
  return (
    <details>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

/** Parameters as the fields of one object. */
const fieldsOf = (parameters: NonNullable<Operation['parameters']>): Schema => ({
  properties: Object.fromEntries(
    parameters.map(({ name, schema, description }) => [name, { ...schema, ...(description ? { description } : {}) }]),
  ),
  required: parameters.flatMap(({ name, required }) => (required ? [name] : [])),
});
