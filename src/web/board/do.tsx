// What can be done to a ticket, as forms: one for each desk command that is possible now, the writing below, the steps.
// Each posts to /board/<number>/<command>: `first` and `text` are what would be typed after the command at the desk.
import type { Child } from 'hono/jsx';
import { moveLabel } from '../../../flows/card.ts';
import { priorities } from '../../../flows/catalogue.ts';
import type { DeskCommandName } from '../../../flows/desk-commands.ts';
import { type DeskMove, isLegal } from '../../../flows/moves.ts';
import { stepLine } from '../../../flows/steps.ts';
import { say } from '../../../flows/texts.ts';
import { isClosed, type Ticket } from '../../../flows/ticket.ts';
import { sides } from '../../../flows/turn.ts';
import { Day, Pick, Text, Upload } from './field.tsx';
import type { TicketView } from './ticket.tsx';
import { wordsIn } from './words.ts';

type Field = 'none' | 'text' | 'content' | 'day' | 'person' | 'team' | 'priority' | 'answer' | 'side' | 'number' | 'all' | 'code';
type Doing = { field: Field; shows: (view: TicketView) => boolean };

const legal =
  (name: DeskMove) =>
  ({ ticket }: TicketView): boolean =>
    isLegal(ticket, name);
const doing = (name: DeskMove, field: Field): Doing => ({ field, shows: legal(name) });

/** The desk commands on a ticket that have a form of their own, in the order they are shown. */
// biome-ignore format: a table is read by its columns
export const doings = {
  take:       { field: 'none', shows: ({ ticket, staff }) => isLegal(ticket, 'take') && ticket.analyst?.address !== staff.address },
  plan:       doing('plan', 'none'),
  produce:    doing('produce', 'none'),
  finish:     doing('finish', 'none'),
  deliver:    doing('deliver', 'content'),
  submit:     doing('submit', 'content'),
  resume:     doing('resume', 'none'),
  conclude:   doing('conclude', 'text'),
  promise:    doing('promise', 'day'),
  reopen:     doing('reopen', 'none'),
  back:       doing('back', 'text'),
  assign:     { field: 'person', shows: ({ ticket, team }) => isLegal(ticket, 'take') && team.some(({ address }) => address !== ticket.analyst?.address) },
  pass:       { field: 'team', shows: ({ ticket, teams }) => isLegal(ticket, 'pass') && teams.some(({ id }) => id !== ticket.route?.team) },
  prioritise: doing('prioritise', 'priority'),
  standard:   { field: 'answer', shows: ({ answers }) => answers.length > 0 },
  requester:  { field: 'side', shows: ({ client }) => client !== undefined },
  unite:      { field: 'number', shows: ({ staff, client }) => client !== undefined && staff.role !== 'analyst' },
  split:      { field: 'all', shows: ({ staff, client }) => client !== undefined && staff.role !== 'analyst' },
  bot:        { field: 'none', shows: ({ client }) => client !== undefined },
  cancel:     doing('cancel', 'text'),
  erase:      { field: 'code', shows: ({ staff, client }) => staff.role === 'manager' && client !== undefined },
} satisfies Partial<Record<DeskCommandName, Doing>>;
type DoingName = keyof typeof doings;
const names = Object.keys(doings) as DoingName[]; // Object.keys widens what the table's type knows

/** The next step of the usual way is offered first and strongest. */
const onward: readonly DoingName[] = ['take', 'plan', 'promise', 'produce', 'finish', 'deliver', 'reopen'];
const nextOf = ({ ticket, staff }: TicketView): DoingName | undefined =>
  onward.find((name) => {
    if (name === 'take') return ticket.stage === 'triage' && isLegal(ticket, 'take');
    if (name === 'promise') return ticket.stage === 'planning' && ticket.due === undefined && isLegal(ticket, 'promise');
    return staff !== undefined && isLegal(ticket, name as DeskMove); // all others in the list are moves
  });

export const labelOf = (language: string, name: DoingName, ticket: Ticket): string => {
  const t = wordsIn(language);
  switch (name) {
    case 'take':
      return ticket.stage === 'triage' ? moveLabel(language, 'take', ticket) : t('do_take_over');
    case 'assign':
    case 'standard':
    case 'requester':
    case 'unite':
    case 'split':
    case 'bot':
    case 'erase':
      return t(`do_${name}`);
    default:
      return moveLabel(language, name, ticket);
  }
};

export function Doings({ view }: { view: TicketView }) {
  const { ticket, look } = view;
  const next = nextOf(view);
  const shown = names.filter((name) => doings[name].shows(view)).toSorted((a, b) => Number(b === next) - Number(a === next));
  return (
    <div class="doing-list">
      {shown.map((name) => {
        const label = labelOf(look.language, name, ticket);
        const { field } = doings[name];
        const tone = name === next ? 'next' : name === 'cancel' || name === 'erase' ? 'grave' : undefined;
        if (field === 'none')
          return (
            <Form view={view} name={name}>
              <button type="submit" data-tone={tone}>
                {label}
              </button>
            </Form>
          );
        return (
          <details class="doing" name="doing" data-doing={name}>
            <summary data-tone={tone}>{label}</summary>
            <Form view={view} name={name}>
              <Fields view={view} name={name} field={field} />
              <button type="submit" data-tone={tone === 'grave' ? 'grave' : 'next'}>
                {label}
              </button>
            </Form>
          </details>
        );
      })}
    </div>
  );
}

/** Sent without leaving the page where there is a script. */
const Form = ({ view, name, children }: { view: TicketView; name: DeskCommandName; children: Child }) => (
  <form method="post" action={`/board/${view.ticket.number}/${name}${view.query}`} enctype="multipart/form-data" data-deed>
    {children}
  </form>
);

function Fields({ view, name, field }: { view: TicketView; name: DoingName; field: Field }) {
  const { look, ticket, team, teams, client, answers } = view;
  const { language, time } = look;
  const t = wordsIn(language);
  switch (field) {
    case 'text':
      return <Text label={t(`ask_${name as 'back'}`)} required />; // those that need words have a question
    case 'content':
      return (
        <>
          <Text label={t(`ask_${name as 'deliver'}`)} />
          <Upload label={t('files')} />
        </>
      );
    case 'day':
      return (
        <>
          <Day label={t('ask_promise')} today={time.today} value={ticket.due} />
          {ticket.due ? <Text label={t('ask_reason')} required /> : null}
        </>
      );
    case 'person':
      return (
        <Pick
          label={t('ask_assign')}
          options={team
            .filter(({ address }) => address !== ticket.analyst?.address)
            .map((one) => ({ value: one.address, label: one.name }))}
        />
      );
    case 'team':
      return (
        <Pick
          label={t('ask_pass')}
          options={teams.filter(({ id }) => id !== ticket.route?.team).map((one) => ({ value: one.id, label: one.name }))}
        />
      );
    case 'priority':
      return (
        <>
          <Pick
            label={t('ask_prioritise')}
            value={ticket.priority}
            options={priorities.map((one) => ({ value: one, label: say(language, `priority.${one}`) }))}
          />
          <Text label={t('ask_why')} />
        </>
      );
    case 'answer':
      return <Pick label={t('ask_standard')} options={answers.map((one) => ({ value: one.name, label: `${one.name} – ${one.text}` }))} />;
    case 'side':
      return (
        <>
          <Pick
            label={t('ask_requester')}
            value={client?.side}
            options={sides.map((one) => ({ value: one, label: say(language, `side.${one}`) }))}
          />
          <label class="field">
            <span>{t('ask_unit')}</span>
            <input name="text" maxlength={60} value={client?.unit ?? ''} autocomplete="off" dir="auto" />
          </label>
        </>
      );
    case 'number':
      return (
        <>
          <input type="hidden" name="yes" value="1" />
          <label class="field">
            <span>{t('ask_unite')}</span>
            <input name="first" inputmode="numeric" pattern="[0-9]{1,9}" required autocomplete="off" />
          </label>
        </>
      );
    case 'all':
      return <input type="hidden" name="first" value="all" />;
    case 'code':
      return (
        <label class="field">
          <span>{t('ask_erase')}</span>
          <input name="text" autocomplete="off" maxlength={20} />
        </label>
      );
    default:
      return null;
  }
}

/** Where one writes: to the client, to the team alone, or a question that the ticket waits for. */
export function Composer({ view, name }: { view: TicketView; name: string }) {
  const { look, ticket } = view;
  const t = wordsIn(look.language);
  const ways = (['reply', 'note', 'ask'] as const).filter((one) => isLegal(ticket, one));
  return (
    <form
      class="composer"
      method="post"
      action={`/board/${ticket.number}/write${view.query}`}
      enctype="multipart/form-data"
      data-deed
      data-part="composer"
    >
      <fieldset>
        <legend class="vh">{t('write')}</legend>
        {ways.map((one, i) => (
          <label class="way" data-way={one}>
            <input type="radio" name="way" value={one} checked={i === 0} /> {moveLabel(look.language, one, ticket)}
          </label>
        ))}
      </fieldset>
      <label class="field">
        <span class="vh">{t('your_words')}</span>
        <textarea name="text" rows={3} dir="auto" placeholder={t('your_words')} />
      </label>
      <p class="who-reads" data-way="reply">
        {t('reads_client', { name })}
      </p>
      <p class="who-reads" data-way="note">
        {t('reads_team')}
      </p>
      <p class="who-reads" data-way="ask">
        {t('reads_ask', { name })}
      </p>
      <div class="composer-row">
        <Upload label={t('files')} quiet />
        <button type="submit" data-tone="next">
          {t('send')}
        </button>
      </div>
    </form>
  );
}

/** The steps of production, each with what can be done with it. */
export function Steps({ view }: { view: TicketView }) {
  const { look, ticket } = view;
  const t = wordsIn(look.language);
  if (ticket.steps.length === 0 || isClosed(ticket)) return null;
  const mayStep = isLegal(ticket, 'step');
  const isClients = (id: string) => ticket.terms.steps.some((one) => one.id === id && one.by === 'client');
  const ways = { todo: [' start', ''], doing: [''], done: [' again'] } as const;
  const labels = { ' start': t('step_start'), '': t('step_done'), ' again': t('step_again') };
  return (
    <>
      <h3>{say(look.language, 'move.step')}</h3>
      <ol>
        {ticket.steps.map((one) => (
          <li data-state={one.state}>
            <span>{stepLine(look.catalogue, look.language, ticket, one)}</span>
            {mayStep
              ? ways[one.state]
                  .filter((way) => !(way === '' && isClients(one.id)))
                  .map((way) => (
                    <Form view={view} name="step">
                      <input type="hidden" name="first" value={`${one.id}${way}`} />
                      <button type="submit">
                        {labels[way]}
                        <span class="vh"> {one.id}</span>
                      </button>
                    </Form>
                  ))
              : null}
          </li>
        ))}
      </ol>
    </>
  );
}
