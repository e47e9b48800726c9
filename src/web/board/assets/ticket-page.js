// A ticket on a page of its own: live, its forms sent without leaving it.
// @ts-check
import { begin, listen } from './live.js';
import { all } from './page.js';
import { refreshTicket, remember } from './ticket.js';

remember(document);
listen((tickets) => {
  for (const ticket of all(document, '.ticket'))
    if (tickets === null || tickets.includes(Number(ticket.dataset.ticket))) void refreshTicket(ticket);
});
begin();
