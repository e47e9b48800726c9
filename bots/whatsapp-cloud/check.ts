// Whether the token and the number can do their work, each with what to do. For doctor and start.
import { z } from 'zod';
import { SendError } from '../channel.ts';
import type { Api } from './api.ts';

/** One thing that was looked at. `what` and `remedy` are English; `key` and `params` are for other tongues and for tests. */
export type Finding = { ok: boolean; key: string; params: Record<string, string>; what: string; remedy?: string };

const Phone = z.object({
  verified_name: z.string().default(''),
  quality_rating: z.string().default('UNKNOWN'),
});

const manager = 'See the number in WhatsApp Manager (business.facebook.com/wa/manage/phone-numbers).';

/** Asks Meta for the number, by one call. Never throws: what cannot be asked is a finding. */
export async function checkNumber(api: Api): Promise<Finding[]> {
  try {
    const path = `${encodeURIComponent(api.phoneId)}?fields=verified_name,quality_rating`;
    const { verified_name: name, quality_rating: quality } = await api.call(path, Phone);
    const found = finding(true, 'number', { name }, `The WhatsApp number is "${name}".`);
    if (quality !== 'RED') return [found];
    return [found, finding(false, 'quality', { quality }, `Meta rates "${name}" low: too many people blocked or reported it.`, manager)];
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    const remedy = error.code === 'offline' ? 'See that graph.facebook.com can be reached from here.' : manager;
    return [finding(false, 'number', { reason: error.code }, error.message, remedy)];
  }
}

const finding = (ok: boolean, key: string, params: Record<string, string>, what: string, remedy?: string): Finding => ({
  ok,
  key: `whatsapp-cloud.${key}`,
  params,
  what,
  ...(remedy ? { remedy } : {}),
});
