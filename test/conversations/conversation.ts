// Whole conversations as people type them: what the client says and what they read for it. Data only; who runs them is elsewhere.

/** What the client does: words, several messages at once, files, a button, a message edited, one of the bot's quoted. */
export type Said =
  | string
  | { burst: readonly (string | { photo: number })[] }
  | { photo: number; text?: string }
  | { voice: true }
  | { document: string; text?: string }
  | { press: string }
  | { edit: string; to: string }
  | { quote: string; text: string }
  /** What the desk does, as typed there: `/ask #1001 Which size?` */
  | { desk: string }
  /** Time goes by, in hours; what it brings is read. */
  | { hours: number };

/** What they read for it must hold these; `not …` must not be there; `silence`: nothing is said. */
export const silence = 'silence';
export type Line = readonly [said: Said, ...read: string[]];

export type Conversation = {
  what: string;
  language: 'en' | 'pt-BR' | 'id' | 'tr' | 'uk';
  /** What the channel says of the client's language; the conversation's own unless told otherwise, and nothing when null. */
  channelLanguage?: string | null;
  lines: readonly Line[];
  /** The tickets there are at the end, in order, each with what its brief, its day and its campaign must hold. */
  tickets?: readonly { service: string; brief?: readonly string[]; wanted?: string; campaign?: string; situation?: string }[];
};
