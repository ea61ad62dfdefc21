// What main may ask of the page beside being there, by the fragment of its address.

/** For a command: the engine runs, and nothing is drawn, because drawing costs as much as reading a hundred files. */
export const engineOnly = '#engine-only';
