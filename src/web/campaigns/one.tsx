// One campaign: what is promised, what the team must know, and what it brings.
import type { CampaignYield } from '../../../db/campaigns.ts';
import { type BookedCampaign, ownersOf, phaseOf } from '../../../flows/campaigns/campaign.ts';
import { missedBy } from '../../../flows/campaigns/missed.ts';
import { type Catalogue, inLanguage } from '../../../flows/catalogue.ts';
import { nameOf } from '../../../flows/status.ts';
import { dayHole, say } from '../../../flows/texts.ts';
import type { Ticket } from '../../../flows/ticket.ts';
import type { Staff } from '../../../flows/turn.ts';
import { Badge, BookFrame, Days, mayWrite, pathOf, type Reader } from './parts.tsx';

type Props = {
  reader: Reader;
  campaign: BookedCampaign;
  /** The class of its colour. */
  hue: string;
  team: readonly Staff[];
  catalogue: Catalogue;
  /** Its open tickets, and all that it brought. */
  open: readonly Ticket[];
  brought: readonly CampaignYield[];
};

export function CampaignPage({ reader, campaign, hue, team, catalogue, open, brought }: Props) {
  const { language, today } = reader;
  const phase = phaseOf(campaign, today);
  const owners = ownersOf(campaign, team);
  return (
    <BookFrame reader={reader} title={campaign.name}>
      <p class="way">
        <a href={`/campaigns?view=month&at=${campaign.from.slice(0, 7)}`}>{say(language, 'campaigns.back')}</a>
      </p>
      <article class={`one ${hue}`}>
        <header>
          <p class="code">{campaign.code}</p>
          <h1>{campaign.name}</h1>
          <p class="when">
            <Days campaign={campaign} language={language} /> <Badge campaign={campaign} language={language} today={today} />
          </p>
        </header>
        <section aria-labelledby="promises">
          <h2 id="promises">{say(language, 'campaigns.promises')}</h2>
          {campaign.promises.length === 0 ? <p>{say(language, 'campaign.no_promises')}</p> : null}
          <ul class="promises">
            {campaign.promises.map((one) => (
              <li dir="auto">{one}</li>
            ))}
          </ul>
        </section>
        {campaign.facts === '' ? null : (
          <section aria-labelledby="facts">
            <h2 id="facts">{say(language, 'campaigns.facts')}</h2>
            <p class="facts" dir="auto">
              {campaign.facts}
            </p>
          </section>
        )}
        <dl>
          <Line name={say(language, 'campaigns.channels')} value={campaign.channels.join(', ')} />
          <Line name={say(language, 'campaigns.words')} value={campaign.words.join(', ')} />
          <Line name={say(language, 'campaigns.owners')} value={owners.join(', ') || say(language, 'campaigns.nobody')} />
        </dl>
        <Brings language={language} catalogue={catalogue} campaign={campaign} open={open} brought={brought} />
        {mayWrite(reader) ? <Deeds language={language} campaign={campaign} isOver={phase === 'over' || phase === 'cancelled'} /> : null}
      </article>
    </BookFrame>
  );
}

const Line = ({ name, value }: { name: string; value: string }) =>
  value === '' ? null : (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );

type BringsProps = Pick<Props, 'catalogue' | 'campaign' | 'open' | 'brought'> & { language: string };

function Brings({ language, catalogue, campaign, open, brought }: BringsProps) {
  const missed = missedBy(campaign, open);
  const total = brought.reduce((sum, { filed }) => sum + filed, 0);
  const services = [...new Set(brought.map(({ service }) => service))].map((id) => {
    const service = catalogue.find((one) => one.id === id);
    const filed = brought.filter((one) => one.service === id).reduce((sum, one) => sum + one.filed, 0);
    return { name: service ? `${service.emoji} ${inLanguage(service.name, language)}` : id, filed };
  });
  return (
    <section aria-labelledby="brings">
      <h2 id="brings">{say(language, 'campaigns.brings')}</h2>
      <p>
        {say(language, 'campaigns.requests', { count: total })}
        {total > 0 ? `, ${say(language, 'campaigns.open', { count: open.length })}` : ''}
      </p>
      {services.length > 0 ? (
        <ul class="services">
          {services.map(({ name, filed }) => (
            <li>
              <span>{name}</span> <b>{filed}</b>
            </li>
          ))}
        </ul>
      ) : null}
      {missed.length > 0 ? (
        <div class="missed">
          <h3>{say(language, 'campaigns.late')}</h3>
          <ul>
            {missed.map((ticket) => (
              <li>
                {nameOf(ticket)} · {ticket.due ? say(language, 'day', { day: dayHole(ticket.due) }) : say(language, 'campaign.undated')}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}

function Deeds({ language, campaign, isOver }: { language: string; campaign: BookedCampaign; isOver: boolean }) {
  return (
    <footer class="deeds">
      <a class="button" href={`${pathOf(campaign)}/edit`}>
        {say(language, 'campaigns.edit')}
      </a>
      {isOver ? null : (
        <details>
          <summary>{say(language, 'campaigns.end')}</summary>
          <form method="post" action={`${pathOf(campaign)}/end`}>
            <p>{say(language, 'campaigns.end_sure')}</p>
            <button type="submit" class="stop">
              {say(language, 'campaigns.end')}
            </button>
          </form>
        </details>
      )}
    </footer>
  );
}
