// Working hours as somebody writes them: read in flows, where teams have hours of their own too; asked for here by the configuration.
export { parseHours, usualHours } from '../flows/hours-written.ts';
