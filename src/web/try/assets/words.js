// The words of the client's phone itself, by language. What the bot says comes from the server in the client's own language.
// @ts-check

const words = {
  en: {
    team: 'Marketing team',
    online: 'usually answers at once',
    placeholder: 'Message',
    label: 'Message to the marketing team',
    attach: 'Attach a file',
    send: 'Send',
    newest: 'Newest',
    hint: 'Write “I need a banner” here',
    hint_more: 'You are the client. Ask the way you would ask a person, or begin with one of these:',
    suggestion_1: 'I need a banner',
    suggestion_2: 'I need a landing page',
    suggestion_3: 'I need my logo file',
    sending: 'sending',
    sent: 'sent',
    not_sent: 'Not sent – try again',
    reply: 'Reply',
    replying: 'Replying',
    you: 'You',
  },
  'pt-BR': {
    team: 'Equipe de marketing',
    online: 'costuma responder na hora',
    placeholder: 'Mensagem',
    label: 'Mensagem para a equipe de marketing',
    attach: 'Anexar um arquivo',
    send: 'Enviar',
    newest: 'Mais recentes',
    hint: 'Escreva “Preciso de um banner” aqui',
    hint_more: 'Você é o cliente. Peça como pediria a uma pessoa, ou comece com uma destas:',
    suggestion_1: 'Preciso de um banner',
    suggestion_2: 'Preciso de uma landing page',
    suggestion_3: 'Preciso do arquivo do logo',
    sending: 'enviando',
    sent: 'enviada',
    not_sent: 'Não enviada – tentar de novo',
    reply: 'Responder',
    replying: 'Respondendo',
    you: 'Você',
  },
};

/** @typedef {keyof typeof words['en']} Word */

/** @param {string} language @param {Word} word */
export const wordIn = (language, word) => (words[/** @type {'en'} */ (language)] ?? words.en)[word];

/** Puts the words of a language into everything below `root` that names one. @param {HTMLElement} root @param {string} language */
export function speak(root, language) {
  root.lang = language;
  for (const node of root.querySelectorAll('[data-word]'))
    node.textContent = wordIn(language, /** @type {Word} */ (node.getAttribute('data-word')));
  for (const node of root.querySelectorAll('[data-word-label]'))
    node.setAttribute('aria-label', wordIn(language, /** @type {Word} */ (node.getAttribute('data-word-label'))));
  for (const node of root.querySelectorAll('textarea')) node.placeholder = wordIn(language, 'placeholder');
}
