// What every Bot API method is here: a function of the world and the arguments, that answers or throws a Refusal.
import type { Params } from '../params.ts';
import type { World } from '../world.ts';

/** `signal` fires when the caller went away. */
export type Method = (world: World, params: Params, signal: AbortSignal) => unknown;
export type Methods = Record<string, Method>;
