// `cooldown export-diagnostics`: says what is in the report for support, writes it, and says where it lies.
import { extname, join } from 'node:path';
import { z } from 'zod';
import { diagnosticsBundleSchema } from '../../src-worker/contract/diagnostics-bundle.ts';
import { failed, ok, type Result } from '../../src-worker/contract/result.ts';
import type { CommandDesk } from './command-desk.ts';
import type { CommandTask, GivenPath } from './command-task.ts';
import type { Console } from './console.ts';
import { endWith, endWithSentence } from './end-with.ts';
import { exitStatus } from './exit-status.ts';
import { engineFailureInWords, notWritten } from './sentences.ts';
import { dateOf, plainText, sizeInWords } from './words.ts';

type DiagnosticsTask = Extract<CommandTask, { kind: 'export_diagnostics' }>;

export async function runExportDiagnostics(
  task: DiagnosticsTask,
  desk: CommandDesk,
  console: Console,
): Promise<number> {
  const bundle = await desk.composeDiagnostics();
  if (!bundle.ok) return endWithSentence(engineFailureInWords(bundle.failure), console);
  console.err.write(`${contentsInWords(bundle.value)}\n`);

  const saved = await saveBesideOthers(task, desk, bundle.value);
  if (!saved.ok) {
    const where = plainText(saved.failure.path.typed);
    const sentence = `${notWritten(where, saved.failure.systemCode)} Name another file with --out.`;
    return endWithSentence(sentence, console);
  }
  console.out.write(`${plainText(saved.value.typed)}\n`);
  return endWith(exitStatus.fine, console);
}

interface NotSaved {
  readonly path: GivenPath;
  readonly systemCode: string;
}

/** So many names are tried: -2, -3, … */
const mostNames = 1000;

/** What is there stays: the next free name is taken. */
async function saveBesideOthers(
  { out, workingFolder }: DiagnosticsTask,
  desk: CommandDesk,
  text: string,
): Promise<Result<GivenPath, NotSaved>> {
  const name = `cooldown-diagnostics-${dateOf(desk.now())}.json`;
  const wanted = out ?? { typed: name, absolute: join(workingFolder, name) };
  for (let number = 1; number <= mostNames; number += 1) {
    const path = numbered(wanted, number);
    const saved = await desk.saveNew(path.absolute, text);
    if (saved.ok) return ok(path);
    if (saved.failure.kind === 'not_saved') return failed({ path, systemCode: saved.failure.systemCode });
  }
  return failed({ path: wanted, systemCode: 'EEXIST' });
}

/** `report.json`, `report-2.json`, `report-3.json` … */
function numbered({ typed, absolute }: GivenPath, number: number): GivenPath {
  if (number === 1) return { typed, absolute };
  const extension = extname(absolute);
  const withNumber = (path: string) => {
    const stem = path.replace(/[\\/]+$/, '');
    return `${stem.slice(0, stem.length - extension.length)}-${number}${extension}`;
  };
  return { typed: withNumber(typed), absolute: withNumber(absolute) };
}

const notInIt =
  'Not in it: names and contents of files, titles, places, serial numbers as they are, passwords and tokens.';

const withManifestSchema = z.object({ manifest: diagnosticsBundleSchema.shape.manifest });

/** What its manifest says it holds; the text itself can be read before it is sent. */
function contentsInWords(bundle: string): string {
  const { manifest } = withManifestSchema.parse(JSON.parse(bundle));
  const parts = manifest.parts.map(({ name, bytes }) => `  ${name}: ${sizeInWords(bytes)}`);
  const whole = `The report for support, ${sizeInWords(Buffer.byteLength(bundle))}, holds:`;
  return [whole, ...parts, notInIt].join('\n');
}
