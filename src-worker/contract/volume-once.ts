// The names of volumes that can't be known again: whatever was answered about one must not count for the next one.

const once = 'once-';

/** `plug` names this plug, and no other at any time. */
export const onceId = (plug: string): string => `${once}${plug}`;

/** Whether the next volume with this name is the same one: else nothing about it is worth remembering. */
export const canBeKnownAgain = (volumeId: string): boolean => !volumeId.startsWith(once);
