// What the routing page shows, and where it is.
import type { Catalogue } from '../../../../../flows/catalogue.ts';
import type { Routing } from '../../../../../flows/routing-shape.ts';
import type { Staff } from '../../../../../flows/turn.ts';
import type { Who } from '../frame.tsx';
import { type Form, type Kind, wordsOf } from './lines.ts';

/** The page's address, and where its forms go. */
export const routingPath = '/board/settings/routing';

export type RoutingView = {
  who: Who;
  mayChange: boolean;
  routing: Routing;
  kept: ReadonlyMap<string, string>;
  team: readonly Staff[];
  loads: ReadonlyMap<string, number>;
  catalogue: Catalogue;
  /** Codes of the campaign book. */
  campaigns: readonly string[];
  languages: readonly string[];
  /** The part that was just changed. */
  saved?: Kind;
  /** A form that was refused, and why. */
  refused?: { kind: Kind; form: Form; sentence: string };
};

/** The form about this that was refused: what was written in it stays to be mended. `key`: empty for something new. */
export const refusedForm = ({ refused }: RoutingView, kind: Kind, key: string): Form | undefined =>
  refused?.kind === kind && wordsOf(refused.form, 'key') === key ? refused.form : undefined;
