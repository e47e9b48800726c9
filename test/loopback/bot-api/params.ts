// The arguments of one call. Telegram takes everything as text: numbers, booleans and objects may come either as
// themselves (JSON body) or as text (forms), and both mean the same.
import { badRequest } from './refusal.ts';
import type { Json } from './wire.ts';

export type Upload = { name: string; mime: string; bytes: Buffer };
export type Params = { values: Json; uploads: Map<string, Upload> };

/** The argument as text; '' when it is missing, as in the Bot API. */
export function textOf(params: Params, name: string): string {
  const value = params.values[name];
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function hasArgument(params: Params, name: string): boolean {
  const value = params.values[name];
  return value !== undefined && value !== null;
}

/** The argument as a whole number, or undefined when it is missing or not one. */
export function numberOf(params: Params, name: string): number | undefined {
  const text = textOf(params, name).trim();
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}

export function flagOf(params: Params, name: string): boolean {
  return ['true', 'yes', '1'].includes(textOf(params, name).trim().toLowerCase());
}

/** An object or array argument, given as such or as JSON text; undefined when it is missing or empty. */
export function structureOf(params: Params, name: string, what: string): unknown {
  const value = params.values[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch (error) {
    if (error instanceof SyntaxError) throw badRequest(`can't parse ${what} JSON object`);
    throw error;
  }
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
