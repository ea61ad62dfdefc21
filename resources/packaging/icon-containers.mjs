// The two containers for icons: Windows' .ico and macOS' .icns. Both take PNG images as they are.

/** Windows shows no more than 256 pixels. */
const largestIco = 256;
const icoHeaderBytes = 6;
const icoEntryBytes = 16;

/** @param {ReadonlyMap<number, Buffer>} images PNG images by their width in pixels */
export function icoOf(images) {
  const entries = [...images].filter(([size]) => size <= largestIco);
  const header = Buffer.alloc(icoHeaderBytes);
  header.writeUInt16LE(1, 2); // an icon, no cursor
  header.writeUInt16LE(entries.length, 4);
  let offset = icoHeaderBytes + entries.length * icoEntryBytes;
  const directory = entries.map(([size, image]) => {
    const entry = Buffer.alloc(icoEntryBytes);
    entry.writeUInt8(size % 256, 0); // 256 is written as 0
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(image.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += image.length;
    return entry;
  });
  return Buffer.concat([header, ...directory, ...entries.map(([, image]) => image)]);
}

/** What macOS calls a PNG image of a size; the second name is the same pixels for a display of twice the density. */
const icnsTypes = new Map([
  [32, ['ic11']],
  [64, ['ic12']],
  [128, ['ic07']],
  [256, ['ic08', 'ic13']],
  [512, ['ic09', 'ic14']],
  [1024, ['ic10']],
]);

/** @param {ReadonlyMap<number, Buffer>} images PNG images by their width in pixels */
export function icnsOf(images) {
  const blocks = [...images].flatMap(([size, image]) =>
    (icnsTypes.get(size) ?? []).map((type) => block(type, image)),
  );
  return block('icns', Buffer.concat(blocks));
}

function block(type, content) {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(head.length + content.length, 4);
  return Buffer.concat([head, content]);
}
