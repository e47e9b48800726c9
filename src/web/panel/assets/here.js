// What the page tells its script: its words, and how much may be sent at once.
// @ts-check
const data = document.getElementById('panel')?.dataset ?? {};

/** @type {Record<string, string>} */
export const words = JSON.parse(data.words ?? '{}');
export const base = data.base ?? '';
export const mostBytes = Number(data.most);
export const mostFiles = Number(data.mostFiles);
