// `npm start`: runs the built app on Electron, or on the stand-in where Electron can't be had.
import { tryToInstallElectron } from './electron-installer.ts';
import { chooseHost, describeHost } from './find-host.ts';
import { probeHost } from './probe-host.ts';
import { repository, runHost } from './run-host.ts';

const { env } = process;
let facts = probeHost(env);
if (facts.electron === null && facts.wantedBrowser === null && (await tryToInstallElectron(env))) {
  facts = probeHost(env);
}
const choice = chooseHost(facts);

// The stand-in introduces itself.
if (choice.kind !== 'stand-in') process.stderr.write(`${describeHost(choice)}\n`);
if (choice.kind === 'none') process.exit(1);
if (choice.headless) {
  process.stderr.write(
    'There is no display here, so there is no window to see. To import: npm run cooldown -- import PATH…\n' +
      'For a window set DISPLAY (and install a browser: apt-get install -y chromium). Ctrl-C ends.\n',
  );
}
process.exit(
  await runHost({
    choice,
    app: repository,
    args: process.argv.slice(2),
    workingFolder: repository,
    environment: env,
  }),
);
