// Reads a journal from end to end and says what is there: frames, and stretches that are none. Decides nothing.
import {
  frameAt,
  frameHeaderBytes,
  frameLimitBytes,
  frameMark,
  frameTrailerBytes,
  type JournalFrame,
} from '../../src-worker/contract/journal-frame.ts';
import type { KnownFrame } from './chain.ts';
import { follows, isIntact } from './frame.ts';
import { headerLimitBytes, isCutHeader, readHeader, type Header } from './header.ts';
import type { JournalFile } from './journal-fs.ts';

export interface Scan {
  /** Null where the file begins with no header. */
  readonly header: Header | null;
  /** It begins with a part of one, and that is all. */
  readonly isCutHeader: boolean;
  readonly sizeBytes: number;
  /** All that are intact, in the file's order; their places rise. */
  readonly frames: readonly KnownFrame[];
  /** How many of them follow the header and each other without any doubt; all of them in a sound journal. */
  readonly soundFrames: number;
  /** About how many are missing before or between them. */
  readonly lostFrames: number;
  /** Behind the last intact frame. */
  readonly tailBytes: number;
  /** How many frames seem to begin in the tail: what a single write leaves when it is cut off is one at most. */
  readonly tailFrames: number;
}

export async function scanJournal(file: JournalFile): Promise<Scan> {
  const sizeBytes = await file.sizeBytes();
  const view = viewOf(file, sizeBytes);
  const start = await view(0, headerLimitBytes);
  const header = readHeader(start);
  const startIsCut = isCutHeader(start, sizeBytes);
  const frames: KnownFrame[] = [];
  let soundFrames = 0;
  let lostFrames = 0;
  let last = { lastSeq: 0, hash: header?.hash ?? '' };
  let offset = header?.bytes ?? 0;
  let tailFrames = 0;
  for (;;) {
    const { found, marksPassed } = await findFrame(view, offset);
    if (found === null) {
      tailFrames = marksPassed;
      break;
    }
    const { known, bytes, frame } = found;
    // Where the header can't be read, the first frame begins somewhere.
    const isHere = known.offset === offset || (header === null && offset === 0 && marksPassed === 0);
    const isNext = isHere && known.firstSeq === last.lastSeq + 1;
    if (header !== null && soundFrames === frames.length && isNext && follows(bytes, frame, last.hash)) {
      soundFrames += 1;
    }
    if (!isNext) lostFrames += Math.max(1, marksPassed);
    if (known.firstSeq > last.lastSeq) {
      frames.push(known);
      last = known;
    }
    offset = known.offset + known.bytes;
  }
  return {
    header,
    isCutHeader: startIsCut,
    sizeBytes,
    frames,
    soundFrames,
    lostFrames,
    tailBytes: sizeBytes - offset,
    tailFrames,
  };
}

interface FoundFrame {
  readonly known: KnownFrame;
  readonly frame: JournalFrame;
  /** The frame's and no others. */
  readonly bytes: Uint8Array;
}

interface Search {
  /** Null where there is none up to the end. */
  readonly found: FoundFrame | null;
  /** What began like a frame on the way, and is none. */
  readonly marksPassed: number;
}

const mark = Buffer.alloc(4);
mark.writeUInt32LE(frameMark);

/** The next intact frame at `from` or behind. */
async function findFrame(view: View, from: number): Promise<Search> {
  let marksPassed = 0;
  let offset = from;
  for (;;) {
    const found = await intactFrameAt(view, offset);
    if (found !== null) return { found, marksPassed };
    const bytes = await view(offset, chunkBytes);
    if (bytes.length < mark.length) return { found: null, marksPassed };
    const begins = bytes.indexOf(mark) === 0;
    if (begins) marksPassed += 1;
    const next = bytes.indexOf(mark, begins ? 1 : 0);
    // The end of this piece may hold the beginning of a mark.
    offset += next === -1 ? bytes.length - mark.length + 1 : next;
  }
}

async function intactFrameAt(view: View, offset: number): Promise<FoundFrame | null> {
  const start = await view(offset, frameHeaderBytes);
  if (start.length < frameHeaderBytes || start.readUInt32LE(0) !== frameMark) return null;
  const length = start.readUInt32LE(4);
  if (length > frameLimitBytes) return null;
  const bytes = await view(offset, frameHeaderBytes + length + frameTrailerBytes);
  const frame = frameAt(bytes, 0);
  if (frame === null || frame.lastSeq < frame.firstSeq || !isIntact(bytes, frame)) return null;
  const { firstSeq, lastSeq, hash } = frame;
  return { known: { offset, bytes: frame.bytes, firstSeq, lastSeq, hash }, frame, bytes };
}

/** The file's bytes from `offset` on, `length` of them or fewer at its end; good until the next view. */
type View = (offset: number, length: number) => Promise<Buffer<ArrayBuffer>>;

const chunkBytes = 1024 * 1024;

function viewOf(file: JournalFile, sizeBytes: number): View {
  let held: Buffer<ArrayBuffer> = Buffer.alloc(0);
  let heldFrom = 0;
  return async (offset, length) => {
    const wanted = Math.min(length, sizeBytes - offset);
    if (offset < heldFrom || offset + wanted > heldFrom + held.length) {
      const bytes = Buffer.alloc(Math.min(Math.max(length, chunkBytes), sizeBytes - offset));
      held = bytes.subarray(0, await file.read(bytes, offset));
      heldFrom = offset;
    }
    return held.subarray(offset - heldFrom, offset - heldFrom + wanted);
  };
}
