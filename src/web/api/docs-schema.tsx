// A schema of the document as somebody reads it: its fields, what each takes, and what is within them.
import { Prose } from './docs-prose.tsx';

/** As much of JSON Schema as the document uses. */
export type Schema = {
  $ref?: string;
  type?: string | readonly string[];
  format?: string;
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  additionalProperties?: Schema | boolean;
  required?: readonly string[];
  description?: string;
  default?: unknown;
};
export type Schemas = Readonly<Record<string, Schema>>;

const nameOf = ({ $ref }: Schema): string | undefined => $ref?.split('/').at(-1);

/** The schema that a reference leads to, with what stands beside the reference. */
export function resolved(schema: Schema, schemas: Schemas): Schema {
  const name = nameOf(schema);
  if (name !== undefined) return { ...schemas[name], ...schema };
  return schema.allOf ? Object.assign({}, ...schema.allOf.map((one) => resolved(one, schemas)), schema) : schema;
}

/** What a value is, in a few words: `string`, `one of …`, `list of Ticket`. */
function kindOf(schema: Schema): string {
  const name = nameOf(schema) ?? schema.allOf?.map(nameOf).find((one) => one !== undefined);
  if (name !== undefined) return name;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.join(' · ');
  if (schema.items) return `${kindOf(schema.items)}[]`;
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return either.map(kindOf).join(' | ');
  const type = [schema.type ?? 'object'].flat().join(' | ');
  return schema.format ? `${type} (${schema.format})` : type;
}

type Props = { schema: Schema; schemas: Schemas; deep?: number };

/** The fields of an object, or of the objects in a list. */
export function Fields({ schema, schemas, deep = 0 }: Props) {
  const whole = resolved(schema, schemas);
  const { properties, required = [] } = whole.items ? resolved(whole.items, schemas) : whole;
  if (!properties || deep > 2) return null;
  return (
    <dl class="fields">
      {Object.entries(properties).map(([name, field]) => (
        <div>
          <dt>
            <code>{name}</code> <span class="kind">{kindOf(field)}</span>
            {required.includes(name) ? <span class="must">required</span> : null}
          </dt>
          <dd>
            {field.description ? <Prose text={field.description} /> : null}
            <Fields schema={field} schemas={schemas} deep={deep + 1} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
