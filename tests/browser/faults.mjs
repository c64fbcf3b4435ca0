// How faults are told: each once, with the places where it is.

/**
 * @typedef {object} Fault
 * @property {string} at    the page, and the width or the like where that matters
 * @property {string} what
 */

/**
 * @param {string} at
 * @param {string[]} faults
 * @returns {Fault[]}
 */
export function foundAt(at, faults) {
  return faults.map((what) => ({ at, what }));
}

/**
 * Fails where there are faults: one line for each, whatever the number of places that it is found at.
 *
 * @param {Fault[]} faults
 */
export function assertNone(faults) {
  if (faults.length === 0) return;
  /** @type {Map<string, Set<string>>} */
  const places = new Map();
  for (const { at, what } of faults) places.set(what, (places.get(what) ?? new Set()).add(at));
  const lines = [...places].map(([what, at]) => {
    const shown = [...at].slice(0, 4).join(', ');
    return `  ${what}\n    ${at.size === 1 ? shown : `at ${at.size} places: ${shown}${at.size > 4 ? ', …' : ''}`}`;
  });
  const error = new Error(`${lines.length} faults\n${lines.join('\n')}`);
  // Where the list was asked for says nothing about the page.
  error.stack = `${error.name}: ${error.message}`;
  throw error;
}
