// Entry of the intake, a utility process: the only one that touches paths that the person gave. Wiring only.
// It has no logger and no network, and writes nowhere but into the staging folder.
import { limits } from '../../src-worker/contract/limits.ts';
import { intakeRequestSchema } from '../../src-worker/contract/intake-messages.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import { runImport, type ImportTools } from './run-import.ts';
import { createStagingQueue } from './staging-queue.ts';
import { stagingFolderFrom } from './staging-argument.ts';

// Electron shows files named *.asar as folders: here every file is what the system says it is.
process.noAsar = true;

/** As many as Node has threads for files by default: more would only wait inside it. */
const copiesAtOnce = 4;

const tools: ImportTools = {
  stagingFolder: stagingFolderFrom(process.argv),
  queue: createStagingQueue({ copiesAtOnce, stagedFiles: limits.stagedFiles }),
  report: (report) => process.parentPort.postMessage(report),
};

process.parentPort.on('message', ({ data }) => {
  // Main is typed against the same schema: anything else is a bug, and ending here makes main answer for all we owe.
  const request = intakeRequestSchema.parse(data);
  switch (request.type) {
    case 'stage':
      void runImport(request, tools);
      break;
    case 'released':
      tools.queue.released(request.fileId);
      break;
    default:
      assertNever(request);
  }
});
