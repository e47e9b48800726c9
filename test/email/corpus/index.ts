// The corpus: awkward mails, written to the RFCs and to what systems really send; each with what it must become.
import { automatic } from './automatic.ts';
import { bodies } from './bodies.ts';
import { bounces } from './bounces.ts';
import { files } from './files.ts';
import type { Sample } from './mail.ts';
import { senders } from './senders.ts';

export const corpus: readonly Sample[] = [...bodies, ...files, ...automatic, ...bounces, ...senders];
export const addressOfSample = ({ name }: Sample): string => `${name}@${name}.example.org`;
