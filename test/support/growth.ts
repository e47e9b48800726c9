// How the work of a function grows with what it is given, as a ratio within one run: no machine is too slow for it.

const rounds = 7;

/** The processor's time that this process had (milliseconds): what else the machine does does not count. */
function spent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The least time of `large` over the least time of `small`, of several rounds that take turns. */
export function growth(small: () => unknown, large: () => unknown): number {
  const least = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round++)
    for (const [i, run] of [small, large].entries()) {
      const from = spent();
      run();
      least[i] = Math.min(least[i] ?? 0, spent() - from);
    }
  const [one = 1, many = 1] = least;
  return many / one;
}
