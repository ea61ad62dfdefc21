// `npm run dev`: electron-vite's dev server with its window on Electron, or on the stand-in.
import { join } from 'node:path';
import { chooseHost, describeHost } from './find-host.ts';
import { probeHost } from './probe-host.ts';
import { repository, runToEnd, standInFolder } from './run-host.ts';

const choice = chooseHost(probeHost());
if (choice.kind === 'none') {
  process.stderr.write(`${describeHost(choice)}\n`);
  process.exit(1);
}
const executable = choice.kind === 'electron' ? choice.executable : join(standInFolder, 'electron');
process.exit(
  await runToEnd(
    process.execPath,
    [join(repository, 'node_modules/electron-vite/bin/electron-vite.js'), 'dev', ...process.argv.slice(2)],
    {
      cwd: repository,
      env: {
        ...process.env,
        ELECTRON_EXEC_PATH: executable,
        ...(choice.kind === 'stand-in' ? { ELECTRON_OVERRIDE_DIST_PATH: standInFolder } : {}),
      },
    },
  ),
);
