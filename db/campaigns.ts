// The campaign book in the store, the open tickets of a campaign, and what campaigns bring.
import { type BookedCampaign, campaignKey } from '../flows/campaigns/campaign.ts';
import type { Ticket } from '../flows/ticket.ts';
import { toJson } from './json.ts';
import type { Statement, Store } from './store.ts';

const mostBooked = 1000;

/** The book, what begins last first; the newest thousand. */
export async function readCampaigns(store: Store): Promise<BookedCampaign[]> {
  const rows = await store.read({ sql: 'SELECT body FROM campaign ORDER BY starts DESC, id LIMIT ?1', args: [mostBooked] });
  return rows.map((row) => JSON.parse(String(row.body)) as BookedCampaign); // written by this house, from this type
}

/** The columns of a campaign's row, in order. */
export const campaignRow = (campaign: BookedCampaign): [string, number, string, string, BookedCampaign] => [
  campaignKey(campaign.code),
  campaign.version,
  campaign.from,
  campaign.to,
  campaign,
];

/** Puts campaigns into the book as they are, with no word to anybody: for a move from elsewhere. */
export const campaignStatements = (campaigns: readonly BookedCampaign[]): Statement[] => [
  {
    sql: `INSERT INTO campaign (id, version, starts, ends, body)
      SELECT value->>0, value->>1, value->>2, value->>3, value->>4 FROM json_each(?1) WHERE true
      ON CONFLICT (id) DO UPDATE SET version = excluded.version, starts = excluded.starts, ends = excluded.ends, body = excluded.body`,
    args: [toJson(campaigns.map(campaignRow))],
  },
];

/** The open tickets of a campaign, the oldest first; at most `most`. */
export async function readOpenOf(store: Store, code: string, most = 200): Promise<Ticket[]> {
  const rows = await store.read({
    sql: "SELECT body FROM ticket WHERE body->>'$.campaign' = ?1 AND situation IN ('open', 'awaiting') ORDER BY number LIMIT ?2",
    args: [code, most],
  });
  return rows.map((row) => JSON.parse(String(row.body)) as Ticket); // written by this house, from this type
}

/** What one campaign brought of one service in one month, `YYYY-MM` of UTC, by when they were filed. */
export type CampaignYield = {
  campaign: string;
  service: string;
  month: string;
  filed: number;
  done: number;
  cancelled: number;
  /** Of those that were rated. */
  stars: number | null;
};

/** "Which campaigns bring what": tickets filed from one moment up to another (ms since the epoch), by campaign, service and month. */
export async function readCampaignYield(store: Store, since: number, until: number): Promise<CampaignYield[]> {
  const rows = await store.read({
    sql: `SELECT body->>'$.campaign' AS campaign, body->>'$.service' AS service, strftime('%Y-%m', opened_at / 1000, 'unixepoch') AS month,
        count(*) AS filed, sum(situation = 'done') AS done, sum(situation = 'cancelled') AS cancelled, avg(body->>'$.rating.stars') AS stars
      FROM ticket WHERE body->>'$.campaign' IS NOT NULL AND opened_at >= ?1 AND opened_at < ?2
      GROUP BY 1, 2, 3 ORDER BY 1, 3, 2`,
    args: [since, until],
  });
  return rows.map((row) => ({
    campaign: String(row.campaign),
    service: String(row.service),
    month: String(row.month),
    filed: Number(row.filed),
    done: Number(row.done),
    cancelled: Number(row.cancelled),
    stars: row.stars === null ? null : Number(row.stars),
  }));
}
