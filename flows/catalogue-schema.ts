// The shape of a service's file as a JSON Schema (draft 7, which editors read best), so that an editor helps while it is written.
import { z } from 'zod';
import { ServiceFile } from './catalogue.ts';
import { tags } from './catalogue-rules.ts';

type Schema = Record<string, unknown>;

/** Languages by their tags rather than any key, so that an editor offers them. */
const perLanguage = (one: unknown): Schema => ({
  properties: Object.fromEntries(tags.map((tag) => [tag, one])),
  additionalProperties: false,
});

/** The schema as docs/service.schema.json holds it. */
export function serviceSchema(): Schema {
  const { $schema, ...schema } = z.toJSONSchema(ServiceFile, {
    io: 'input',
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      const { properties, additionalProperties: rest } = jsonSchema;
      const isWords = properties !== undefined && Object.keys(properties).join() === 'en' && typeof rest === 'object';
      const isByLanguage = properties === undefined && jsonSchema.type === 'object' && typeof rest === 'object';
      if (!isWords && !isByLanguage) return;
      Object.assign(jsonSchema, perLanguage(rest));
      delete jsonSchema.propertyNames;
    },
  });
  return {
    $schema,
    title: 'A service of Alur',
    description: 'What can be asked for, what is asked back, and what is promised.',
    ...schema,
  };
}
