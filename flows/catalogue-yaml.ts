// A service as the YAML that a person would write: nothing that goes without saying, short things on one line.
import { Document, isMap, isSeq, visit } from 'yaml';
import type { ServiceBody } from './catalogue.ts';

/** The first line of a service's file: by it an editor knows the schema. From data/services and flows/services the path is the same. */
export const schemaLine = '# yaml-language-server: $schema=../../docs/service.schema.json';

const shortLine = 100;

/** The file's text. Reading it gives the same service again. */
export function yamlOf(service: ServiceBody): string {
  const { offered, steps, questions, replies, keywords, ...rest } = service;
  const doc = new Document({
    ...rest,
    ...(offered ? {} : { offered }),
    ...(Object.keys(keywords).length > 0 ? { keywords } : {}),
    steps: steps.map(({ id, by, name }) => (by === 'team' && !name ? id : { id, by, ...(name ? { name } : {}) })),
    questions: questions.map(({ optional, options, ...question }) => ({
      ...question,
      ...(optional ? { optional } : {}),
      ...(options.length > 0 ? { options } : {}),
    })),
    ...(replies.length > 0 ? { replies: replies.map(({ auto, ...reply }) => ({ ...reply, ...(auto ? { auto } : {}) })) } : {}),
  });
  visit(doc, {
    Collection: (_, node) => {
      const isFlat = JSON.stringify(node).length <= shortLine && node.items.every((item) => !isMap(item) && !isSeq(item));
      if (isFlat && (isSeq(node) || node.items.length > 0)) node.flow = true;
    },
  });
  return `${schemaLine}\n${doc.toString({ lineWidth: 0, flowCollectionPadding: true })}`;
}
