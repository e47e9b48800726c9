// The value at a place among lengths, without sorting them all: Hoare's selection, as Wirth writes it (Algorithms + Data Structures, 2.3.4).

/** What would stand at a place if they were in order, and after it nothing smaller: moves them about. Nothing where there is no such place. */
function valueAt(lengths: Float64Array, place: number): number | undefined {
  let [left, right, somewhere] = [0, lengths.length - 1, 0.5];
  while (left < right) {
    somewhere = (somewhere + 0.618034) % 1; // elsewhere each time: always the middle would take forever where lengths rise and fall again
    const pivot = lengths[left + Math.floor((right - left) * somewhere)] ?? 0;
    let [low, high] = [left, right];
    while (low <= high) {
      while ((lengths[low] ?? pivot) < pivot) low++;
      while ((lengths[high] ?? pivot) > pivot) high--;
      if (low > high) break;
      const moved = lengths[low] ?? 0;
      lengths[low++] = lengths[high] ?? 0;
      lengths[high--] = moved;
    }
    if (high < place) left = low;
    if (place < low) right = high;
  }
  return lengths[place];
}

/** The middle one; between the two middle ones where there is none. Moves them about. */
export function medianOf(lengths: Float64Array): number | undefined {
  const middle = lengths.length >> 1;
  const high = valueAt(lengths, middle);
  if (high === undefined || lengths.length % 2 === 1) return high;
  let low = Number.NEGATIVE_INFINITY;
  for (const one of lengths.subarray(0, middle)) low = Math.max(low, one);
  return (high + low) / 2;
}

/** Nine in ten took no longer. Moves them about. */
export const mostOf = (lengths: Float64Array): number | undefined => valueAt(lengths, Math.ceil(lengths.length * 0.9) - 1);
