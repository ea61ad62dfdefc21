// The lines of a text file, one at a time. Only the line feed ends one: Node's own reader also breaks at U+2028, which
// may stand inside a JSON text.
import { createReadStream } from 'node:fs';

const lineFeed = 0x0a;

export async function* readLines(path: string): AsyncGenerator<string> {
  const chunks: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 256 * 1024 });
  let begun: Buffer[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end; (end = chunk.indexOf(lineFeed, start)) !== -1; start = end + 1) {
      yield Buffer.concat([...begun, chunk.subarray(start, end)]).toString('utf8');
      begun = [];
    }
    begun.push(chunk.subarray(start));
  }
  const rest = Buffer.concat(begun).toString('utf8');
  if (rest !== '') yield rest;
}
