// How long (milliseconds) a test waits for something to come before it fails. It says nothing about speed: a busy machine takes its time.
export const patienceMs = 30_000;
