// The sign before a line for people: how it ended, at a glance.
export const marks = { completed: '+', failed: '!', ignored: '-' } as const;
