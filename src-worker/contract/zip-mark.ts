// How a zip begins: its first member, or the end of an empty one.

export const zipMarkBytes = 4;

const marks = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
] as const;

export const startsAsZip = (bytes: Uint8Array): boolean =>
  marks.some((mark) => mark.every((byte, index) => bytes[index] === byte));
